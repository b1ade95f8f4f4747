import type { Component } from '../types.ts';
import { type PathGlob, pathGlob } from './path-globs.ts';
import type { Refusal } from './version.ts';

type Placed = Pick<Component, 'name' | 'path' | 'paths'>;

/** Which components a commit is of. */
export interface Attribution {
  /** Names, in the order of the configuration. */
  readonly components: readonly string[];
  /** One sentence. */
  readonly why: string;
}

const OF_NONE: readonly number[] = [];

/**
 * Tells of which components a commit is, from the paths that it changes. A file belongs to the component with the deepest folder that holds it;
 * the globs of any component add files to it (`docs/**`) or take them away (`!packages/core/README.md`), and the last that matches decides.
 * Globs are GitHub's filter patterns, from the root. One instance remembers every path that it has seen, so a history is read in linear time.
 * @returns a refusal when a glob cannot be read
 */
export function attributionOf(components: readonly Placed[]): ((files: readonly string[] | undefined, scope?: string) => Attribution) | Refusal {
  const globs = new Map<string, PathGlob>();
  for (const { name, paths } of components)
    for (const path of paths) {
      const glob = globs.get(path) ?? pathGlob(path);
      if ('error' in glob) return { refused: `The component ${name} has a path \`${path}\` that cannot be read: ${glob.error}.` };
      globs.set(path, glob);
    }
  // The last that matches decides. Many components say the same (`!**.md`), which is asked once for each path.
  const rules = components.map(({ paths }) => [...paths].reverse());
  const addedBy = new Map<string, number[]>();
  components.forEach(({ paths }, at) => {
    for (const text of paths) if (!globs.get(text)!.negative) addedBy.set(text, [...(addedBy.get(text) ?? []), at]);
  });
  const folders = new Map<string, number[]>();
  components.forEach(({ path }, at) => {
    const folder = path.replace(/^\.?\/|\/+$/g, '').replace(/^\.$/, '');
    folders.set(folder, [...(folders.get(folder) ?? []), at]);
  });
  const seen = new Map<string, readonly number[]>();
  const owners = (file: string): readonly number[] => {
    const known = seen.get(file);
    if (known) return known;
    const inside = deepest(folders, file);
    const hits = new Set<string>();
    for (const [text, glob] of globs) if (glob.matches(file)) hits.add(text);
    const candidates = new Set(inside);
    for (const text of hits) for (const at of addedBy.get(text) ?? OF_NONE) candidates.add(at);
    const found = [...candidates].filter((at) => {
      const rule = rules[at]!.find((text) => hits.has(text));
      return rule === undefined || !globs.get(rule)!.negative;
    });
    seen.set(file, found);
    return found;
  };
  // Most commits are of one component or of the same few: each answer is made once.
  const answers = new Map<string, Attribution>();
  return (files, scope) => {
    if (files === undefined) return byScope(components, scope);
    const hit = new Set<number>();
    for (const file of files) for (const at of owners(file)) hit.add(at);
    if (hit.size === 0) return ofNone(files);
    const key = hit.size === 1 ? `${[...hit][0]}` : [...hit].sort((a, b) => a - b).join();
    const known = answers.get(key);
    if (known !== undefined) return known;
    const names = components.flatMap(({ name }, at) => (hit.has(at) ? [name] : []));
    const answer = { components: names, why: `it changes files of ${[...names].sort().join(', ')}` };
    answers.set(key, answer);
    return answer;
  };
}

function deepest(folders: ReadonlyMap<string, readonly number[]>, file: string): readonly number[] {
  for (let end = file.lastIndexOf('/'); end > 0; end = file.lastIndexOf('/', end - 1)) {
    const found = folders.get(file.slice(0, end));
    if (found) return found;
  }
  return folders.get('') ?? OF_NONE;
}

function ofNone(files: readonly string[]): Attribution {
  if (files.length === 0) return { components: [], why: 'it changes no file' };
  const root = files.every((file) => !file.includes('/'));
  return { components: [], why: root ? 'it changes files of the root only' : 'it changes files of no component' };
}

function byScope(components: readonly Placed[], scope: string | undefined): Attribution {
  if (components.length === 1) return { components: [components[0]!.name], why: 'there is one component' };
  if (scope === undefined) return { components: [], why: 'its files were not read, and it has no scope' };
  const wanted = new Set(scope.split(/[,|]/).map((part) => part.trim().toLowerCase()));
  const names = components
    .filter(({ name, path }) => [name, lastPart(name), path, lastPart(path)].some((text) => text !== '' && wanted.has(text.toLowerCase())))
    .map(({ name }) => name);
  if (names.length === 0) return { components: [], why: `its files were not read, and its scope \`${scope}\` is no component` };
  return { components: names, why: `its scope is \`${scope}\`` };
}

function lastPart(text: string): string {
  return text.slice(text.lastIndexOf('/') + 1);
}
