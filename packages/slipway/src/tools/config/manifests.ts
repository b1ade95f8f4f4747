import type { ToolWorld } from '../types.ts';
import { at, document, flagAt, join, textAt, textsAt } from './documents.ts';

/** What a Cargo.toml says of its package; read line by line, because a workspace may have hundreds of them. */
export interface CargoManifest {
  readonly directory: string;
  readonly name: string | undefined;
  /** `false` and `[]` forbid publishing. */
  readonly publish: boolean;
  /** The version is the workspace's or the file has none. */
  readonly version: string | undefined;
}

/** Reads `[package]` of a Cargo.toml; undefined when there is no such file or no package in it. */
export function cargoManifest(world: ToolWorld, directory: string): CargoManifest | undefined {
  const text = world.read(join(directory, 'Cargo.toml') ?? '');
  if (text === undefined) return undefined;
  let section = '';
  let name: string | undefined;
  let version: string | undefined;
  let publish: boolean | undefined;
  let inherited: boolean | undefined;
  for (const line of text.slice(0, 200_000).split('\n')) {
    const heading = /^\s*\[+\s*([^\]]+?)\s*\]/.exec(line);
    if (heading) {
      section = heading[1] ?? '';
      continue;
    }
    const pair = /^\s*([\w.-]+)\s*=\s*(.+?)\s*$/.exec(line);
    if (!pair) continue;
    const [, key, value = ''] = pair;
    if (section === 'workspace.package' && key === 'publish') inherited = !/^(false|\[\s*\])/.test(value);
    if (section !== 'package') continue;
    if (key === 'name') name = /^["']([^"']+)["']/.exec(value)?.[1];
    if (key === 'version') version = /^["']([^"']+)["']/.exec(value)?.[1];
    if (key === 'publish') publish = /workspace\s*=\s*true/.test(value) ? undefined : !/^(false|\[\s*\])/.test(value);
    if (key === 'publish.workspace') publish = undefined;
    if (/^publish(\.workspace)?$/.test(key ?? '') && publish === undefined) publish = inherited ?? workspacePublish(world);
  }
  if (name === undefined) return undefined;
  return { directory, name, version, publish: publish ?? true };
}

function workspacePublish(world: ToolWorld): boolean {
  const value = at(document(world, 'Cargo.toml'), 'workspace', 'package', 'publish');
  return !(value?.kind === 'scalar' ? value.value === false : value?.kind === 'seq' && value.items.length === 0);
}

/** What a package.json says, as far as publishing goes. */
export interface NodeManifest {
  readonly directory: string;
  readonly name: string | undefined;
  readonly version: string | undefined;
  readonly private: boolean;
  /** `publishConfig.registry`. */
  readonly registry: string | undefined;
  readonly workspaces: readonly string[];
}

/** Reads a package.json; undefined when there is none or it is no object. */
export function nodeManifest(world: ToolWorld, directory: string): NodeManifest | undefined {
  const root = document(world, join(directory, 'package.json') ?? '');
  if (root?.kind !== 'map') return undefined;
  const workspaces = at(root, 'workspaces');
  return {
    directory,
    name: textAt(root, 'name'),
    version: textAt(root, 'version'),
    private: flagAt(root, 'private') === true,
    registry: textAt(root, 'publishConfig', 'registry'),
    workspaces: workspaces?.kind === 'map' ? textsAt(workspaces, 'packages') : textsAt(workspaces),
  };
}

/** Name in a pyproject.toml (`[project]`, then `[tool.poetry]`). */
export function pythonName(world: ToolWorld, directory: string): string | undefined {
  const root = document(world, join(directory, 'pyproject.toml') ?? '');
  const declared = textAt(root, 'project', 'name') ?? textAt(root, 'tool', 'poetry', 'name') ?? textAt(root, 'tool', 'flit', 'metadata', 'module');
  if (declared !== undefined) return declared;
  const setup = world.read(join(directory, 'setup.cfg') ?? '') ?? '';
  const inSetup = /^\uFEFF?\[metadata\][^[]*?^name\s*=\s*(\S+)/m.exec(setup.slice(0, 20_000))?.[1];
  return inSetup ?? /\bname\s*=\s*['"]([\w.-]+)['"]/.exec((world.read(join(directory, 'setup.py') ?? '') ?? '').slice(0, 50_000))?.[1];
}

/**
 * Turns a workspace glob (`packages/*`, `crates/**`) into a test of directories. Only `*`, `**`, `?` and `{a,b}` count.
 */
export function directoryGlob(pattern: string): (directory: string) => boolean {
  const clean = pattern.replace(/^\.\//, '').replace(/\/+$/, '');
  if (!/[*?{]/.test(clean)) return (directory) => directory === clean;
  // Wildcards that follow each other make matching slow, and no workspace needs many.
  if (clean.length > 200 || (clean.match(/[*?{]/g) ?? []).length > 8) return () => false;
  let source = '';
  for (let index = 0; index < clean.length; index += 1) {
    const character = clean[index] as string;
    if (clean.startsWith('**/', index)) {
      // No folder in between is one of its matches.
      source += '(?:.*/)?';
      index += 2;
    } else if (character === '*' && clean[index + 1] === '*') {
      source += '.*';
      index += 1;
    } else if (character === '*') source += '[^/]*';
    else if (character === '?') source += '[^/]';
    else if (character === '{') source += '(?:';
    else if (character === '}') source += ')';
    else if (character === ',') source += '|';
    else source += character.replace(/[.+^$()|[\]\\]/, '\\$&');
  }
  try {
    const test = new RegExp(`^${source}$`);
    return (directory) => test.test(directory);
  } catch {
    return () => false;
  }
}
