import type { SourceFile } from '../../source/index.ts';
import { entriesAt } from '../config/documents.ts';
import { nodePackages } from '../config/packages.ts';
import { folderOf, inside } from '../paths.ts';
import { type About, found, placed, scalarPlace } from './place.ts';
import type { VersionFiles, VersionSource } from './types.ts';

/** A requirement that names a version: with `workspace:` or `npm:` before it, or nothing. */
const RANGE = /^(?:workspace:|npm:)?[\^~<>=v\s]*\d+\.\d+[^/:]*$/;

/** What package.json files ask of each other beyond the tables that are published, and what lock files keep of the packages of the tree. */
export function* nodeRepetitions(files: VersionFiles): Generator<VersionSource> {
  const packages = nodePackages(files.world);
  const paths = new Map(packages.flatMap((one) => (one.name === undefined ? [] : [[one.name, inside(one.directory, 'package.json')] as const])));
  for (const one of packages) yield* requirements(files, inside(one.directory, 'package.json'), paths);
  for (const base of ['package-lock.json', 'npm-shrinkwrap.json'])
    for (const path of files.named(base)) {
      const file = files.text(path);
      if (file !== undefined) yield* workspaceEntries(files, file, 'packages', paths);
    }
  for (const path of files.named('bun.lock')) {
    const file = files.text(path);
    if (file !== undefined) yield* workspaceEntries(files, file, 'workspaces', paths);
  }
  for (const path of files.named('pnpm-lock.yaml')) {
    const file = files.text(path);
    if (file !== undefined) yield* pnpmLock(file, paths);
  }
  for (const path of files.named('yarn.lock')) {
    const file = files.text(path);
    if (file !== undefined) yield* yarnLock(file, paths);
  }
}

type Paths = ReadonlyMap<string, string>;

function* requirements(files: VersionFiles, path: string, paths: Paths): Generator<VersionSource> {
  const root = files.document(path);
  for (const table of ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'])
    for (const { name } of entriesAt(root, table)) {
      const repeats = paths.get(name);
      if (repeats === undefined) continue;
      const place = scalarPlace(root, [table, name], { ecosystem: 'node', role: 'requirement', name, repeats });
      if (place !== undefined && RANGE.test(place.value)) yield place;
    }
}

/** A requirement of a lock file at a group of a match, when it asks for a version of a package of the tree. */
function* required(file: SourceFile, start: number, value: string, name: string, paths: Paths, asker?: string): Generator<VersionSource> {
  const repeats = paths.get(name);
  if (repeats === undefined || !RANGE.test(value)) return;
  const about: About = { ecosystem: 'node', role: 'requirement', key: 'lock', name, repeats, asker };
  yield* found(placed(file, { start, end: start + value.length }, about));
}

/**
 * npm since version 7 keeps the manifest of each package of the workspace under its folder, among its `packages`; version 1 of the format has only the
 * head. Bun does so under `workspaces` of its bun.lock, in the same layout.
 */
function* workspaceEntries(files: VersionFiles, file: SourceFile, key: 'packages' | 'workspaces', paths: Paths): Generator<VersionSource> {
  const { text } = file;
  const opening = (key === 'packages' ? /^([ \t]*)"packages":[ \t]*\{/m : /^([ \t]*)"workspaces":[ \t]*\{/m).exec(text);
  if (opening === null) return;
  const closing = text.indexOf(`\n${opening[1]}}`, opening.index);
  const end = closing < 0 ? text.length : closing;
  const entry = /^([ \t]+)"((?!node_modules\/)[^"\n]*)":[ \t]*\{\r?\n/gm;
  entry.lastIndex = opening.index + opening[0].length;
  for (let one = entry.exec(text); one !== null && one.index < end; one = entry.exec(text)) {
    const folder = one[2] ?? '';
    const stop = text.indexOf(`\n${one[1]}}`, one.index);
    if (stop < 0) return;
    const from = entry.lastIndex;
    entry.lastIndex = stop;
    const manifest = inside(folderOf(file.path), inside(folder, 'package.json'));
    if (/(^|\/)node_modules(\/|$)/.test(folder) || !files.world.exists(manifest)) continue;
    const body = text.slice(from, stop);
    const version = /^[ \t]+"version":[ \t]*"([^"\n]*)"/dm.exec(body)?.indices?.[1];
    const about: About = { ecosystem: 'node', role: 'lock', key: `packages.${folder}.version`, repeats: manifest };
    if (version !== undefined) yield* found(placed(file, { start: from + version[0], end: from + version[1] }, about));
    for (const pair of body.matchAll(/"([^"\n]+)":[ \t]*"([^"\n]*)"/dg))
      yield* required(file, from + pair.indices![2]![0], pair[2] ?? '', pair[1] ?? '', paths, manifest);
  }
}

/** pnpm keeps what each package asks for, and refuses a frozen install when that is another text. */
function* pnpmLock(file: SourceFile, paths: Paths): Generator<VersionSource> {
  const importers = [...file.text.matchAll(/^ {2}'?([^\s':]+)'?:\r?$/gm)];
  let next = 0;
  for (const one of file.text.matchAll(/^ +'?([^\s':]+)'?:\r?\n +specifier: '?([^'\n\r]+)'?\r?\n +version: link:/dgm)) {
    while (next < importers.length && importers[next]!.index < one.index) next++;
    const folder = importers[next - 1]?.[1];
    const asker = folder === undefined ? undefined : inside(folder === '.' ? '' : folder, 'package.json');
    yield* required(file, one.indices![2]![0], one[2] ?? '', one[1] ?? '', paths, asker);
  }
}

/** Yarn since version 2 has an entry for each package of the workspace, whose head and requirements repeat what manifests ask for. */
function* yarnLock(file: SourceFile, paths: Paths): Generator<VersionSource> {
  for (const block of file.text.matchAll(/^"[^\n]*@workspace:[^\n]*\n(?:[ \t][^\n]*(?:\n|$))*/gm)) {
    const head = block[0].slice(0, block[0].indexOf('\n'));
    for (const one of head.matchAll(/(?<=[" ])(@?[^@"\s,]+)@(?!workspace:[^\d^~])([^",\n]+)/dg))
      yield* required(file, block.index + one.indices![2]![0], one[2] ?? '', one[1] ?? '', paths);
    const folder = /^ +resolution: "[^"\n]*@workspace:([^"\n]+)"/m.exec(block[0])?.[1];
    const asker = folder === undefined ? undefined : inside(folder === '.' ? '' : folder, 'package.json');
    for (const one of block[0].matchAll(/^ {4}"?(@?[^@"\s:]+)"?: "?([^"\n\r]+)/dgm))
      yield* required(file, block.index + one.indices![2]![0], one[2] ?? '', one[1] ?? '', paths, asker);
  }
}
