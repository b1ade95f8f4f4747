import { readHeader } from './header.ts';

/** Types that begin another message inside a body without a bullet, as release-please reads them; other words with a colon are prose or footers. */
const TYPES = 'feat|fix|docs|style|refactor|perf|test|build|ci|chore|revert|deps';
const PARAGRAPH = new RegExp(`^(?:${TYPES})(?:\\([^()]*\\))?!?: `);
/** An item of the list that GitHub makes of the commits of a squashed pull request. */
const ITEM = /^\* (?=[a-z][\w-]*(?:\([^()]*\))?!?: )/;
const BULLET = /^\* /;
/** Below it GitHub writes the trailers of all squashed commits. */
const RULE = /^-{3,}$/;

const OVERRIDE = ['BEGIN_COMMIT_OVERRIDE', 'END_COMMIT_OVERRIDE'] as const;
const NESTED = ['BEGIN_NESTED_COMMIT', 'END_NESTED_COMMIT'] as const;
/** Messages inside messages deeper than this are read as text. */
const MAX_DEPTH = 8;

export interface Message {
  readonly text: string;
  /** It was a commit of its own before a pull request was squashed: what it says may have been undone or summed up by the first line. */
  readonly squashed: 'item' | 'paragraph' | undefined;
}

/**
 * The messages that one message holds, its own first: those of a squashed pull request (GitHub's list, or paragraphs that begin like a first line),
 * and what stands between release-please's markers, which replaces everything else (override) or adds to it (nested).
 */
export function messagesIn(text: string): readonly Message[] {
  const override = text.includes(OVERRIDE[0]) ? between(text, OVERRIDE)?.inner.trim() : undefined;
  return inside(override || text, !override, 0);
}

function inside(text: string, squashed: boolean, depth: number): Message[] {
  const nested: Message[] = [];
  let rest = text;
  while (depth < MAX_DEPTH && rest.includes(NESTED[0])) {
    const found = between(rest, NESTED);
    if (found === undefined) break;
    nested.push(...inside(found.inner.trim(), false, depth + 1));
    rest = found.outer;
  }
  const own = split(rest).map(({ text, squashed: how }) => ({ text, squashed: squashed ? how : undefined }));
  return [...own, ...nested].filter((message, i) => i === 0 || message.text !== '');
}

/** Text between a pair of markers, which may hold such pairs itself, and the text around it. */
function between(text: string, [begin, end]: readonly [string, string]): { inner: string; outer: string } | undefined {
  const start = text.indexOf(begin);
  let depth = 1;
  let at = start + begin.length;
  for (;;) {
    const close = text.indexOf(end, at);
    if (close === -1) return undefined;
    const open = text.indexOf(begin, at);
    depth += open !== -1 && open < close ? 1 : -1;
    at = depth > 0 && open !== -1 && open < close ? open + begin.length : close + end.length;
    if (depth === 0) return { inner: text.slice(start + begin.length, close), outer: text.slice(0, start) + text.slice(at) };
  }
}

/** Cheap, for the many that hold one message only. */
const MAY_HOLD_MORE = new RegExp(`\\n(?:\\* [a-z]|(?:${TYPES})[(!:])`);

function split(text: string): Message[] {
  if (!MAY_HOLD_MORE.test(text)) return [{ text: text.trim(), squashed: undefined }];
  const [first = '', ...lines] = text.trim().split('\n');
  const own = [first];
  const others: { lines: string[]; squashed: 'item' | 'paragraph' }[] = [];
  let current = own;
  lines.forEach((line, i) => {
    const item = ITEM.test(line);
    if (item || (lines[i - 1]?.trim() === '' && PARAGRAPH.test(line) && readHeader(line.trimEnd()) !== undefined)) {
      current = [item ? line.slice(2) : line];
      others.push({ lines: current, squashed: item ? 'item' : 'paragraph' });
      return;
    }
    // A line of the list that follows no convention, and what stands below the list, are part of the whole message.
    if (current !== own && (BULLET.test(line) || RULE.test(line))) current = own;
    // Lines of an item are indented, or not; a footer in them must be found.
    current.push(current === own ? line : line.replace(/^ {1,4}/, ''));
  });
  return [{ lines: own, squashed: undefined }, ...others].map(({ lines: some, squashed }) => ({ text: some.join('\n').trimEnd(), squashed }));
}
