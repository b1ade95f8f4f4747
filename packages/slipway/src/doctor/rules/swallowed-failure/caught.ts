/** A catch block that lets a failure pass. */
export interface Catch {
  /** Offsets of its body in the script, braces included. */
  readonly start: number;
  readonly end: number;
  readonly body: string;
}

interface Open {
  readonly at: number;
  readonly isTry: boolean;
}

/** Ways in which a catch block fails the step after all, or asks what went wrong. */
const passesOn = /\bthrow\b|setFailed|process\.exit|\breject\b|\bfailed\s*=|\.push\(/;

/**
 * The catch block that swallows what is thrown at an offset of a JavaScript text; undefined when nothing catches it, or when what catches it throws,
 * fails the step or keeps the failure for later. Strings, comments and templates are skipped; regular expressions are not understood.
 */
export function swallowingCatch(script: string, offset: number): Catch | undefined {
  const pairs = bracePairs(script);
  const around = pairs.filter((p) => p.isTry && p.at < offset && offset < p.end).sort((a, b) => b.at - a.at);
  for (const tried of around) {
    const head = /^\s*catch\s*(?:\([^)]*\))?\s*\{/.exec(script.slice(tried.end + 1, tried.end + 300));
    if (!head) continue;
    const start = tried.end + head[0].length;
    const end = pairs.find((p) => p.at === start)?.end;
    if (end === undefined) return undefined;
    const body = script.slice(start, end + 1);
    return passesOn.test(body) ? undefined : { start, end: end + 1, body };
  }
  return undefined;
}

/** Every pair of braces, with whether `try` stands before it. */
function bracePairs(script: string): (Open & { readonly end: number })[] {
  const open: Open[] = [];
  const pairs: (Open & { readonly end: number })[] = [];
  // Depths at which a template's `${` was opened.
  const templates: number[] = [];
  const skipText = (from: number, quote: string): number => {
    let at = from;
    while (at < script.length && script[at] !== quote && script[at] !== '\n') at += script[at] === '\\' ? 2 : 1;
    return at;
  };
  const skipTemplate = (from: number): number => {
    let at = from;
    while (at < script.length && script[at] !== '`') {
      if (script[at] === '$' && script[at + 1] === '{') {
        templates.push(open.length);
        return at + 1;
      }
      at += script[at] === '\\' ? 2 : 1;
    }
    return at;
  };
  for (let at = 0; at < script.length; at++) {
    const c = script[at]!;
    if (c === '/' && script[at + 1] === '/') at = lineEndOf(script, at);
    else if (c === '/' && script[at + 1] === '*') at = endOf(script, '*/', at);
    else if (c === '"' || c === "'") at = skipText(at + 1, c);
    else if (c === '`') at = skipTemplate(at + 1);
    else if (c === '{') open.push({ at, isTry: /\btry\s*$/.test(script.slice(Math.max(0, at - 40), at)) });
    else if (c === '}') {
      if (templates.length > 0 && templates.at(-1) === open.length) {
        templates.pop();
        at = skipTemplate(at + 1);
      } else {
        const last = open.pop();
        if (last) pairs.push({ ...last, end: at });
      }
    }
  }
  return pairs;
}

function lineEndOf(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
}

function endOf(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from + 2);
  return at < 0 ? text.length : at + 1;
}
