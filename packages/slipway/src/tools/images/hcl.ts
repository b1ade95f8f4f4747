/** A value of an HCL file, as far as bake files need it: texts and lists of texts; anything that is computed is undefined. */
export type HclValue = string | readonly (string | undefined)[] | undefined;

export interface HclBlock {
  /** `target`, `group`, `variable`. */
  readonly type: string;
  readonly labels: readonly string[];
  readonly attributes: ReadonlyMap<string, HclValue>;
}

type Token = { readonly t: 'name' | 'text' | 'sign' | 'line'; readonly v: string };

const mostLetters = 200_000;
const mostTokens = 20_000;

/**
 * The blocks at the top of an HCL file. Never throws: what it does not understand is left out. A text with `${…}` keeps it as it is written.
 * Source: HCL's native syntax specification; only what `docker buildx bake` files use.
 */
export function hclBlocks(text: string): readonly HclBlock[] {
  if (text.length > mostLetters) return [];
  const tokens = tokensOf(text);
  const out: HclBlock[] = [];
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at]!.t !== 'name') continue;
    const type = tokens[at]!.v;
    const labels: string[] = [];
    let next = at + 1;
    for (; tokens[next]?.t === 'text' || (tokens[next]?.t === 'name' && labels.length < 4); next++) labels.push(tokens[next]!.v);
    if (tokens[next]?.v !== '{' || tokens[next]?.t !== 'sign') {
      // An attribute of the file itself.
      while (at < tokens.length && tokens[at]!.t !== 'line') at++;
      continue;
    }
    const body = bodyOf(tokens, next + 1);
    out.push({ type, labels, attributes: body.attributes });
    at = body.end;
  }
  return out;
}

function bodyOf(tokens: readonly Token[], from: number): { attributes: Map<string, HclValue>; end: number } {
  const attributes = new Map<string, HclValue>();
  let at = from;
  while (at < tokens.length && !isSign(tokens[at], '}')) {
    const name = tokens[at]!;
    if ((name.t === 'name' || name.t === 'text') && (isSign(tokens[at + 1], '=') || isSign(tokens[at + 1], ':'))) {
      const read = valueAt(tokens, at + 2);
      attributes.set(name.v, read.value);
      at = read.end;
    } else if (isSign(name, '{')) at = skip(tokens, at);
    else at++;
  }
  return { attributes, end: at };
}

const isSign = (token: Token | undefined, sign: string): boolean => token?.t === 'sign' && token.v === sign;

function valueAt(tokens: readonly Token[], from: number): { value: HclValue; end: number } {
  const first = tokens[from];
  if (
    first?.t === 'text' &&
    (tokens[from + 1] === undefined || tokens[from + 1]!.t === 'line' || isSign(tokens[from + 1], '}') || isSign(tokens[from + 1], ','))
  )
    return { value: first.v, end: from + 1 };
  if (isSign(first, '[')) {
    const items: (string | undefined)[] = [];
    let at = from + 1;
    let fresh = true;
    for (; at < tokens.length && !isSign(tokens[at], ']'); at++) {
      const token = tokens[at]!;
      if (token.t === 'line') continue;
      if (isSign(token, ',')) fresh = true;
      else {
        const nested = token.t === 'sign' && closing[token.v] !== undefined;
        // What follows the first piece makes another value of it.
        if (!fresh) items[items.length - 1] = undefined;
        else items.push(token.t === 'text' ? token.v : undefined);
        fresh = false;
        if (nested) at = skip(tokens, at) - 1;
      }
    }
    return { value: items, end: at + 1 };
  }
  let at = from;
  while (at < tokens.length && tokens[at]!.t !== 'line' && !isSign(tokens[at], '}'))
    at = isSign(tokens[at], '{') || isSign(tokens[at], '[') || isSign(tokens[at], '(') ? skip(tokens, at) : at + 1;
  return { value: undefined, end: at };
}

const closing: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' };

/** Behind the bracket that closes the one at a place. */
function skip(tokens: readonly Token[], from: number): number {
  const open: string[] = [];
  for (let at = from; at < tokens.length; at++) {
    const { t, v } = tokens[at]!;
    if (t !== 'sign') continue;
    if (closing[v]) open.push(closing[v]);
    else if (v === open.at(-1)) open.pop();
    if (open.length === 0) return at + 1;
  }
  return tokens.length;
}

function tokensOf(text: string): Token[] {
  const out: Token[] = [];
  const pattern = /(\n)|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|<<[-~]?(\w+)\n|"((?:[^"\\\n]|\\.)*)"|([A-Za-z_][\w.-]*)|([{}[\]()=:,?])|\S/g;
  for (let m = pattern.exec(text); m !== null && out.length < mostTokens; m = pattern.exec(text)) {
    if (m[1] !== undefined) out.push({ t: 'line', v: '\n' });
    else if (m[2] !== undefined) {
      const end = text.indexOf(`\n${m[2]}`, pattern.lastIndex - 1);
      if (end < 0) break;
      out.push({ t: 'sign', v: '?' });
      pattern.lastIndex = end + 1 + m[2].length;
    } else if (m[3] !== undefined) out.push({ t: 'text', v: m[3].replace(/\\(.)/g, '$1') });
    else if (m[4] !== undefined) out.push({ t: 'name', v: m[4] });
    else if (m[5] !== undefined) out.push({ t: 'sign', v: m[5] });
    else if (!/^(?:#|\/\/|\/\*)/.test(m[0])) out.push({ t: 'sign', v: '?' });
  }
  return out;
}
