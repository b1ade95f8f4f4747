import { createHash } from 'node:crypto';
import { parse as parseYaml } from 'yaml';
import { setVersion, worldOf } from '../../src/release/files/index.ts';
import type { Component } from '../../src/release/types.ts';
import { compileChanges } from '../../src/source/change/index.ts';
import { applyEdits } from '../../src/source/index.ts';
import { markedVersions, type ToolWorld, type VersionSource, writtenVersions } from '../../src/tools/index.ts';
import { compareData, compareTexts } from './judge.ts';
import { baseOf, counts, type Kind, kindOf, MARKED, MARKER } from './kinds.ts';
import { VARIANTS, varied } from './variants.ts';

/** A version that no file has, written alike in every ecosystem. */
export const NEXT = '71.83.97';
/** Files of one kind of one repository that count, so that no large workspace is most of them. */
const MOST = 6;
/** Files below one folder that make a small tree. */
const MOST_BESIDE = 400;

export interface Tally {
  /** The version is set, and nothing else changed. */
  held: number;
  failed: number;
  /** Versions that changed. */
  places: number;
  variants: number;
  /** By the reason why there is nothing to set. */
  readonly without: Map<string, number>;
}

export interface Alone {
  readonly byKind: Map<string, Tally>;
  readonly failures: string[];
  readonly missed: string[];
  readonly seen: Set<string>;
}

