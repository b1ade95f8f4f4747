import { compileGlob } from '../../actions/index.ts';

type Matcher = (text: string) => boolean;

/** More alternatives than this nobody writes. */
const MOST = 64;

/**
 * Compiles a glob over a type, a scope or a subject, as the rules of release tools have them: `*` is anything but `/`, `**` anything, `{a,b}` and
 * `@(a|b)` are alternatives, `!` in front is everything else. Matching takes linear time.
 * @returns undefined where the glob says more than that
 */
export function wordGlob(pattern: string): Matcher | undefined {
  const negative = pattern.startsWith('!') && !pattern.startsWith('!(');
  const plain = negative ? pattern.slice(1) : pattern;
  if (/[?[\]\\]|[+!*]\(/.test(plain) || plain === '' || plain.length > 500) return undefined;
  const matchers: Matcher[] = [];
  for (const one of alternatives(plain) ?? []) {
    if (/[{}()|!]/.test(one)) return undefined;
    if (!one.includes('*')) matchers.push((text) => text === one);
    else {
      const glob = compileGlob(one.replace(/\+/g, '\\+'));
      if (glob.error !== undefined) return undefined;
      matchers.push((text) => glob.matches(text));
    }
  }
  if (matchers.length === 0) return undefined;
  const matches: Matcher = (text) => matchers.some((matcher) => matcher(text));
  return negative ? (text) => !matches(text) : matches;
}

/** What `{a,b}` and `@(a|b)` stand for, one after the other; undefined when there are too many. */
function alternatives(pattern: string): readonly string[] | undefined {
  let all = [pattern];
  for (;;) {
    const next = all.flatMap((one) => {
      const found = /\{([^{}]*,[^{}]*)\}|@\(([^()]*)\)/.exec(one);
      if (found === null) return [one];
      const parts = found[1] === undefined ? found[2]!.split('|') : found[1].split(',');
      return parts.map((part) => one.slice(0, found.index) + part + one.slice(found.index + found[0].length));
    });
    if (next.length > MOST) return undefined;
    if (next.every((one, at) => one === all[at])) return all;
    all = next;
  }
}
