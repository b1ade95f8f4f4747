import type { Analysis, World } from '../../../chain/index.ts';
import { get, isScalar, isSeq, type ScalarNode, type SourceNode, textOf } from '../../../source/index.ts';
import { folderOf, isAside } from '../../../tools/index.ts';
import { outsideIncludes } from './crate-sources.ts';
import { ofPython } from './python.ts';
import { type Files, filesOf, resolved, rootOf } from './tree-files.ts';
import type { MissingFile } from './types.ts';

const mostManifests = 300;

/** Files that cargo-dist, GoReleaser and Cargo are told to pack. */
export function* missingInConfigs(analysis: Analysis): Generator<MissingFile> {
  const { world } = analysis;
  const files = filesOf(world);
  const workflows = world.workflows.map((w) => w.file.text).join('\n');
  const dist = /\bcargo[- ]dist\b|\bdist (?:build|plan|host|manifest)\b|astral-sh\/cargo-dist|axodotdev\/cargo-dist/.test(workflows);
  if (dist) yield* ofDist(world, files);
  const effects = [...analysis.declared.values()].flatMap((runs) => runs.flatMap((r) => r.effects));
  if (effects.some((e) => /goreleaser/i.test(e.deed.tool))) yield* ofGoreleaser(world, files, workflows);
  yield* ofPython(analysis, files);
  const crates = effects.flatMap((e) => (e.deed.kind === 'package' && e.deed.registry === 'crates.io' && !e.possible ? [e.deed] : []));
  if (crates.length > 0 || dist) yield* ofCargo(world, files, crates.length > 0, dist, new Set(crates.flatMap((d) => d.names)));
}

function scalars(node: SourceNode | undefined): readonly ScalarNode[] {
  if (isScalar(node)) return [node];
  return isSeq(node) ? node.items.filter((i): i is ScalarNode => isScalar(i)) : [];
}

function* ofDist(world: World, files: Files): Generator<MissingFile> {
  for (const [path, ...keys] of [
    ['dist-workspace.toml', 'dist'],
    ['dist.toml', 'dist'],
    ['Cargo.toml', 'workspace', 'metadata', 'dist'],
    ['Cargo.toml', 'package', 'metadata', 'dist'],
  ] as const) {
    const config = get(rootOf(world, path), ...keys);
    for (const node of scalars(get(config, 'include'))) {
      const file = resolved('', node.text);
      if (file === undefined || files.has(file) || files.mayBeMade(file)) continue;
      yield {
        at: node.file.locate(node.span),
        path: file,
        tool: 'dist',
        outcome: 'copying it into the archive fails, and with it the build of every platform',
        severity: 'error',
        facts: [],
      };
    }
  }
}

/** Hooks that make no files but the module cache's. */
const harmlessHook = /^\s*(?:go (?:mod|vet|test|fmt|version|env)\b|gofmt|golangci-lint|echo\b|make (?:lint|test|vet|tidy)\b)/;

function* ofGoreleaser(world: World, files: Files, workflows: string): Generator<MissingFile> {
  for (const path of world.tree.list()) {
    if (!/^(?:\.config\/)?\.?goreleaser(?:[-.][\w-]+)?\.ya?ml$/.test(path)) continue;
    const root = rootOf(world, path);
    const hooks = get(root, 'before', 'hooks');
    const commands = isSeq(hooks) ? hooks.items.map((h) => textOf(h) ?? textOf(get(h, 'cmd')) ?? '?') : [];
    if (commands.some((c) => !harmlessHook.test(c))) continue;
    const listed = [
      ...items(get(root, 'archives')).flatMap((a) => items(get(a, 'files'))),
      ...items(get(root, 'nfpms')).flatMap((n) =>
        items(get(n, 'contents')).filter((c) => !['dir', 'symlink', 'ghost'].includes(textOf(get(c, 'type')) ?? '')),
      ),
      ...items(get(root, 'dockers')).flatMap((d) => [...items(get(d, 'extra_files')), ...one(get(d, 'dockerfile'))]),
      ...items(get(root, 'nfpms')).flatMap((n) => valuesOf(get(n, 'scripts'))),
      ...items(get(root, 'builds')).flatMap((b) => (get(b, 'dir') === undefined && get(b, 'builder') === undefined ? one(get(b, 'main')) : [])),
    ];
    for (const item of listed) {
      const node = isScalar(item) ? item : get(item, 'src');
      if (!isScalar(node)) continue;
      const file = resolved('', node.text);
      if (file === undefined || files.has(file) || files.hasInOtherCase(file) || files.mayBeMade(file) || workflows.includes(file.split('/').at(-1)!))
        continue;
      yield {
        at: node.file.locate(node.span),
        path: file,
        tool: 'GoReleaser',
        outcome: 'it finds nothing under this name and ends the release with an error',
        severity: 'error',
        facts: [],
      };
    }
  }
}

