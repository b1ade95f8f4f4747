import type { Val } from '../../actions/index.ts';
import type { Location } from '../../source/index.ts';
import { distAssets, goreleaserAssets, kindOfFile, type NamedAsset, platformOf, type ReleaseDeed } from '../../tools/index.ts';
import type { Effect } from '../types.ts';
import type { World } from '../world.ts';
import { type Entry, type FileSystem, isGlob } from './file-system.ts';
import { ANY, baseName, isKnown, type Name, namesOf, nameValue, shownName } from './names.ts';
import type { Asset } from './types.ts';

/** What one step uploads to a release. */
export interface Uploaded {
  readonly effect: Effect;
  readonly assets: readonly Asset[];
  readonly open: readonly string[];
}

/** The assets of an upload; undefined when it uploads nothing. @param paths a pattern as paths from the root */
export function assetsOf(
  effect: Effect,
  files: FileSystem,
  paths: (pattern: Val) => Name[],
  world: World,
  leg: string | undefined,
): Uploaded | undefined {
  const deed = effect.deed as ReleaseDeed;
  if (deed.act === 'delete') return undefined;
  const assets: Asset[] = [];
  const open = new Set<string>();
  const own = toolAssets(effect, world);
  const version = world.version;
  const uploadAt = effect.at;
  const offer = (name: Name, from: { what: Asset['what']; at: Location } & Partial<Pick<Entry, 'platform' | 'lists' | 'leg'>>): void => {
    const platform = platformOf(name) ?? from.platform;
    assets.push({
      name: nameValue(name),
      what: from.what,
      at: from.at,
      uploadAt,
      effect,
      ...(platform === undefined ? {} : { platform }),
      ...(from.lists === undefined ? {} : { lists: from.lists.map(nameValue) }),
      ...(from.leg === undefined ? {} : { leg: from.leg }),
    });
  };
  // A tool that makes the files itself knows their names better than the artifacts that they pass through.
  for (const pattern of own?.instead ? [] : (deed.assets ?? [])) {
    for (const path of paths(pattern)) {
      // `gh release upload FILE#LABEL`.
      const file = /^gh release/.test(deed.tool) ? path.replace(/#.*$/s, '') : path;
      uploadOne(file.replace(/\/$/, ''), files, offer, open, uploadAt, leg);
    }
  }
  for (const n of [...(deed.named ?? []), ...(own?.assets ?? [])])
    for (const name of namesOf(n.name, version))
      offer(name, {
        what: n.what,
        at: n.at ?? uploadAt,
        ...(n.platform === undefined ? {} : { platform: n.platform }),
        ...(n.lists === undefined ? {} : { lists: n.lists.flatMap((l) => namesOf(l, version)) }),
        ...(leg === undefined ? {} : { leg }),
      });
  if (deed.unnamed !== undefined) open.add(deed.unnamed);
  for (const why of own?.open ?? []) open.add(why);
  return assets.length === 0 && open.size === 0 ? undefined : { effect, assets, open: [...open] };
}

/** Files that a tool's configuration names. */
function toolAssets(effect: Effect, world: World): { assets: readonly NamedAsset[]; open: readonly string[]; instead: boolean } | undefined {
  const { deed } = effect;
  if (/goreleaser/.test(deed.tool)) {
    const found = goreleaserAssets(world.tools, deed.at?.path);
    return found === undefined ? undefined : { ...found, instead: false };
  }
  // The workflow that dist generates carries its files through artifacts whose paths only dist knows.
  if (/\bdist (?:build|host)\b|cargo[ -]dist (?:build|host)\b/.test(effect.workflow.file.text)) {
    const assets = distAssets(world.tools);
    return assets === undefined ? undefined : { assets, open: [], instead: true };
  }
  return undefined;
}

type Offer = (name: Name, from: { what: Asset['what']; at: Location } & Partial<Pick<Entry, 'platform' | 'lists' | 'leg'>>) => void;

function uploadOne(path: Name, files: FileSystem, offer: Offer, open: Set<string>, at: Location, leg: string | undefined): void {
  if (path === ANY || path === '') {
    open.add('the uploaded files are not known');
    return;
  }
  const known = files.has(path);
  if (known === undefined && !isGlob(path) && isKnown(baseName(path)) && !files.isDirectory(path)) {
    offer(baseName(path), { what: kindOfFile(baseName(path)), at, ...(leg === undefined ? {} : { leg }) });
    return;
  }
  const found = files.find(path);
  for (const e of found.entries) {
    const name = baseName(e.path);
    // A name of which nothing is known tells nothing.
    if (name === ANY || name === '') open.add(`a file whose name is not known is uploaded`);
    else offer(name, e);
  }
  const inTree = found.entries.length === 0 ? files.findInTree(path) : [];
  for (const p of inTree) offer(baseName(p), { what: kindOfFile(p), at });
  for (const why of found.open) open.add(why);
  if (found.entries.length === 0 && inTree.length === 0) open.add(found.open[0] ?? `nothing that is known matches ${shownName(path)}`);
}
