import { type Kind, kindOf } from './kinds.ts';

/** The same file as another person's editor would have written it. */
export interface Variant {
  readonly name: string;
  /** undefined where the kind cannot be written so. */
  change(text: string, kind: Kind): string | undefined;
}

/** In comments versions stand that are nobody's. */
const REMARKS = ['version = "9.8.7"', "version: '9.8.7'", '<version>9.8.7</version>', '__version__ = "9.8.7"'];

export const VARIANTS: readonly Variant[] = [
  { name: 'CRLF', change: (text) => text.replace(/\r?\n/g, '\r\n') },
  { name: 'BOM', change: (text) => `\uFEFF${text.replace(/^\uFEFF/, '')}` },
  { name: 'no final newline', change: (text) => text.replace(/(?:\r?\n)+$/, '') },
  { name: 'comments', change: commented },
  { name: 'other quotes', change: requoted },
  {
    name: 'tabs and blanks behind lines',
    change: (text, { lock, name }) => (lock || name.startsWith('VERSION') ? undefined : text.replace(/(?<=[^\s\\|>])(?=\r?\n)/g, ' ')),
  },
];

/** Remarks before the first line that may have some before it, and at the end. */
function commented(text: string, { comment }: Kind): string | undefined {
  if (comment === undefined) return undefined;
  const remarks = REMARKS.map(comment).join('\n');
  const first = /^\uFEFF?(?:<\?xml[^>]*\?>\r?\n|#![^\n]*\n)?/.exec(text)![0];
  return `${first}${remarks}\n${text.slice(first.length)}${text.endsWith('\n') ? '' : '\n'}${remarks}\n`;
}

/** Single quotes for double ones and the other way around, around what has neither in it, where the format takes both alike. */
function requoted(text: string, { name }: Kind): string | undefined {
  if (!/^(?:Cargo\.toml|pyproject\.toml|setup\.py|__version__|gemspec|Chart\.yaml|pubspec\.yaml)/.test(name)) return undefined;
  // Triple quotes hold what looks like anything.
  if (/"""|'''/.test(text)) return undefined;
  return text.replace(
    /^(\s*(?:version|__version__|VERSION|\w+\.version|appVersion)\s*[:=]\s*)(["'])([^"'\\\n]*)\2/gm,
    (_, lead: string, quote: string, value: string) => {
      const other = quote === '"' ? "'" : '"';
      return `${lead}${other}${value}${other}`;
    },
  );
}

/** All files of a small tree so written. */
export function varied(files: ReadonlyMap<string, string>, variant: Variant, only: string): ReadonlyMap<string, string> | undefined {
  const kind = kindOf(only);
  const text = kind === undefined ? undefined : variant.change(files.get(only)!, kind);
  return text === undefined ? undefined : new Map([...files, [only, text]]);
}
