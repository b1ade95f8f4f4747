import { alternatives, describe, evaluateTemplate, unknown, type Val } from '../actions/index.ts';
import { type Deed, publishableNames, type Registry, type SiteDeed } from '../tools/index.ts';
import { familyOf, isConstantFamily, isRollingFamily } from './families.ts';
import type { Effect } from './types.ts';
import type { World } from './world.ts';

export type TargetKind = 'tag' | 'release' | 'asset' | 'registry' | 'image' | 'tap' | 'pages' | 'environment' | 'pull-request';

/** What an effect delivers: a place that users of the release look at. */
export interface Target {
  readonly id: string;
  readonly kind: TargetKind;
  readonly name: string;
  /** `this`: the version that is released; `moving`: a name that is overwritten. */
  readonly version: 'this' | 'moving';
}

/** The same for one destination in one kind of version. */
export const targetKey = (t: Target): string => `${t.id}|${t.version}`;

/** Tools that put files on every release that they make. */
const uploadsByItself = /goreleaser|cargo-dist|^dist\b/;

/** Registries whose package is called as the repository, unless it says otherwise. */
const namedAsRepository = new Set(['snap', 'choco', 'cloudsmith', 'gemfury', 'flathub', 'winget', 'vscode', 'openvsx']);

const registryNames: Readonly<Record<string, string>> = { 'github-packages': 'GitHub Packages' };

/** The destinations of an effect; empty when it delivers nothing. */
export function targetsOf(effect: Effect, world: World): Target[] {
  const { deed } = effect;
  if (!happensAtAll(deed)) return [];
  switch (deed.kind) {
    case 'tag': {
      if (effect.elsewhere !== undefined || deed.act === 'delete' || effect.tag === undefined) return [];
      const family = familyOf(effect.tag);
      const name = family === undefined ? describe(effect.tag).replaceAll('{any}', '…') : tagName(family);
      // No tag is called nothing: what names it was not there.
      if (name.trim() === '') return [];
      return [{ id: `tag:${name}`, kind: 'tag', name, version: deed.act === 'move' || isRollingFamily(family) ? 'moving' : 'this' }];
    }
    case 'release': {
      const away = effect.elsewhere === undefined ? '' : `${describe(effect.elsewhere)} `;
      const family = effect.tag === undefined ? undefined : familyOf(effect.tag);
      const label = family === undefined ? '' : tagName(family);
      const rolling = isRollingFamily(family);
      const version = rolling ? 'moving' : 'this';
      const out: Target[] = [];
      if (deed.act === 'create' && away === '' && !effect.tagExists && label !== '')
        out.push({ id: `tag:${label}`, kind: 'tag', name: label, version });
      if (deed.act === 'create' || deed.act === 'publish')
        out.push({ id: `release:${away}${rolling ? label : ''}`.replace(/:$/, ''), kind: 'release', name: `${away}${label}`.trim(), version });
      if (deed.act === 'upload' || (deed.assets !== undefined && deed.assets.length > 0) || uploadsByItself.test(deed.tool)) {
        const file = effect.workflow.path.slice(effect.workflow.path.lastIndexOf('/') + 1);
        out.push({ id: `asset:${away}${file}`, kind: 'asset', name: `files of ${file}`, version });
      }
      return out;
    }
    case 'package': {
      const registry = registryNames[deed.registry] ?? deed.registry;
      const names = deed.names.length > 0 ? deed.names : namesBehind(deed.registry, world);
      return names.map((n) => ({ id: n === '' ? registry : `${registry}:${n}`, kind: 'registry', name: n === '' ? registry : n, version: 'this' }));
    }
    case 'image':
      return deed.push === false ? [] : imageTargets(deed.images, effect, world);
    case 'pages':
      return [pagesTarget(deed, world)];
    case 'deploy': {
      const named = environmentOf(effect);
      if (named === undefined && /netlify|vercel|cloudflare pages|firebase|surge|github pages/i.test(deed.target))
        return [{ id: `pages:${deed.target}`, kind: 'pages', name: `${deed.target} site`, version: 'moving' }];
      return [{ id: `environment:${named ?? deed.target}`, kind: 'environment', name: named ?? deed.target, version: 'moving' }];
    }
    case 'tap': {
      const where = deed.repository === undefined ? deed.manager : describe(deed.repository);
      return [
        deed.act === 'pull-request'
          ? { id: `pull-request:${where}`, kind: 'pull-request', name: where, version: 'this' }
          : { id: `tap:${where}`, kind: 'tap', name: where, version: 'this' },
      ];
    }
    case 'branch': {
      // A package manager's index lives in a repository of its own.
      const where = effect.elsewhere === undefined ? '' : describe(effect.elsewhere);
      return /(?:homebrew|scoop|tap|bucket|winget|krew|nur|aur)/i.test(where) && where.includes('/')
        ? [{ id: `tap:${where}`, kind: 'tap', name: where, version: 'this' }]
        : [];
    }
    case 'pull-request':
      if (deed.act !== 'open' || deed.repository === undefined || effect.elsewhere === undefined) return [];
      return [{ id: `pull-request:${describe(deed.repository)}`, kind: 'pull-request', name: describe(deed.repository), version: 'this' }];
    default:
      return [];
  }
}

