import { clean } from '../terminal.ts';

/** HTML that is known to be well-formed and escaped: only `html` makes it. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand inside a template: plain text and numbers are escaped, markup stays, lists are joined, undefined and false are nothing. */
export type Part = Markup | string | number | undefined | false | readonly Part[];

export const NOTHING = new Markup('');

/** Text of an audited repository inside HTML, also inside a quoted attribute. Bidirectional and control characters become `�`. */
export function escaped(text: string): string {
  return clean(text).replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A template whose every value is escaped unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let text = strings[0] ?? '';
  parts.forEach((part, index) => {
    text += written(part) + (strings[index + 1] ?? '');
  });
  return new Markup(text);
}

function written(part: Part): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  return part.map(written).join('');
}

/** A heading of a level from 1 to 6. */
export function heading(level: number, content: Part, id?: string): Markup {
  const tag = new Markup(`h${Math.min(Math.max(level, 1), 6)}`);
  return html`<${tag}${id === undefined ? NOTHING : html` id="${id}"`}>${content}</${tag}>`;
}

/** Prose of a report: code spans in backticks become code, everything else is text. */
export function prose(text: string): Markup {
  return html`${text.split(/`([^`]+)`/).map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`;
}

/** A name for an `id` attribute and a link to it. */
export function anchor(...parts: readonly string[]): string {
  return parts.map((part) => part.replace(/[^A-Za-z0-9]+/g, '-')).join('-');
}
