/** Rust without comments, and with empty strings and characters: what is left are its own words and brackets. One pass. */
export function plainRust(text: string): string {
  const parts: string[] = [];
  let from = 0;
  const skip = (start: number, end: number, instead: string): number => {
    parts.push(text.slice(from, start), instead);
    from = end;
    return end;
  };
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code === SLASH && text.charCodeAt(at + 1) === SLASH) at = skip(at, endOr(text.indexOf('\n', at), text), '');
    else if (code === SLASH && text.charCodeAt(at + 1) === STAR) at = skip(at, endOfComment(text, at), ' ');
    else if (code === QUOTE) at = skip(at, endOfString(text, at), '""');
    else if (code === R && RAW.test(text.slice(at, at + 12)) && /(?:^|\W)b?$/.test(text.slice(Math.max(0, at - 2), at)))
      at = skip(at, endOfRaw(text, at), '""');
    else if (code === TICK) {
      const end = endOfCharacter(text, at);
      // Otherwise it begins a lifetime.
      at = end === undefined ? at + 1 : skip(at, end, "' '");
    } else at += 1;
  }
  parts.push(text.slice(from));
  return parts.join('');
}

const SLASH = 47;
const STAR = 42;
const QUOTE = 34;
const TICK = 39;
const BACKSLASH = 92;
const R = 114;
const RAW = /^r#{0,8}"/;

const endOr = (found: number, text: string): number => (found === -1 ? text.length : found);

/** Comments of Rust nest. */
function endOfComment(text: string, start: number): number {
  let depth = 1;
  let at = start + 2;
  while (at < text.length && depth > 0) {
    if (text.startsWith('/*', at)) depth += 1;
    else if (text.startsWith('*/', at)) depth -= 1;
    else {
      at += 1;
      continue;
    }
    at += 2;
  }
  return at;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return Math.min(at + 1, text.length);
}

function endOfRaw(text: string, start: number): number {
  const open = text.indexOf('"', start);
  const close = `"${'#'.repeat(open - start - 1)}`;
  const end = text.indexOf(close, open + 1);
  return end === -1 ? text.length : end + close.length;
}

function endOfCharacter(text: string, start: number): number | undefined {
  if (text.charCodeAt(start + 1) === BACKSLASH) return endOr(text.indexOf("'", start + 3), text) + 1;
  const width = (text.codePointAt(start + 1) ?? 0) > 0xffff ? 2 : 1;
  return text.charCodeAt(start + 1 + width) === TICK ? start + width + 2 : undefined;
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Place of the bracket that closes the one at a place; the end of the text where none does. */
export function closingOf(text: string, open: number): number {
  const [first = '', last = ''] = [text[open], CLOSING[text[open] ?? '']];
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === first) depth += 1;
    else if (text[at] === last && --depth === 0) return at;
  }
  return text.length;
}

/** Place behind the generics that begin at a place; the place itself where none do. */
export function behindGenerics(text: string, start: number): number {
  if (text[start] !== '<') return start;
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '<') depth += 1;
    else if (text[at] === '>' && text[at - 1] !== '-' && text[at - 1] !== '=' && --depth === 0) return at + 1;
  }
  return text.length;
}

/** Parts between commas, but for those inside brackets. */
export function partsOf(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!;
    if ('([{<'.includes(letter)) depth += 1;
    else if (')]}'.includes(letter) || (letter === '>' && text[at - 1] !== '-' && text[at - 1] !== '=')) depth -= 1;
    else if (letter === ',' && depth === 0) {
      parts.push(text.slice(from, at).trim());
      from = at + 1;
    }
  }
  return [...parts, text.slice(from).trim()].filter((part) => part !== '');
}