/** Packages that a publication without names can mean: the public ones of the tree. */
function namesBehind(registry: Registry, world: World): readonly string[] {
  const names = publishableNames(world.tools, registry);
  if (names.length > 0 && names.length <= 30) return names;
  return namedAsRepository.has(registry) && world.slug !== undefined ? [world.slug.split('/')[1] ?? ''] : [''];
}

/** GitHub Pages: deployed by its action, or from a branch. */
function pagesTarget(deed: SiteDeed, world: World): Target {
  const slug = deed.site ?? world.slug ?? 'site';
  const name = /deploy-pages/.test(deed.tool) || deed.site !== undefined ? slug : `${slug} gh-pages`;
  return { id: `pages:${slug}`, kind: 'pages', name, version: 'moving' };
}

function happensAtAll(deed: Deed): boolean {
  return !('certain' in deed) || deed.certain !== false;
}

const tagName = (family: string): string => (isConstantFamily(family) ? family.slice(1) : `${family}{version}`);

function environmentOf(effect: Effect): string | undefined {
  const name = effect.job.environment?.name?.text;
  if (name === undefined) return undefined;
  if (!name.includes('${{')) return name;
  const value = evaluateTemplate(name, { lookup: () => unknown('the environment') });
  return value.k === 'unknown' ? '…' : describe(value).replaceAll('{any}', '…');
}

/** `ko.local` and `kind.local` are ko's names for the machine's own images. */
const isLoopback =
  /^(?:localhost|127\.0\.0\.1|0\.0\.0\.0|host\.docker\.internal|registry\.local|kind-registry|ko\.local|kind\.local)(?::\d+)?(?:\/|$)/;

/** Images by name; a tag that holds the version, or the event's ref, makes it this version's. */
function imageTargets(images: readonly Val[], effect: Effect, world: World): Target[] {
  const out = new Map<string, Target>();
  for (const image of images.flatMap((i) => alternatives(i))) {
    const shown = describe(image);
    if (image.k === 'unknown' || shown.trim() === '') continue;
    const slash = shown.lastIndexOf('/');
    const colon = shown.indexOf(':', slash + 1);
    const digest = shown.indexOf('@', slash + 1);
    const end = [colon, digest].filter((n) => n > slash).sort((a, b) => a - b)[0] ?? shown.length;
    const bare = shown.slice(0, end).toLowerCase();
    // A registry that the run has for itself.
    if (isLoopback.test(shown)) continue;
    const name = /^[^/]+\.[^/]+\/|^localhost/.test(bare) ? bare : `docker.io/${bare.includes('/') ? bare : `library/${bare}`}`;
    const tag = shown.slice(end + 1);
    const isThis = isVersionTag(tag, world);
    const key = `${name}|${isThis}`;
    out.set(key, { id: name, kind: 'image', name, version: isThis ? 'this' : 'moving' });
  }
  // No tag at all is no delivery; a name that is not known is one.
  const isNamed = images.some((i) => alternatives(i).some((a) => a.k === 'unknown' || describe(a).trim() !== ''));
  if (out.size === 0 && isNamed && images.every((i) => !isLoopback.test(describe(i))))
    return [
      {
        id: `image:${effect.workflow.path.slice(effect.workflow.path.lastIndexOf('/') + 1)}`,
        kind: 'image',
        name: effect.workflow.path.slice(effect.workflow.path.lastIndexOf('/') + 1),
        version: 'this',
      },
    ];
  return [...out.values()];
}

function isVersionTag(tag: string, world: World): boolean {
  return tag.includes('{version}') || tag.includes(world.version) || /\d+\.\d+/.test(tag) || tag.includes('{any}');
}
