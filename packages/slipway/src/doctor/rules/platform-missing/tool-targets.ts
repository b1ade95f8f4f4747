import type { Analysis } from '../../../chain/index.ts';
import { type FileChange, get, parseToml, parseYaml, sourceFile, strings } from '../../../source/index.ts';
import { cargoDist, goreleaser, type Platform } from '../../../tools/index.ts';
import { changed } from '../../fixes/parts/places.ts';

/** A platform more for the tool whose configuration names what is built. */
export interface Target {
  readonly path: string;
  readonly change: FileChange;
}

/** Targets of Rust that dist builds on GitHub's own runners, by machine. Source: dist's documentation, read on 2026-11-20. */
const triples: Readonly<Record<string, string>> = {
  'linux/amd64': 'x86_64-unknown-linux-gnu',
  'linux/arm64': 'aarch64-unknown-linux-gnu',
  'darwin/amd64': 'x86_64-apple-darwin',
  'darwin/arm64': 'aarch64-apple-darwin',
  'windows/amd64': 'x86_64-pc-windows-msvc',
  'windows/arm64': 'aarch64-pc-windows-msvc',
};

/** @param path where the siblings get their names: a configuration of GoReleaser or dist, or a workflow that dist generates */
export function withTarget(path: string, { os, arch }: Platform, { world }: Analysis): Target | undefined {
  if (os === undefined || arch === undefined) return undefined;
  const go = goreleaser(world.tools);
  if (go && path === go.path) return goTarget(go.path, os, arch, world.tree.read(go.path) ?? '');
  const dist = cargoDist(world.tools);
  return dist ? distTarget(dist.path, triples[`${os}/${arch}`], world.tree.read(dist.path) ?? '') : undefined;
}

/** The first build that names systems and processors gets the one that it lacks. */
function goTarget(path: string, os: string, arch: string, text: string): Target | undefined {
  const builds = get(parseYaml(sourceFile(path, text)).root, 'builds');
  for (const [index, build] of (builds?.kind === 'seq' ? builds.items : []).entries())
    for (const [key, word] of [
      ['goos', os],
      ['goarch', arch],
    ] as const) {
      const list = get(build, key);
      if (list?.kind !== 'seq' || strings(list).includes(word)) continue;
      return { path, change: changed(path, { op: 'insert', at: ['builds', index, key, list.items.length], value: word }) };
    }
  return undefined;
}

function distTarget(path: string, triple: string | undefined, text: string): Target | undefined {
  const root = parseToml(sourceFile(path, text)).root;
  for (const way of [
    ['dist', 'targets'],
    ['workspace', 'metadata', 'dist', 'targets'],
    ['package', 'metadata', 'dist', 'targets'],
  ]) {
    const list = get(root, ...way);
    if (list?.kind !== 'seq' || triple === undefined || strings(list).includes(triple)) continue;
    return { path, change: changed(path, { op: 'insert', at: [...way, list.items.length], value: `"${triple}"` }) };
  }
  return undefined;
}
