import { compileGlob } from '../../actions/index.ts';

type Matcher = (path: string) => boolean;

/** A glob over paths; `matches` ignores a leading `!`, which `negative` tells. */
export interface PathGlob {
  readonly matches: Matcher;
  readonly negative: boolean;
}

const SPECIAL = /[*?+[\]\\!]/;

/**
 * Compiles a glob over paths, with the meaning of GitHub's filter patterns. What nearly all globs are (`docs/**`, `**.md`, a file by its name)
 * is answered by comparing text, for a history asks hundreds of thousands of times.
 * @returns the error of a glob that cannot be read
 */
export function pathGlob(pattern: string): PathGlob | { readonly error: string } {
  const glob = compileGlob(pattern);
  if (glob.error !== undefined) return glob;
  const text = glob.negative ? pattern.slice(1) : pattern;
  return { matches: plain(text) ?? behindPrefix(text, glob.matches), negative: glob.negative };
}

function plain(text: string): Matcher | undefined {
  if (!SPECIAL.test(text)) return (path) => path === text;
  if (text === '**') return () => true;
  const folder = /^([^*]+\/)\*\*$/.exec(text)?.[1];
  if (folder !== undefined && !SPECIAL.test(folder)) return (path) => path.startsWith(folder);
  const ending = /^\*\*(?:\/\*)?([^/*]+)$/.exec(text)?.[1];
  if (ending !== undefined && !SPECIAL.test(ending)) return (path) => path.endsWith(ending);
  const name = /^\*\*\/([^/*]+)$/.exec(text)?.[1];
  if (name !== undefined && !SPECIAL.test(name)) return (path) => path === name || path.endsWith(`/${name}`);
  return undefined;
}

/** Most paths differ from a glob in its first letters. */
function behindPrefix(text: string, matches: Matcher): Matcher {
  const at = text.search(SPECIAL);
  // What stands before `?`, `+` or a `**` between slashes may also be absent.
  const sure = text[at] === '?' || text[at] === '+' ? at - 1 : text[at] === '*' && text[at - 1] === '/' ? at - 1 : at;
  const prefix = text.slice(0, Math.max(0, sure));
  return (path) => path.startsWith(prefix) && matches(path);
}
