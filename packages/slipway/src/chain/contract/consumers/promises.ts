import { matchFilters, type Workflow } from '../../../actions/index.ts';
import type { Analysis } from '../../analyse.ts';
import { familyOf, isRollingFamily } from '../../families.ts';
import type { Effect } from '../../types.ts';
import { channelsOf, contractOf } from '../contract.ts';
import { ANY, baseName, mayBeSame, type Name, namesOf, shownName, VERSION } from '../names.ts';
import type { Asset, AssetSet, LegFiles } from '../types.ts';
import { consumersOf } from './index.ts';
import { isSameRepository } from './release-url.ts';
import type { Consumer, Want } from './types.ts';

/** A file that a release has, by its name. */
export interface PublishedFile {
  readonly name: Name;
  readonly asset: Asset;
}

/** What is asked of the releases of a repository, and what they have. */
export interface Promises {
  /** Those that ask this repository. */
  readonly consumers: readonly Consumer[];
  /** Those that ask a repository of the same name that belongs to somebody else. */
  readonly strangers: readonly Consumer[];
  readonly files: readonly PublishedFile[];
  readonly sets: readonly AssetSet[];
  /** What the jobs of the runs do to files. */
  readonly legs: readonly LegFiles['deeds'][number][];
  /** Every file of a version is known: what is not among them does not exist, unless a person adds it. */
  readonly closed: boolean;
  /** Some workflow, tool or person of the tree puts files on releases. */
  readonly uploads: boolean;
}

const known = new WeakMap<Analysis, Promises>();

/** What the tree asks of the files of its own releases, beside what its workflows upload. */
export function promisesOf(analysis: Analysis): Promises {
  const before = known.get(analysis);
  if (before) return before;
  const made = compare(analysis);
  known.set(analysis, made);
  return made;
}

function compare(analysis: Analysis): Promises {
  const { world } = analysis;
  const channels = channelsOf(analysis);
  const contracts = (channels.length === 0 ? ['stable'] : channels).map((channel) => contractOf(analysis, channel));
  const sets = contracts.flatMap((c) => c.assets).filter((s) => s.effect.elsewhere === undefined);
  const legs = contracts.flatMap((c) => c.legs).flatMap((l) => l.deeds);
  const files = filesOf(sets, world.version);
  const hasUploads = sets.length > 0 || uploadersOf(analysis).length > 0;
  const closed = sets.length > 0 && isClosed(sets, legs, analysis);
  const { slug } = world;
  const release = { prefix: prefixOf(sets, analysis), version: world.version, files: closed ? concrete(files, world.version) : undefined };
  const all = slug === undefined ? [] : consumersOf(world, { release, all: closed });
  return {
    consumers: all.filter((c) => isSameRepository(c.repository, slug!)),
    strangers: all.filter((c) => !isSameRepository(c.repository, slug!) && nameOf(c.repository) === nameOf(slug!)),
    files,
    sets,
    legs,
    closed,
    uploads: hasUploads,
  };
}

const nameOf = (slug: string): string => slug.slice(slug.indexOf('/') + 1).toLowerCase();

function filesOf(sets: readonly AssetSet[], version: string): PublishedFile[] {
  const out = new Map<Name, PublishedFile>();
  for (const set of sets)
    for (const asset of set.assets) for (const name of namesOf(asset.name, version)) if (!out.has(name)) out.set(name, { name, asset });
  return [...out.values()];
}

/** Inputs of actions that name the files of a release. */
const filesInput = /^(?:files?|artifacts?|assets?|asset[_-]paths?|attachments)$/;

/** Effects of a run that put files on a release of this repository. */
function uploadersOf({ declared }: Analysis): Effect[] {
  return [...declared.values()].flatMap((runs) => runs.flatMap((r) => r.effects.filter(uploads)));
}

function uploads({ deed, elsewhere, step }: Effect): boolean {
  if (elsewhere !== undefined || deed.kind !== 'release' || deed.act === 'delete') return false;
  const named = (deed.assets?.length ?? 0) + (deed.named?.length ?? 0);
  return deed.act === 'upload' || named > 0 || deed.unnamed !== undefined || (step?.with.some((p) => filesInput.test(p.name)) ?? false);
}

/**
 * All uploads are followed and know their files, and nothing opaque in a run that releases could add others. A set that has nothing but
 * checksums has been followed only in part: something was summed. So has a run that makes files in a directory that is not known, and those are not among the assets.
 */
function isClosed(sets: readonly AssetSet[], legs: Promises['legs'], analysis: Analysis): boolean {
  if (!sets.every((s) => s.closed && s.assets.length > 0)) return false;
  if (!sets.some((s) => s.assets.some((a) => a.what !== 'checksum' && a.what !== 'signature'))) return false;
  const names = filesOf(sets, analysis.world.version).map((f) => f.name);
  if (legs.some((l) => l.deed.op === 'make' && l.cwd === undefined && !namesOf(l.deed.path, analysis.world.version).every((p) => isAmong(p, names))))
    return false;
  const followed = new Set(sets.map((s) => `${s.effect.at.path}:${s.effect.at.line}`));
  const tag = `${prefixOf(sets, analysis)}${analysis.world.version}`;
  if (uploadersOf(analysis).some((e) => !e.possible && !followed.has(`${e.at.path}:${e.at.line}`) && takes(e.workflow, tag))) return false;
  const runs = [...analysis.declared.values()].flat();
  return !runs.some((r) => r.opaque.some((o) => o.happens !== false && o.mayWrite === true && o.kind !== 'script'));
}

/** Whether a workflow may run for a release of this tag: one that waits for tags of another kind alone does not. */
function takes(workflow: Workflow, tag: string): boolean {
  return workflow.triggers.some((t) => {
    if (t.event !== 'push' || t.tags === undefined || t.branches !== undefined) return true;
    return matchFilters(
      t.tags.map((p) => p.text),
      tag,
    );
  });
}

const isAmong = (path: Name, names: readonly Name[]): boolean => path.startsWith('/') || names.some((n) => mayBeSame(n, baseName(path)));

/** What stands before the version in the tags of its releases. */
function prefixOf(sets: readonly AssetSet[], analysis: Analysis): string {
  const families = sets.map((s) => (s.effect.tag === undefined ? undefined : familyOf(s.effect.tag)));
  const tags = [...analysis.world.families.keys()];
  const found = [...families, ...tags, ...analysis.families].find((f) => f !== undefined && !isRollingFamily(f));
  return found ?? 'v';
}

/** Names with the version filled in; undefined when something else is open in one of them. */
function concrete(files: readonly PublishedFile[], version: string): string[] | undefined {
  const names = files.map((f) => f.name.replaceAll(VERSION, version));
  return names.some((n) => /[\ue000-\ue005]/.test(n)) ? undefined : names;
}

/** Whether a release may have one of the files that do for a want. An address is found whatever its case. */
export function mayHave(promises: Promises, want: Want): boolean {
  return want.names.some((n) => n === ANY || promises.files.some((f) => mayBeSame(f.name.toLowerCase(), n.toLowerCase())));
}

/** A tag that is no version: a channel of its own, whose files are not those of a version. */
export const asksVersion = (want: Want): boolean =>
  want.tag === 'latest' || want.tag.includes(VERSION) || want.tag.includes(ANY) || /\d+\.\d+/.test(want.tag);

/** Names as a reader sees them, without doubles. */
export const shownNames = (names: readonly Name[]): string[] => [...new Set(names.map(shownName))];
