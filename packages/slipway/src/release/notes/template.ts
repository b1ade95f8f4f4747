/** What a template can say of a release: texts, switches and lists of such. Every field is there; one without a value is null. */
export type Field = string | boolean | null | readonly Field[] | Fields;
export interface Fields {
  readonly [name: string]: Field;
}

/** A template that cannot be followed; one sentence with the line. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
  /** Wrong configuration. */
  readonly exitCode = 2;
}

type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'field'; readonly path: string; readonly line: number }
  | { readonly kind: 'each' | 'if'; readonly path: string; readonly line: number; readonly body: Part[]; readonly otherwise: Part[] };
/** How much was made, and how much may be. */
interface Filled {
  length: number;
  readonly longest: number;
}

type Block = Extract<Part, { kind: 'each' | 'if' }>;

/** A tag that opens, divides or closes a part and stands alone in its line takes the line with it. */
const TAG = /^[ \t]*\{\{[ \t]*([#/!][^{}\n]*|else)[ \t]*\}\}[ \t]*(?:\r?\n|(?![\s\S]))|\{\{([^{}\n]*)\}\}/gm;
const NAME = /^[A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z][A-Za-z0-9]*)*$/;
const DEEPEST = 16;
/** What a template of somebody else's may make; GitHub takes 125,000 characters. Ours says each change once, however many there are. */
const LONGEST = 1_000_000;

/**
 * Fills in a template: `{{ field }}`, `{{#each list}} … {{else}} … {{/each}}`, `{{#if field}} … {{else}} … {{/if}}`, `{{! remark }}`; a name is
 * looked for in the item, then outwards, `a.b` is a field of a field, and `this` is the item itself. There is nothing else: no code, no helpers.
 *
 * @param longest characters that it may make
 * @throws TemplateError for an unknown field, a part that is not closed, or more characters than that
 */
export function fillTemplate(template: string, fields: Fields, longest = LONGEST): string {
  const filled = { length: 0, longest };
  return write(parse(template), [fields], filled);
}

/** @throws TemplateError when the template is not well formed */
function parse(template: string): Part[] {
  const root: Part[] = [];
  const open: { block: Block; into: Part[] }[] = [];
  let into = root;
  let done = 0;
  let line = 1;
  for (const tag of template.matchAll(TAG)) {
    const before = template.slice(done, tag.index);
    if (before !== '') into.push({ kind: 'text', text: before });
    line += before.split('\n').length - 1;
    done = tag.index + tag[0].length;
    const word = (tag[1] ?? tag[2] ?? '').trim();
    const opening = /^#(each|if)\s+(\S+)$/.exec(word);
    const top = open.at(-1);
    if (opening !== null) {
      if (open.length >= DEEPEST) throw new TemplateError(`The template has more than ${DEEPEST} parts within each other at line ${line}.`);
      const block: Block = { kind: opening[1] as 'each' | 'if', path: named(opening[2] ?? '', line), line, body: [], otherwise: [] };
      into.push(block);
      open.push({ block, into });
      into = block.body;
    } else if (word === 'else') {
      if (top === undefined || into === top.block.otherwise)
        throw new TemplateError(`The template has an {{else}} at line ${line} that belongs to nothing.`);
      into = top.block.otherwise;
    } else if (word.startsWith('/')) {
      if (top === undefined || word.slice(1).trim() !== top.block.kind)
        throw new TemplateError(
          `The template closes {{${word}}} at line ${line}, and ${top === undefined ? 'nothing is open' : `{{#${top.block.kind}}} of line ${top.block.line} is open`}.`,
        );
      into = top.into;
      open.pop();
    } else if (!word.startsWith('!')) into.push({ kind: 'field', path: named(word, line), line });
    line += tag[0].split('\n').length - 1;
  }
  const left = open.at(-1);
  if (left !== undefined)
    throw new TemplateError(`The template opens {{#${left.block.kind} ${left.block.path}}} at line ${left.block.line} and never closes it.`);
  if (done < template.length) into.push({ kind: 'text', text: template.slice(done) });
  return root;
}

function named(path: string, line: number): string {
  if (!NAME.test(path))
    throw new TemplateError(`The template says {{${path}}} at line ${line}, which is no field: a name, or names with dots between them.`);
  return path;
}

function write(parts: readonly Part[], scopes: readonly Field[], filled: Filled): string {
  let text = '';
  for (const part of parts) {
    let piece = '';
    if (part.kind === 'text') piece = part.text;
    else if (part.kind === 'field') piece = textOf(look(part, scopes), part);
    else {
      const value = look(part, scopes);
      const isEmpty = value === null || value === false || value === '' || (Array.isArray(value) && value.length === 0);
      if (part.kind === 'if') text += write(isEmpty ? part.otherwise : part.body, scopes, filled);
      else if (!Array.isArray(value)) throw new TemplateError(`The template repeats \`${part.path}\` at line ${part.line}, which is no list.`);
      else if (isEmpty) text += write(part.otherwise, scopes, filled);
      else for (const item of value as readonly Field[]) text += write(part.body, [item, ...scopes], filled);
    }
    text += piece;
    filled.length += piece.length + 1;
    if (filled.length > filled.longest) throw new TemplateError(`The template makes more than ${filled.longest} characters.`);
  }
  return text;
}

function look(part: { readonly path: string; readonly line: number }, scopes: readonly Field[]): Field {
  const [first = '', ...rest] = part.path.split('.');
  if (first === 'this') return rest.reduce((value, name) => step(value, name, part), scopes[0] ?? null);
  const scope = scopes.find((one) => isFields(one) && Object.hasOwn(one, first));
  if (scope === undefined) {
    const known = scopes.flatMap((one) => (isFields(one) ? Object.keys(one) : []));
    throw new TemplateError(`The template asks for \`${part.path}\` at line ${part.line}; there are ${[...new Set(known)].sort().join(', ')}.`);
  }
  return rest.reduce((value, name) => step(value, name, part), (scope as Fields)[first] ?? null);
}

function step(value: Field, name: string, part: { readonly path: string; readonly line: number }): Field {
  if (value === null) return null;
  if (isFields(value) && Object.hasOwn(value, name)) return value[name] ?? null;
  throw new TemplateError(`The template asks for \`${part.path}\` at line ${part.line}, and there is no \`${name}\` in it.`);
}

const isFields = (value: Field): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

function textOf(value: Field, part: { readonly path: string; readonly line: number }): string {
  if (value === null || value === false) return '';
  if (typeof value === 'string') return value;
  if (value === true) return 'true';
  throw new TemplateError(`The template prints \`${part.path}\` at line ${part.line}, which is no text; use {{#each ${part.path}}}.`);
}
