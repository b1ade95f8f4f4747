import type { Tree } from '../../remotes/types.ts';

/** Of two texts that hold this part of each other's lines one is the other, renamed. */
const alike = 0.6;
/** Files that may have got a new name, and new names that are tried for each: more are not looked at. */
const most = 60;

/**
 * Where files of one tree stand in the other: a path of `before` gives its new path in `after`. Only paths that were asked for, that are gone, and
 * whose text stands elsewhere in a file of the same kind.
 */
export function renamesOf(before: Tree, after: Tree, paths: Iterable<string>): Map<string, string> {
  const gone = [...new Set(paths)]
    .filter((path) => before.has(path) && !after.has(path))
    .sort()
    .slice(0, most);
  const out = new Map<string, string>();
  if (gone.length === 0) return out;
  const fresh = after.list().filter((path) => !before.has(path));
  const taken = new Set<string>();
  const lines = new Map<string, Set<string>>();
  const linesIn = (text: string): Set<string> => {
    const known = lines.get(text) ?? linesOf(text);
    lines.set(text, known);
    return known;
  };
  for (const path of gone) {
    const text = before.read(path);
    if (text === undefined) continue;
    let best: { path: string; score: number } | undefined;
    for (const candidate of candidates(path, fresh)) {
      if (taken.has(candidate)) continue;
      const score = likeness(text, after.read(candidate), linesIn);
      if (score >= alike && (best === undefined || score > best.score)) best = { path: candidate, score };
    }
    if (best === undefined) continue;
    out.set(path, best.path);
    taken.add(best.path);
  }
  return out;
}

/** Files that could be this one: of the same folder and ending, or of the same name elsewhere. */
function candidates(path: string, fresh: readonly string[]): string[] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const name = path.slice(folder.length);
  const ending = endingOf(name);
  return fresh
    .filter((other) => other.endsWith(`/${name}`) || other === name || (other.startsWith(folder) && endingOf(other) === ending))
    .slice(0, most);
}

const endingOf = (path: string): string => (/\.(\w+)$/.exec(path)?.[1] ?? '').replace(/^yaml$/, 'yml');

/** The part of their lines that two texts have in common, 0 to 1. */
function likeness(a: string, b: string | undefined, linesIn: (text: string) => ReadonlySet<string>): number {
  if (b === undefined) return 0;
  if (a === b) return 1;
  const [left, right] = [linesIn(a), linesIn(b)];
  if (left.size === 0 || right.size === 0) return 0;
  let common = 0;
  for (const line of left) if (right.has(line)) common++;
  return (2 * common) / (left.size + right.size);
}

function linesOf(text: string): Set<string> {
  return new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  );
}
