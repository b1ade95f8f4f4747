/** Reads values out of a script's JavaScript: literals, templates, constants, environment variables. Nothing is run. */

import type { Val } from '../../../actions/index.ts';
import { asText, str, text, unknown } from '../../../actions/index.ts';
import type { ActionCall } from '../../types.ts';
import { given, join } from './build.ts';

const MOST_TEXT = 60_000;
const MOST_ITEMS = 12;
/** Holes of the script's text stand as letters of Unicode's private area, one each. */
const FIRST_HOLE = 0xe000;
const HOLES = /[\uE000-\uEFFF]/;

/** A script with what its names mean. */
export interface Script {
  readonly text: string;
  readonly holes: readonly Val[];
  readonly call: ActionCall;
}

/** The script of a call. What an expression put in and is not known is a hole; files that it requires from the tree are appended. */
export function scriptOf(call: ActionCall): Script {
  const holes: Val[] = [];
  let body = '';
  for (const piece of call.written?.('script') ?? piecesOf(given(call, 'script'))) {
    const known = typeof piece === 'string' ? piece : asText(piece);
    if (known !== undefined) body += known;
    else if (holes.length < 0xfff) {
      body += String.fromCharCode(FIRST_HOLE + holes.length);
      holes.push(piece as Val);
    }
  }
  const required = [...body.matchAll(/(?:require|import)\(\s*['"`](?:\.\/|\$\{process\.env\.GITHUB_WORKSPACE\}\/)?([\w./-]+)['"`]\s*\)/g)].slice(
    0,
    4,
  );
  const files = required.flatMap((match) => {
    const file = call.world.read(match[1]!) ?? call.world.read(`${match[1]}.js`);
    const called = /^\s*\)?\s*\.\s*([A-Za-z_$][\w$]*)\s*\(/.exec(body.slice(match.index + match[0].length))?.[1];
    return file === undefined ? [] : [called === undefined ? file : partsFor(called, file)];
  });
  const whole = [body, ...files]
    .join('\n')
    .slice(0, MOST_TEXT)
    .replaceAll(/^[ \t]*\/\/.*$/gm, '');
  return { text: whole, holes, call };
}

/** A module without its functions that the named one does not use, directly or not; all of it when the name is not found at its top. */
function partsFor(name: string, module: string): string {
  const parts = module
    .slice(0, MOST_TEXT)
    .split(/^(?=(?:export\s+)?(?:async\s+)?function\b|(?:export\s+)?(?:const|let|var)\s|(?:module\.)?exports\b)/m);
  const own = new Map<string, string>();
  for (const part of parts) {
    const declared = /^(?:export\s+)?(?:async\s+)?(?:function\s*\*?|const|let|var)\s*([A-Za-z_$][\w$]*)/.exec(part)?.[1];
    if (declared !== undefined && /^[^\n]*(?:function\b|=>)/.test(part)) own.set(declared, part);
  }
  if (!own.has(name)) return module;
  const used = new Set([name]);
  for (const one of used) {
    const words = new Set(own.get(one)!.match(/[A-Za-z_$][\w$]*/g));
    for (const other of own.keys()) if (words.has(other)) used.add(other);
  }
  const left = new Set([...own].flatMap(([one, part]) => (used.has(one) ? [] : [part])));
  return parts.filter((part) => !left.has(part)).join('');
}

function piecesOf(value: Val | undefined): readonly (string | Val)[] {
  if (value?.k === 'text') return value.parts.map((part) => (typeof part === 'string' ? part : text([part])));
  return value === undefined ? [] : [value];
}

/** The text up to the bracket that closes; bounded. */
export function argumentAt(text: string, start: number): string {
  let depth = 1;
  let quote = '';
  const end = Math.min(text.length, start + 5000);
  for (let index = start; index < end; index += 1) {
    const char = text[index]!;
    if (quote !== '') {
      if (char === '\\') index += 1;
      else if (char === quote) quote = '';
    } else if (char === '"' || char === "'" || char === '`') quote = char;
    else if (char === '(' || char === '{' || char === '[') depth += 1;
    else if (char === ')' || char === '}' || char === ']') {
      depth -= 1;
      if (depth === 0) return text.slice(start, index);
    }
  }
  return text.slice(start, end);
}

/** The value of a field of an object that is written out, as far as it is a literal, a template, or a name set to one. */
export function field(script: Script, argument: string, name: string): Val | undefined {
  const found = new RegExp(`(?:^|[{,\\s])(['"]?)${name}\\1\\s*:\\s*`).exec(argument);
  if (found) return expression(script, argument.slice(found.index + found[0].length), 3);
  const shorthand = new RegExp(`(?:^|[{,\\s])${name}\\s*(?=[,}\\n]|$)`).test(argument);
  return shorthand ? variable(script, name, 3) : undefined;
}

const END = String.raw`\s*(?=[,}\n;)]|$)`;
const LITERAL = new RegExp(`^(['"])((?:[^'"\\\\\\n]|\\\\.)*?)\\1${END}`);
const TEMPLATE = new RegExp(`^\`([^\`]*)\`${END}`);
const NAME = new RegExp(`^([A-Za-z_$][\\w$]*)${END}`);
const ENVIRONMENT = new RegExp(`^process\\.env\\.([A-Za-z_]\\w*)${END}`);
const REF = new RegExp(`^context\\.ref${END}`);
const SHORT_REF =
  /^context\.ref\.(?:replace\(\s*(?:['"]refs\/(?:tags|heads)\/['"]|\/\^?refs\\\/(?:tags|heads)\\\/\/)\s*,\s*['"]['"]\s*\)|slice\(\s*1[01]\s*\))/;

/** The value at the start of a text of JavaScript; unknown when it is more than a literal, a name or a template. */
function expression(script: Script, code: string, depth: number): Val {
  const start = code.slice(0, 2000);
  const literal = LITERAL.exec(start);
  if (literal) return literalText(script, literal[2]!);
  const template = TEMPLATE.exec(start);
  if (template) return templateText(script, template[1]!, depth);
  const word = /^(true|false)\b/.exec(start);
  if (word) return { k: 'bool', v: word[1] === 'true' };
  const variableName = NAME.exec(start)?.[1];
  if (variableName !== undefined && depth > 0) return variable(script, variableName, depth - 1);
  const environment = ENVIRONMENT.exec(start)?.[1];
  if (environment !== undefined) return script.call.env(environment) ?? unknown(`env ${environment}`);
  if (REF.test(start)) return script.call.event.ref;
  if (SHORT_REF.test(start)) return script.call.event.refName;
  return unknown('the script computes it');
}

function literalText(script: Script, literal: string): Val {
  if (!HOLES.test(literal)) return str(literal);
  const pieces = literal.split(/([\uE000-\uEFFF])/);
  return join(
    ...pieces.map((piece) => (HOLES.test(piece) ? (script.holes[piece.charCodeAt(0) - FIRST_HOLE] ?? unknown('an expression')) : str(piece))),
  );
}

function templateText(script: Script, template: string, depth: number): Val {
  const pieces = template.split(/(\$\{[^}]*\})/);
  if (pieces.length > 20) return unknown('a long template');
  const value = (piece: string) => (depth > 0 ? expression(script, piece.slice(2, -1).trim(), depth - 1) : unknown('a template'));
  return join(...pieces.map((piece) => (piece.startsWith('${') ? value(piece) : literalText(script, piece))));
}

function variable(script: Script, name: string, depth: number): Val {
  const found = new RegExp(`\\b(?:const|let|var)\\s+${name.replaceAll('$', '\\$')}\\s*=\\s*`).exec(script.text);
  if (!found) return unknown(`${name} of the script`);
  const start = found.index + found[0].length;
  return expression(script, script.text.slice(start, start + 500), depth);
}

/** The texts that a name takes one after the other: `for (const name of ['a', 'b'])`, `['a', 'b'].forEach((name) =>`, or of a list that is a constant. */
export function listOf(script: Script, argument: string, field: string): readonly Val[] | undefined {
  const name = new RegExp(`(?:^|[{,\\s])${field}\\s*:\\s*([A-Za-z_$][\\w$]*)${END}`).exec(argument)?.[1] ?? field;
  const own = name.replaceAll('$', '\\$');
  const loop =
    new RegExp(`\\bfor\\s*\\(\\s*(?:const|let|var)\\s+${own}\\s+of\\s+(\\[[^[\\]]{0,500}\\]|[A-Za-z_$][\\w$]*)`).exec(script.text) ??
    new RegExp(`(\\[[^[\\]]{0,500}\\]|[A-Za-z_$][\\w$]*)\\s*\\.\\s*(?:forEach|map)\\(\\s*(?:async\\s*)?\\(?\\s*${own}\\b`).exec(script.text);
  if (!loop) return undefined;
  const list = loop[1]!.startsWith('[')
    ? loop[1]!
    : new RegExp(`\\b(?:const|let|var)\\s+${loop[1]!.replaceAll('$', '\\$')}\\s*=\\s*(\\[[^[\\]]{0,500}\\])`).exec(script.text)?.[1];
  const items = list
    ?.slice(1, -1)
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  if (items === undefined || items.length === 0 || items.length > MOST_ITEMS) return undefined;
  return items.map((item) => expression(script, item, 1));
}
