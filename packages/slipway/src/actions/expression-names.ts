/** Names of contexts and functions in expressions, found without parsing them. */

export interface ExpressionPart {
  /** Offsets of the text between the braces; end exclusive. */
  readonly start: number;
  readonly end: number;
  /** The closing braces are missing. */
  readonly open: boolean;
}

/** The stretches between `${{` and `}}` of a text; braces inside string literals do not close, as GitHub reads it. */
export function expressionParts(text: string): readonly ExpressionPart[] {
  const parts: ExpressionPart[] = [];
  let from = text.indexOf('${{');
  while (from >= 0) {
    const start = from + 3;
    let end = -1;
    let quoted = false;
    for (let index = start; index < text.length; index++) {
      const char = text[index];
      if (char === "'") quoted = !quoted;
      else if (!quoted && char === '}' && text[index + 1] === '}') {
        end = index;
        break;
      }
    }
    parts.push({ start, end: end < 0 ? text.length : end, open: end < 0 });
    from = end < 0 ? -1 : text.indexOf('${{', end + 2);
  }
  return parts;
}

export interface ExpressionName {
  readonly name: string;
  readonly kind: 'context' | 'function';
}

const token = /'(?:[^']|'')*'?|0x[0-9a-fA-F]+|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|(\.\s*)?([A-Za-z_][A-Za-z0-9_-]*)(\s*\()?|\S/g;
const literals = new Set(['true', 'false', 'null', 'nan', 'infinity']);

/** The contexts and functions that an expression (without its braces) names, in lower case, each once. */
export function expressionNames(expression: string): readonly ExpressionName[] {
  const found = new Map<string, ExpressionName>();
  for (const [, dot, word, paren] of expression.matchAll(token)) {
    if (!word || dot) continue;
    const name = word.toLowerCase();
    const kind = paren ? 'function' : 'context';
    if (kind === 'context' && literals.has(name)) continue;
    found.set(`${kind} ${name}`, { name, kind });
  }
  return [...found.values()];
}
