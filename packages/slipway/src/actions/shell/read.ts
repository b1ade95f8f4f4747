/** `read`, `mapfile`: variables filled from standard input. */
import type { Val } from '../value.ts';
import { asText, partsOf, str, text } from '../values.ts';
import type { Machine } from './machine.ts';
import type { Call } from './simple.ts';
import { anything, forAll, lines, type Texts } from './texts.ts';
import { assign, lookUp } from './variables.ts';

/** `read [-r] A B …`. */
export function readInput(machine: Machine, args: readonly Val[], call: Call): void {
  const known = args.map(asText);
  const names: string[] = [];
  let intoArray: string | undefined;
  for (let i = 0; i < known.length; i++) {
    const arg = known[i];
    if (arg === '-p' || arg === '-d' || arg === '-n' || arg === '-t' || arg === '-u') i++;
    else if (arg !== undefined && /^-r?a$/.test(arg)) intoArray = known[++i];
    else if (arg !== undefined && /^[A-Za-z_]\w*$/.test(arg)) names.push(arg);
  }
  // How often it succeeds is not known: it is the condition of most loops over lines.
  machine.asked = true;
  machine.state.status = call.body === undefined ? undefined : true;
  const line = call.stdin === undefined || call.stdin.k === 'alts' ? undefined : lines(partsOf(call.stdin))?.[0];
  const separators = asText(call.assigns.get('IFS') ?? lookUp(machine, 'IFS').val) ?? ' \t\n';
  if (intoArray) {
    const items = line && split(line, separators, Infinity);
    assign(machine, intoArray, items ? items[0] : anything, items ? { items } : {});
    return;
  }
  if (names.length === 0) names.push('REPLY');
  const fields = line && call.body !== undefined ? split(line, separators, names.length) : undefined;
  names.forEach((name, i) => {
    assign(machine, name, fields ? (fields[i] ?? str('')) : anything);
  });
}

/** Splits a line at the separators into at most `most` fields; the last takes the rest. Undefined when a hole may hold one. */
function split(line: Texts, separators: string, most: number): Val[] | undefined {
  const known = asText(text(line));
  if (known === undefined) {
    const [only] = line;
    if (line.length === 1 && typeof only !== 'string' && only?.hole === 'version' && separators === '.') return versionNumbers(most);
    return most === 1 ? [text(line)] : undefined;
  }
  if (separators === '') return [str(known)];
  const blank = /^\s+$/.test(separators);
  const at = new RegExp(`[${separators.replace(/[\\\]^-]/g, '\\$&')}]${blank ? '+' : ''}`);
  const fields: Val[] = [];
  let rest = blank ? known.trim() : known;
  while (fields.length < most - 1) {
    const found = at.exec(rest);
    if (!found) break;
    fields.push(str(rest.slice(0, found.index)));
    rest = rest.slice(found.index + found[0].length);
  }
  return [...fields, str(rest)];
}

function versionNumbers(most: number): Val[] | undefined {
  const number: Val = { k: 'text', parts: [{ hole: 'number' }] };
  const word: Val = { k: 'text', parts: [{ hole: 'word' }] };
  return most === Infinity ? undefined : Array.from({ length: most }, (_, i) => (i < 2 ? number : word));
}

/** `mapfile -t LINES`. */
export function readLines(machine: Machine, args: readonly Val[], call: Call): void {
  const name = asText(args.at(-1) ?? str('MAPFILE')) ?? 'MAPFILE';
  const known = call.stdin && forAll(call.stdin, (one) => asText(one) !== undefined) === true ? asText(call.stdin) : undefined;
  if (known === undefined || !/^[A-Za-z_]\w*$/.test(name)) {
    assign(machine, /^[A-Za-z_]\w*$/.test(name) ? name : 'MAPFILE', anything);
    return;
  }
  const items = known.replace(/\n$/, '').split('\n').map(str);
  assign(machine, name, items[0], { items });
}
