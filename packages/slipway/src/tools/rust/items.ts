import { behindGenerics, closingOf, partsOf, plainRust } from './source.ts';

/** Something public of a module. */
export interface RustItem {
  readonly kind: 'fn' | 'struct' | 'enum' | 'trait' | 'type' | 'const' | 'static';
  readonly name: string;
  /** Type or trait that a function or constant is of; '' for the module itself. */
  readonly owner: string;
  /** Of a function: how many parameters, `self` with them. */
  readonly parameters?: number;
  /** A function of a trait that whoever implements it must write. */
  readonly required?: true;
  /** Of an enum. */
  readonly variants?: readonly string[];
  /** Names of public fields (numbers of a tuple's). */
  readonly fields?: readonly string[];
  /** Everybody may write it down with all its fields, or match on all its variants. */
  readonly exhaustive?: true;
}

const WORD = /\s*(?:r#)?(\w+)/y;
const ITEM =
  /\b(pub(?:\s*\([^)]{0,80}\))?\s+)?(?:(?:async|const|unsafe|default|extern(?:\s*"")?)\s+){0,4}(fn|struct|enum|trait|impl|mod|type|const|static|macro_rules!)(?!\w)/g;

interface Context {
  readonly owner: string;
  readonly isTrait: boolean;
}

/** The public items of a file of Rust, as far as they stand there; what macros make is not seen. */
export function rustItems(text: string): readonly RustItem[] {
  const found: RustItem[] = [];
  read(withoutTests(plainRust(text)), { owner: '', isTrait: false }, found);
  return found;
}

/** Without `#[cfg(test)] mod …`. */
function withoutTests(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (const match of text.matchAll(/#\[cfg\(test\)\]\s*(?:pub\s+)?mod\s+\w+\s*\{/g)) {
    if (match.index < from) continue;
    parts.push(text.slice(from, match.index));
    from = closingOf(text, match.index + match[0].length - 1) + 1;
  }
  return [...parts, text.slice(from)].join('');
}

function read(text: string, context: Context, found: RustItem[]): void {
  const pattern = new RegExp(ITEM);
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [all, mark = '', kind] = match;
    const isPublic = mark.trim() === 'pub';
    const behind = match.index + all.length;
    WORD.lastIndex = behind;
    const name = WORD.exec(text)?.[1] ?? '';
    const after = name === '' ? behind : WORD.lastIndex;
    const next = { isPublic, name, after, context, found, before: text.slice(Math.max(0, match.index - 200), match.index) };
    if (kind === 'fn') pattern.lastIndex = readFunction(text, next);
    else if (kind === 'struct' || kind === 'enum' || kind === 'trait') pattern.lastIndex = readType(text, kind, next);
    else if (kind === 'impl') pattern.lastIndex = readImplementation(text, behind, found);
    else if (kind === 'mod' || kind === 'macro_rules!') pattern.lastIndex = readBlock(text, kind, next);
    else {
      if (isPublic && !context.isTrait && name !== '') found.push({ kind: kind as 'type' | 'const' | 'static', name, owner: context.owner });
      const end = text.indexOf(';', after);
      pattern.lastIndex = end === -1 ? text.length : end + 1;
    }
  }
}

interface Next {
  readonly isPublic: boolean;
  readonly name: string;
  readonly after: number;
  readonly context: Context;
  readonly found: RustItem[];
  /** What stands before it, with its attributes. */
  readonly before: string;
}

/** First of these letters from a place on. */
function firstOf(text: string, letters: string, from: number): number {
  let at = from;
  while (at < text.length && !letters.includes(text[at]!)) at += 1;
  return at;
}

function readFunction(text: string, { isPublic, name, after, context: { owner, isTrait }, found }: Next): number {
  const open = firstOf(text, '(', behindGenerics(text, after));
  const close = closingOf(text, open);
  const body = firstOf(text, '{;', close);
  if ((isPublic || isTrait) && name !== '') {
    const parameters = partsOf(text.slice(open + 1, close)).length;
    found.push({ kind: 'fn', name, owner, parameters, ...(isTrait && text[body] !== '{' ? { required: true as const } : {}) });
  }
  return text[body] === '{' ? closingOf(text, body) + 1 : body + 1;
}

function readType(text: string, kind: 'struct' | 'enum' | 'trait', { isPublic, name, after, found, before }: Next): number {
  const start = firstOf(text, '{;(', behindGenerics(text, after));
  const end = text[start] === ';' || start >= text.length ? start : closingOf(text, start);
  const inside = text.slice(start + 1, end);
  if (!isPublic || name === '') return end + 1;
  const item = { kind, name, owner: '' } as const;
  // Of the attributes only those after the item before.
  const open = /#\[non_exhaustive\][^;}]*$/.test(before);
  if (kind === 'trait') {
    found.push(item);
    read(inside, { owner: name, isTrait: true }, found);
  } else {
    const parts = partsOf(inside).map((part) => part.replace(/#\[[^\]]*\]\s*/g, ''));
    if (kind === 'enum') {
      const variants = parts.flatMap((part) => /^\w+/.exec(part)?.[0] ?? []);
      found.push({ ...item, variants, ...(open ? {} : { exhaustive: true as const }) });
    } else {
      const fields = parts.flatMap((part, index) => {
        const field = /^pub\s+(?:r#)?(\w+)/.exec(part);
        return field === null ? [] : [text[start] === '(' ? String(index) : field[1]!];
      });
      const whole = !open && parts.length > 0 && fields.length === parts.length;
      found.push({ ...item, fields, ...(whole ? { exhaustive: true as const } : {}) });
    }
  }
  return end + 1;
}

function readImplementation(text: string, behind: number, found: RustItem[]): number {
  const start = firstOf(text, '{', behind);
  const end = closingOf(text, start);
  const head = text.slice(behindGenerics(text, firstOf(text, '<abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_&(', behind)), start);
  const owner = /^\s*(?:\w+::)*(\w+)/.exec(head)?.[1];
  // What a trait is implemented with is the trait's.
  if (owner !== undefined && !/\sfor\s/.test(head)) read(text.slice(start + 1, end), { owner, isTrait: false }, found);
  return end + 1;
}

function readBlock(text: string, kind: 'mod' | 'macro_rules!', { isPublic, after, context, found }: Next): number {
  const start = firstOf(text, '{;', after);
  if (text[start] !== '{') return start + 1;
  const end = closingOf(text, start);
  if (kind === 'mod' && isPublic) read(text.slice(start + 1, end), context, found);
  return end + 1;
}
