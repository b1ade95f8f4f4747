import { credentialText, type Effect, type World } from '../../chain/index.ts';
import { effectText } from '../links.ts';
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
      const names = [...new Set(deed.images.map((image) => shownValue(image, world)))].filter((name) => name.trim() !== '' && !name.startsWith('…'));
      const more = names.length - 3;
      return names.length === 0 ? 'pushes the image' : `pushes ${names.slice(0, 3).map(code).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    }
    default:
      return plain(versioned(effectText(effect), world));
  }
}

/** What a run does, as one half sentence: its acts, each once, those that hang on the commits apart. */
export function actsText(effects: readonly Effect[], material: Material): string {
  const known = new Map<string, boolean>();
  for (const effect of effects) {
    if (effect.deed.kind === 'package') continue;
    const who = effect.deed.kind === 'tag' || effect.deed.kind === 'pull-request' || effect.deed.kind === 'branch' ? creditText(effect) : '';
    known.set(`${actText(effect, material)}${who === '' ? '' : ` (${who})`}`, decidesItself(effect));
  }
  for (const [registry, names] of packagesOf(effects)) known.set(`publishes ${names} to ${registry}`, false);
  const texts = (open: boolean): string[] => [...known].filter(([, hangs]) => hangs === open).map(([text]) => text);
  const [sure, open] = [texts(false), texts(true)];
  const when = open.length === 0 ? '' : `when there is something to release, ${listed(open)}`;
  return [when, listed(sure)].filter((text) => text !== '').join('; ');
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

/** Tools that look at the commits and decide themselves. */
function decidesItself({ deed, happens }: Effect): boolean {
  return happens === undefined && 'certain' in deed && deed.certain === undefined;
}

/** With whose right it happens. */
function creditText({ held }: Effect): string {
  const { credential } = held;
  if (credential.kind === 'pat') return `with the token in secret ${code(credential.secret)}`;
  if (credential.kind === 'app') return credential.secret === undefined ? 'as a GitHub App' : `as the GitHub App of ${code(credential.secret)}`;
  return credential.kind === 'unknown' ? '' : `with ${plain(credentialText(credential))}`;
}

/** A person's act or an event as it stands in a list of steps. */
export function eventText(text: string, world: World): string {
  return plain(versioned(text, world))
    .replace(/(?<=\btag )(\S*X\.Y\.Z\S*)/, '`$1`')
    .trim();
}
