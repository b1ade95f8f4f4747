import { get, isMap, type SourceNode, strings, textOf } from '../../source/index.ts';
import { document, inside, packagesOf, pythonName, type ToolWorld } from '../../tools/index.ts';
import type { PackageDependency } from './dependencies.ts';

type Found = Pick<PackageDependency, 'range' | 'role'> & { readonly name: string };

/** `name[extra] >=1,<2 ; marker`, `name (>=1)`, `name @ url`: https://packaging.python.org/en/latest/specifications/dependency-specifiers/ */
const SPECIFIER = /^([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*(@)?\s*\(?([^;()]*)\)?/;

/**
 * What Python projects of the tree ask of each other: `[project]`, what is needed to build, Poetry's tables, and setup.cfg. Groups for development
 * (PEP 735, uv, Poetry) are dependencies for development.
 */
export function* pythonDependencies(world: ToolWorld): Generator<PackageDependency> {
  const projects = packagesOf(world).filter(({ registry }) => registry === 'pypi');
  const folders = new Map(projects.map(({ name, directory }) => [pythonName(name), directory]));
  if (folders.size < 2) return;
  for (const { directory } of projects) {
    for (const { name, range, role } of [
      ...ofProject(document(world, inside(directory, 'pyproject.toml'))),
      ...ofSetup(world.read(inside(directory, 'setup.cfg'))),
    ]) {
      const to = folders.get(pythonName(name));
      if (to !== undefined)
        yield {
          from: directory,
          to,
          package: name,
          kind: 'python',
          ...(range === undefined ? {} : { range }),
          ...(role === undefined ? {} : { role }),
        };
    }
  }
}

/** Python takes names for the same that differ in these only. */
function* ofProject(root: SourceNode | undefined): Generator<Found> {
  for (const list of [
    get(root, 'project', 'dependencies'),
    get(root, 'build-system', 'requires'),
    ...valuesOf(get(root, 'project', 'optional-dependencies')),
  ])
    yield* specifiers(strings(list));
  for (const list of [...valuesOf(get(root, 'dependency-groups')), get(root, 'tool', 'uv', 'dev-dependencies')])
    yield* specifiers(strings(list), 'dev');
  const poetry = get(root, 'tool', 'poetry');
  yield* ofPoetry(get(poetry, 'dependencies'));
  for (const table of [get(poetry, 'dev-dependencies'), ...valuesOf(get(poetry, 'group')).map((group) => get(group, 'dependencies'))])
    yield* ofPoetry(table, 'dev');
}

function* specifiers(texts: readonly string[], role?: 'dev'): Generator<Found> {
  for (const text of texts) {
    const [, name, url, range = ''] = SPECIFIER.exec(text.trim()) ?? [];
    if (name !== undefined) yield { name, ...(url === undefined ? { range: range.trim() } : {}), ...(role === undefined ? {} : { role }) };
  }
}

/** `name = "^1.2"`, `name = { version = "^1.2", … }`, `name = { path = "../name" }`. */
function* ofPoetry(table: SourceNode | undefined, role?: 'dev'): Generator<Found> {
  if (!isMap(table)) return;
  for (const { key, value } of table.entries) {
    const range = textOf(value) ?? textOf(get(value, 'version'));
    yield { name: key.text, ...(range === undefined ? {} : { range }), ...(role === undefined ? {} : { role }) };
  }
}

/** The lines below `install_requires` of `[options]`. */
function* ofSetup(text: string | undefined): Generator<Found> {
  const lines = /^\[options\][^[]*?^install_requires[ \t]*=([^\n]*(?:\n[ \t]+[^\n]*)*)/m.exec(text?.slice(0, 50_000) ?? '')?.[1];
  yield* specifiers((lines ?? '').split('\n').filter((line) => line.trim() !== ''));
}

function valuesOf(node: SourceNode | undefined): (SourceNode | undefined)[] {
  return isMap(node) ? node.entries.map(({ value }) => value ?? undefined) : [];
}
