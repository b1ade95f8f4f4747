import { credentialText, type Effect, type Label, type World } from '../../chain/index.ts';
import { effectText } from '../links.ts';
import { oneLine } from '../wording.ts';
import type { Material } from './types.ts';
import { code, listed, plain, shownValue, VERSION, versioned } from './words.ts';

/** The tag of an effect, as code: the version's own where the walk knows no more than that it is one. */
function tagCode(effect: Effect, { analysis, tag }: Material): string {
  if (effect.tag === undefined) return '';
  const text = shownValue(effect.tag, analysis.world);
  const vague = text === VERSION || /[|…]|\bN\b/.test(text);
  return ` ${code(vague && tag !== undefined ? tag : text)}`;
}

/** What an effect does, with its names as code. */
function actText(effect: Effect, material: Material): string {
  const { deed } = effect;
  const { world } = material.analysis;
  switch (deed.kind) {
    case 'tag':
      return `${deed.act === 'delete' ? 'deletes' : deed.act === 'move' ? 'moves' : 'makes'} tag${tagCode(effect, material)}`;
    case 'branch':
      return `pushes to ${effect.branch === undefined ? 'the branch' : code(shownValue(effect.branch, world))}`;
    case 'release':
      if (deed.act === 'upload') return `uploads files to release${tagCode(effect, material)}`;
      return `${deed.act === 'publish' ? 'publishes' : deed.draft === true ? 'drafts' : 'makes'} release${tagCode(effect, material)}`;
    case 'image': {
      const names = [...new Set(deed.images.map((image) => shownValue(image, world)))].filter((name) => /[^:]$/.test(name) && !name.startsWith('…'));
      const more = names.length - 3;
      return names.length === 0 ? 'pushes the image' : `pushes ${names.slice(0, 3).map(code).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    }
    default:
      return plain(versioned(effectText(effect), world));
  }
}

/** What a run does, as one half sentence: its acts, each once, those that hang on something apart. */
export function actsText(effects: readonly Effect[], material: Material): string {
  const byCondition = new Map<string, Set<string>>([['', new Set()]]);
  const add = (effect: Effect, text: string): void => {
    const condition = conditionOf(effect);
    const texts = byCondition.get(condition) ?? new Set<string>();
    texts.add(text);
    byCondition.set(condition, texts);
  };
  for (const effect of effects) {
    if (effect.deed.kind === 'package') continue;
    const who = effect.deed.kind === 'tag' || effect.deed.kind === 'pull-request' || effect.deed.kind === 'branch' ? creditText(effect) : '';
    add(effect, `${actText(effect, material)}${who === '' ? '' : ` (${who})`}`);
  }
  for (const condition of new Set(effects.map(conditionOf))) {
    const some = effects.filter((effect) => conditionOf(effect) === condition);
    for (const [registry, names] of packagesOf(some)) add(some[0]!, `publishes ${names} to ${registry}`);
  }
  const said = new Set<string>();
  const parts = [...byCondition].map(([condition, texts]) => {
    const fresh = [...texts].filter((text) => !said.has(text));
    for (const text of fresh) said.add(text);
    return fresh.length === 0 ? '' : `${condition}${listed(fresh)}`;
  });
  return parts.filter((text) => text !== '').join('; ');
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