export function measureAlone(name: string, tree: Pick<ToolWorld, 'read' | 'list'>, most: number, into: Alone): void {
  const paths = tree.list().filter((path) => counts(path) && !/(^|\/)node_modules\//.test(path));
  const taken = new Map<string, number>();
  const marked = markedFiles(tree);
  for (const path of [...paths, ...marked]) {
    const kind = marked.has(path) ? MARKED : kindOf(path);
    if (kind === undefined || (taken.get(kind.name) ?? 0) >= MOST) continue;
    const tally = into.byKind.get(kind.name) ?? { held: 0, failed: 0, places: 0, variants: 0, without: new Map() };
    into.byKind.set(kind.name, tally);
    if (tally.held + tally.failed >= most) continue;
    const text = tree.read(path);
    if (text === undefined || text.length > 4_000_000) continue;
    const digest = createHash('sha1').update(text).digest('hex');
    if (into.seen.has(digest)) continue;
    into.seen.add(digest);
    taken.set(kind.name, (taken.get(kind.name) ?? 0) + 1);
    const folder = kind.marked ? '' : folderFor(path, kind, paths);
    const files = new Map<string, string>();
    for (const other of paths) {
      if (folder === undefined || !other.startsWith(folder) || files.size >= MOST_BESIDE) continue;
      const beside = tree.read(other);
      if (beside !== undefined) files.set(other.slice(folder.length), beside);
    }
    const target = path.slice(folder?.length ?? 0);
    files.set(target, text);
    const found = folder === undefined ? { without: 'no project around it' } : setIn(files, target, kind);
    if ('without' in found) tally.without.set(found.without, (tally.without.get(found.without) ?? 0) + 1);
    else if ('wrong' in found) {
      tally.failed++;
      into.failures.push(`${name} ${path}: ${found.wrong}`);
    } else {
      tally.held++;
      tally.places += found.places;
      tally.variants += found.variants;
      into.missed.push(...found.missed.map((one) => `${name} ${folder}${one}`));
    }
  }
}

/** Files with a marker that release-please is told to write. */
function markedFiles(tree: Pick<ToolWorld, 'read' | 'list'>): ReadonlySet<string> {
  const named = [...(tree.read('release-please-config.json') ?? '').matchAll(/"([\w@./-]+\.\w+|README)"/g)].map(([, path = '']) =>
    path.replace(/^\//, ''),
  );
  const ends = new Set(named.map(baseOf));
  const paths = tree.list().filter((path) => ends.has(baseOf(path)) && named.some((one) => path === one || path.endsWith(`/${one}`)));
  return new Set(paths.filter((path) => kindOf(path) === undefined && MARKER.test(tree.read(path) ?? '')));
}

/** The folder that a small tree is made of, with its slash. */
function folderFor(path: string, { below }: Kind, paths: readonly string[]): string | undefined {
  let folder = path.slice(0, path.length - baseOf(path).length);
  if (below === undefined) return folder;
  const marks = new Set(paths.filter((one) => below.test(baseOf(one))).map((one) => one.slice(0, one.length - baseOf(one).length)));
  while (!marks.has(folder)) {
    if (folder === '') return undefined;
    folder = folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1);
  }
  return folder;
}

type Found =
  | { readonly without: string }
  | { readonly wrong: string }
  | { readonly places: number; readonly variants: number; readonly missed: readonly string[] };

function setIn(files: ReadonlyMap<string, string>, target: string, kind: Kind): Found {
  const paths = [...files.keys()].sort();
  const read = (path: string): string | undefined => files.get(path);
  const world = worldOf(read, () => paths);
  const all = kind.marked ? markedVersions(world, target) : writtenVersions(world);
  const own = all.filter((one) => one.path === target && one.role !== 'changelog' && (kind.lock || one.role !== 'requirement'));
  const first = own
    .map((one) => (one.role === 'requirement' ? all.find((other) => other.path === one.repeats && other.role === 'manifest') : one))
    .find((one) => one !== undefined && !one.placeholder);
  if (first === undefined) return reasonFor(files.get(target)!, kind, own, all);
  const from = plainOf(first.value, first);
  const after = set(files, from, kind.marked ? target : undefined);
  const text = after.texts.get(target);
  if (text === undefined)
    return { without: after.missed[0] === undefined ? 'it follows no manifest of its tree' : 'it is left to a person, and said so' };
  const old = files.get(target)!;
  const said = own.filter((one) => one.role !== 'requirement').map(({ value }) => value);
  const changed = compareTexts(old, text, [from, ...said], NEXT);
  if (typeof changed === 'string') return { wrong: changed };
  if (changed === 0) return { wrong: 'nothing changed' };
  const data = kind.name.startsWith('record') || (kind.lock && kind.name !== 'package-lock.json') ? undefined : compareFiles(target, old, text);
  if (data !== undefined) return { wrong: data };
  let variants = 0;
  for (const variant of VARIANTS) {
    const other = varied(files, variant, target);
    if (other === undefined || other.get(target) === old) continue;
    const written = set(other, from, kind.marked ? target : undefined).texts.get(target);
    const expected = variant.change(text, kind);
    if (written !== expected)
      return { wrong: `as ${variant.name}: ${written === undefined ? 'nothing is set' : difference(expected ?? '', written)}` };
    variants++;
  }
  return { places: changed, variants, missed: after.missed };
}

function set(
  files: ReadonlyMap<string, string>,
  from: string,
  marked: string | undefined,
): { readonly texts: ReadonlyMap<string, string>; readonly missed: readonly string[] } {
  const component = { name: 'all', path: '', paths: [], driver: 'slipway', files: marked === undefined ? [] : [marked] } as unknown as Component;
  const read = (path: string): string | undefined => files.get(path);
  const list = [...files.keys()].sort();
  const { changes, missed } = setVersion(read, () => list, component, from, NEXT, [{ component, from, to: NEXT }]);
  const touched = [...new Set(changes.flatMap((one) => (one.op === 'text' ? [one.path] : [])))];
  const texts = new Map(touched.map((path) => [path, files.get(path)!]));
  return {
    texts: new Map([...applyEdits(texts, compileChanges(read, changes))].flatMap(([path, text]) => (text === null ? [] : [[path, text]]))),
    missed,
  };
}

/** A version as a release is called. */
function plainOf(value: string, place: VersionSource): string {
  const bare = value.replace(/^v/, '');
  if (place.ecosystem === 'dart') return bare.replace(/\+\d+$/, '');
  if (place.ecosystem === 'python')
    return bare.replace(/^(\d+(?:\.\d+)*)\.?(a|b|rc|dev)(\d+)$/, (_, core, word, number) => `${core}-${word}.${number}`);
  return bare;
}

/** Why a file has nothing to set; wrong where it says a version all the same, in a way that anybody can see. */
function reasonFor(text: string, kind: Kind, own: readonly VersionSource[], all: readonly VersionSource[]): Found {
  if (own.length > 0) return { without: `a stand-in` };
  if (kind.lock) return { without: 'no package of the tree in it' };
  if (/^version(?:\.workspace\s*=\s*true|\s*=\s*\{\s*workspace\s*=\s*true)/m.test(text)) return { without: 'inherited from the workspace' };
  if (kind.name === 'Cargo.toml' && !/^\[package\]/m.test(text)) return { without: 'a workspace without a version' };
  if (/^dynamic\s*=\s*\[[^\]]*version/m.test(text)) return { without: 'the build makes the version' };
  if (/json$/.test(kind.name)) {
    try {
      const { version } = JSON.parse(text.replace(/^\uFEFF/, '')) as { version?: unknown };
      if (typeof version === 'string' && /^v?\d+\.\d+\.\d+$/.test(version)) return { wrong: `it says ${version}, which is not found` };
    } catch {
      return { without: 'no JSON' };
    }
  }
  const plain = /^(?:version|__version__)\s*[:=]\s*["']?(\d+\.\d+\.\d+)["']?\s*$/m.exec(text)?.[1];
  // A module that says another version than its project says that of something else.
  if (
    plain !== undefined &&
    kind.below !== undefined &&
    !all.some((one) => one.role === 'manifest' && one.ecosystem === 'python' && one.value === plain)
  )
    return { without: 'another version than the one of its project' };
  if (plain !== undefined && /^(?:Cargo\.toml|Chart\.yaml|pubspec\.yaml|__version__|gradle\.properties)$/.test(kind.name))
    return { wrong: `it says ${plain} at the beginning of a line, which is not found` };
  return { without: 'no version in it' };
}

function compareFiles(path: string, old: string, now: string): string | undefined {
  if (!/\.(?:json|ya?ml)$/.test(path)) return undefined;
  try {
    // JSON is read by the engine's own parser, and YAML by the library alone.
    const read = /json$/.test(path) ? (text: string): unknown => JSON.parse(text.replace(/^\uFEFF/, '')) : (text: string): unknown => parseYaml(text);
    return compareData(read(old), read(now));
  } catch {
    return undefined;
  }
}

function difference(expected: string, found: string): string {
  let at = 0;
  while (at < expected.length && expected[at] === found[at]) at++;
  return `${JSON.stringify(found.slice(Math.max(0, at - 30), at + 30))} instead of ${JSON.stringify(expected.slice(Math.max(0, at - 30), at + 30))}`;
}
