/** Cutting JavaScript into expressions, without parsing it: strings, templates and brackets are stepped over. */

const open = '([{';
const close = ')]}';

/** Offset behind a string or template that starts at `at`. */
export function afterString(text: string, at: number): number {
  const quote = text[at]!;
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === quote) return i + 1;
    else if (quote === '`' && text.startsWith('${', i)) i = matching(text, i + 1) - 1;
    else if (quote !== '`' && text[i] === '\n') return i;
  }
  return text.length;
}

/** Offset behind the bracket that closes the one at `at`. */
export function matching(text: string, at: number): number {
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    const c = text[i]!;
    if (c === '"' || c === "'" || c === '`') i = afterString(text, i) - 1;
    else if (text.startsWith('//', i) && text[i - 1] !== ':') i = lineEnd(text, i);
    else if (open.includes(c)) depth++;
    else if (close.includes(c) && --depth === 0) return i + 1;
  }
  return text.length;
}

const lineEnd = (text: string, at: number): number => (text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at));

/** Where the expression that starts at `from` ends: a comma, a semicolon, a closing bracket, or a line that is not carried on. */
export function expressionEnd(text: string, from: number): number {
  for (let i = from; i < text.length && i - from < 4000; i++) {
    const c = text[i]!;
    if (c === '"' || c === "'" || c === '`') i = afterString(text, i) - 1;
    else if (open.includes(c)) i = matching(text, i) - 1;
    else if (c === ';' || c === ',' || close.includes(c)) return i;
    else if (
      c === '\n' &&
      !/[+?:|&=(,.]\s*$/.test(text.slice(Math.max(from, i - 20), i)) &&
      !/^\s*[+?:|&.]/.test(text.slice(i, i + 40)) &&
      text.slice(from, i).trim() !== ''
    )
      return i;
  }
  return Math.min(text.length, from + 4000);
}

/** Cuts an expression at an operator that stands outside of strings and brackets; the pieces with their offsets. */
export function cutAt(text: string, operator: string): { text: string; at: number }[] {
  const out: { text: string; at: number }[] = [];
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (c === '"' || c === "'" || c === '`') i = afterString(text, i) - 1;
    else if (open.includes(c)) i = matching(text, i) - 1;
    else if (text.startsWith(operator, i) && !(operator === '?' && /[?.]/.test((text[i + 1] ?? '') + (text[i - 1] ?? '')))) {
      out.push({ text: text.slice(from, i), at: from });
      i += operator.length - 1;
      from = i + 1;
    }
  }
  out.push({ text: text.slice(from), at: from });
  return out;
}
