import { credentialText, type Effect, type Label, type World } from '../../chain/index.ts';
import { effectText } from '../links.ts';
import { oneLine } from '../wording.ts';
import type { Material } from './types.ts';
import { code, listed, plain, shownValue, VERSION, versioned } from './words.ts';

/** What is done, to what, and with whose right: `makes tag`, [`v1`], `with the GITHUB_TOKEN`. */
interface Act {
  readonly verb: string;
  readonly names: readonly string[];
  readonly who: string;
}

/** More names of one act than these are only counted. */
const MAX_NAMES = 6;

/** The tag of an effect: the version's own where the walk knows no more than that it is one. */
function tagOf(effect: Effect, { analysis, tag }: Material): string[] {
  if (effect.tag === undefined) return [];
  const text = shownValue(effect.tag, analysis.world);
  const vague = text === VERSION || /[|…]|\bN\b/.test(text);
  return [vague && tag !== undefined ? tag : text];
}

function actOf(effect: Effect, material: Material): Act {
  const { deed } = effect;
  const { world } = material.analysis;
  const act = (verb: string, names: readonly string[]): Act => ({ verb, names, who: '' });
  switch (deed.kind) {
    case 'tag':
      return {
        ...act(`${deed.act === 'delete' ? 'deletes' : deed.act === 'move' ? 'moves' : 'makes'} tag`, tagOf(effect, material)),
        who: creditText(effect),
      };
    case 'branch': {
      const names = effect.branch === undefined ? [] : [shownValue(effect.branch, world)];
      return { ...act(names.length === 0 ? 'pushes to the branch' : 'pushes to', names), who: creditText(effect) };
    }
    case 'release':
      if (deed.act === 'upload') return act('uploads files to release', tagOf(effect, material));
      return act(`${deed.act === 'publish' ? 'publishes' : deed.draft === true ? 'drafts' : 'makes'} release`, tagOf(effect, material));
    case 'image': {
      const names = deed.images.map((image) => shownValue(image, world)).filter((name) => /[^:]$/.test(name) && !name.startsWith('…'));
      return act(names.length === 0 ? 'pushes the image' : 'pushes', names);
    }
    default:
      return { ...act(plain(versioned(effectText(effect), world)), []), who: deed.kind === 'pull-request' ? creditText(effect) : '' };
  }
}

/** What a run does, as one half sentence: its acts, each once, those that hang on something apart. */
export function actsText(effects: readonly Effect[], material: Material): string {
  const said = new Set<string>();
  const parts: string[] = [];
  for (const condition of new Set(['', ...effects.map(conditionOf)])) {
    const some = effects.filter((effect) => conditionOf(effect) === condition);
    const texts = sentences(
      some.filter((effect) => effect.deed.kind !== 'package').map((effect) => actOf(effect, material)),
      said,
    );
    for (const [registry, names] of packagesOf(some)) {
      const text = `publishes ${names} to ${registry}`;
      if (!said.has(text)) texts.push(text);
      said.add(text);
    }
    if (texts.length > 0) parts.push(`${condition}${listed(texts)}`);
  }
  return parts.join('; ');
}

/** One text for all acts of one kind by one hand, without what was said before. */
function sentences(acts: readonly Act[], said: Set<string>): string[] {
  const byKind = new Map<string, { act: Act; names: string[] }>();
  for (const act of acts) {
    const kind = `${act.verb}\0${act.who}`;
    for (const name of act.names.length === 0 ? [''] : act.names) {
      if (said.has(`${kind}\0${name}`)) continue;
      said.add(`${kind}\0${name}`);
      const known = byKind.get(kind) ?? { act, names: [] };
      if (name !== '') known.names.push(name);
      byKind.set(kind, known);
    }
  }
  return [...byKind.values()].map(({ act, names }) => {
    const more = names.length - MAX_NAMES;
    const shown = names.length === 0 ? '' : ` ${names.slice(0, MAX_NAMES).map(code).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    return `${act.verb}${shown}${act.who === '' ? '' : ` (${act.who})`}`;
  });
}

/** What an effect waits for, where the walk does not know that it happens. */
function conditionOf({ deed, happens, step, job }: Effect): string {
  if (happens !== undefined) return '';
  if ('certain' in deed && deed.certain === undefined) return 'when there is something to release, ';
  const at = step?.if ?? job.if;
  return at === undefined ? 'when its script decides so, ' : `when ${code(oneLine(at.text.replace(/^\s*\$\{\{|\}\}\s*$/g, ''), 90))} holds, `;
}

/** Published packages by registry. */
function packagesOf(effects: readonly Effect[]): Map<string, string> {
  const byRegistry = new Map<string, Set<string>>();
  for (const { deed } of effects) {
    if (deed.kind !== 'package') continue;
    const registry = REGISTRY_NAME[deed.registry] ?? deed.registry;
    const names = byRegistry.get(registry) ?? new Set<string>();
    for (const name of deed.names) names.add(name);
    byRegistry.set(registry, names);
  }
  return new Map(
    [...byRegistry].map(([registry, names]) => {
      const more = names.size - 6;
      const shown = [...names].slice(0, 6).map(code);
      return [plain(registry), names.size === 0 ? 'the packages' : listed(more > 0 ? [...shown, `${more} more`] : shown)];
    }),
  );
}

const REGISTRY_NAME: Readonly<Record<string, string>> = { 'github-packages': 'GitHub Packages', pypi: 'PyPI', rubygems: 'RubyGems', nuget: 'NuGet' };

/** With whose right it happens. */
function creditText({ held }: Effect): string {
  const { credential } = held;
  if (credential.kind === 'pat') return `with the token in secret ${code(credential.secret)}`;
  if (credential.kind === 'app') return credential.secret === undefined ? 'as a GitHub App' : `as the GitHub App of ${code(credential.secret)}`;
  return credential.kind === 'unknown' ? '' : `with ${plain(credentialText(credential))}`;
}

/** What a person does in the middle of a way; undefined when nobody does. */
export function personText({ via }: Label, world: World): string | undefined {
  if (via.from === undefined || via.event.by.kind !== 'person') return undefined;
  // A push to the branch that the pull request goes to is its merge.
  if (via.effect?.deed.kind === 'pull-request' && via.event.name === 'push') return 'a person merges the pull request';
  return eventText(via.event.text, world);
}

/** A person's act or an event as it stands in a list of steps. */
export function eventText(text: string, world: World): string {
  return plain(versioned(text, world))
    .replace(/(?<=\btag )(\S*X\.Y\.Z\S*)/, '`$1`')
    .trim();
}