const one = (node: SourceNode | undefined): readonly SourceNode[] => (node ? [node] : []);
const valuesOf = (node: SourceNode | undefined): readonly SourceNode[] => (node?.kind === 'map' ? node.entries.flatMap((e) => e.value ?? []) : []);
const items = (node: SourceNode | undefined): readonly SourceNode[] => (isSeq(node) ? node.items : []);

function* ofCargo(world: World, files: Files, publishes: boolean, dist: boolean, names: ReadonlySet<string>): Generator<MissingFile> {
  const manifests = world.tree
    .list()
    .filter((p) => (p === 'Cargo.toml' || p.endsWith('/Cargo.toml')) && !isAside(p) && !/(?:^|\/)(?:examples?|benches|fuzz)\//.test(p));
  if (publishes)
    world.tree.prefetch?.(
      manifests.slice(0, mostManifests).flatMap((path) => ['lib', 'main'].map((name) => path.replace(/Cargo\.toml$/, `src/${name}.rs`))),
    );
  for (const path of manifests.slice(0, mostManifests)) {
    // Most manifests name neither: they are not parsed.
    const text = world.tree.read(path) ?? '';
    const own = /^\s*name\s*=\s*"([^"]+)"/m.exec(text)?.[1];
    if (publishes && own !== undefined && names.has(own) && !/^\s*publish\s*=\s*false/m.test(text))
      yield* outsideIncludes(folderOf(path), own, world, files);
    if (!/^\s*(?:readme|license-file)\s*=/m.test(text)) continue;
    const root = rootOf(world, path);
    const name = textOf(get(root, 'package', 'name'));
    const publish = get(root, 'package', 'publish');
    if (name === undefined || textOf(publish) === 'false' || (isSeq(publish) && publish.items.length === 0)) continue;
    const folder = folderOf(path);
    for (const key of ['readme', 'license-file'] as const) {
      const node = get(root, 'package', key);
      if (!isScalar(node) || typeof node.value !== 'string') continue;
      const file = resolved(folder, node.text);
      if (file === undefined) continue;
      const at = node.file.locate(node.span);
      if (publishes && (names.size === 0 ? folder === '' : names.has(name)) && !files.has(file) && !files.mayBeMade(file))
        yield { at, path: file, tool: 'Cargo', outcome: `\`cargo publish\` refuses to pack ${name}`, severity: 'error', facts: [] };
      else if (
        dist &&
        key === 'license-file' &&
        folder !== '' &&
        !file.startsWith(`${folder}/`) &&
        isBinary(root, folder, files) &&
        textOf(get(root, 'package', 'metadata', 'dist', 'dist')) !== 'false'
      )
        yield {
          at,
          path: file,
          tool: 'dist',
          outcome: `the copy into the archive of ${name} fails`,
          severity: 'warning',
          why: 'dist packs the license file of each program and looks for it beside its manifest, not above',
          facts: [],
        };
    }
  }
}

function isBinary(root: SourceNode | undefined, folder: string, files: Files): boolean {
  return files.has(`${folder}/src/main.rs`) || files.hasFolder(`${folder}/src/bin`) || get(root, 'bin') !== undefined;
}
