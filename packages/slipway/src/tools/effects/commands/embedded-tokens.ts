/** A piece of a program's text, as far as calls of other programs need it. */
export type Token =
  | { readonly kind: 'string'; readonly parts: readonly StringPart[]; readonly start: number; readonly command: boolean }
  | { readonly kind: 'name'; readonly text: string; readonly start: number }
  | { readonly kind: 'mark'; readonly text: string; readonly start: number };

/** Literal text, or the source text of an expression that stands in the string. */
export type StringPart = string | { readonly expression: string };

/** How a language writes strings and comments. */
interface Dialect {
  readonly lineComment: RegExp;
  readonly blockComment: boolean;
  readonly backtick: 'template' | 'raw' | 'command' | 'none';
  readonly triple: boolean;
  /** `#{…}` in double quotes. */
  readonly hash: boolean;
  /** `$name` and `${…}` in quotes. */
  readonly dollar: boolean;
  readonly singleQuote: boolean;
}

const BRACES: Dialect = {
  lineComment: /^\/\//,
  blockComment: true,
  backtick: 'template',
  triple: false,
  hash: false,
  dollar: false,
  singleQuote: true,
};
const DIALECTS: Readonly<Record<string, Dialect>> = {
  python: { lineComment: /^#/, blockComment: false, backtick: 'none', triple: true, hash: false, dollar: false, singleQuote: true },
  ruby: { lineComment: /^#/, blockComment: false, backtick: 'command', triple: false, hash: true, dollar: false, singleQuote: true },
  perl: { lineComment: /^#/, blockComment: false, backtick: 'command', triple: false, hash: false, dollar: true, singleQuote: true },
  php: { lineComment: /^(\/\/|#)/, blockComment: true, backtick: 'command', triple: false, hash: false, dollar: true, singleQuote: true },
  node: BRACES,
  dart: { ...BRACES, backtick: 'none', triple: true, dollar: true },
  go: { ...BRACES, backtick: 'raw', singleQuote: false },
  rust: { ...BRACES, backtick: 'none', singleQuote: false },
  dotnet: { ...BRACES, backtick: 'none', triple: true, singleQuote: false },
  groovy: { ...BRACES, backtick: 'none', triple: true, dollar: true },
  swift: { ...BRACES, backtick: 'none', triple: true },
  elixir: { lineComment: /^#/, blockComment: false, backtick: 'none', triple: true, hash: true, dollar: false, singleQuote: false },
};

const LANGUAGES: Readonly<Record<string, string>> = {
  py: 'python',
  python: 'python',
  python3: 'python',
  pyw: 'python',
  js: 'node',
  mjs: 'node',
  cjs: 'node',
  ts: 'node',
  mts: 'node',
  cts: 'node',
  tsx: 'node',
  jsx: 'node',
  node: 'node',
  bun: 'node',
  deno: 'node',
  zx: 'node',
  javascript: 'node',
  typescript: 'node',
  rb: 'ruby',
  ruby: 'ruby',
  rake: 'ruby',
  rakefile: 'ruby',
  gemspec: 'ruby',
  pl: 'perl',
  perl: 'perl',
  php: 'php',
  dart: 'dart',
  go: 'go',
  rs: 'rust',
  rust: 'rust',
  fsx: 'dotnet',
  fs: 'dotnet',
  cs: 'dotnet',
  csx: 'dotnet',
  fsi: 'dotnet',
  dotnet: 'dotnet',
  cake: 'dotnet',
  groovy: 'groovy',
  gradle: 'groovy',
  kts: 'groovy',
  kt: 'groovy',
  scala: 'groovy',
  sc: 'groovy',
  java: 'groovy',
  swift: 'swift',
  exs: 'elixir',
  ex: 'elixir',
  elixir: 'elixir',
};

/** The dialect of a file's ending or a program's name; undefined for languages that are not read. */
export function dialectOf(language: string): string | undefined {
  return LANGUAGES[language.toLowerCase().replace(/^\./, '')];
}

/** Longer programs are not read. */
const LONGEST = 400_000;
const MOST = 60_000;

/** Splits a program into names, strings and marks in one pass; comments are dropped. */
export function tokens(source: string, dialectName: string): readonly Token[] {
  const dialect = DIALECTS[dialectName];
  if (!dialect || source.length > LONGEST) return [];
  const found: Token[] = [];
  const length = source.length;
  let at = source.startsWith('#!') ? lineEnd(source, 0) : 0;
  while (at < length && found.length < MOST) {
    SPACE.lastIndex = at;
    if (SPACE.test(source)) {
      at = SPACE.lastIndex;
      continue;
    }
    const character = source[at] as string;
    NAME.lastIndex = at;
    if (NAME.test(source)) {
      found.push({ kind: 'name', text: source.slice(at, NAME.lastIndex), start: at });
      at = NAME.lastIndex;
    } else if (isComment(source, at, character, dialect)) at = lineEnd(source, at);
    else if (dialect.blockComment && character === '/' && source[at + 1] === '*') {
      const end = source.indexOf('*/', at + 2);
      at = end < 0 ? length : end + 2;
    } else if (character === '"' || (character === "'" && dialect.singleQuote) || (character === '`' && dialect.backtick !== 'none')) {
      const prefix = found.at(-1);
      const glued =
        prefix?.kind === 'name' && prefix.start + prefix.text.length === at && /^([rbuf]{1,3}|\$)$/i.test(prefix.text)
          ? prefix.text.toLowerCase()
          : '';
      if (glued) found.pop();
      const read = readString(source, at, dialect, dialectName, glued);
      const command = character === '`' && (dialect.backtick === 'command' || glued === '$');
      found.push({ kind: 'string', parts: read.parts, start: glued ? at - glued.length : at, command });
      at = read.end;
    } else {
      if (MARKS.includes(character)) found.push({ kind: 'mark', text: character, start: at });
      at += 1;
    }
  }
  return found;
}

const SPACE = /\s+/y;
const NAME = /[A-Za-z_$@][\w$]*(?:[!?](?![.=]))?/y;
const MARKS = '([{)]},.;=+:|<>';
/** What a string is made of between its quotes, escapes and expressions. */
const PLAIN = /[^\\"'`\n${#]+/y;

function isComment(source: string, at: number, character: string, dialect: Dialect): boolean {
  return (character === '#' || character === '/') && dialect.lineComment.test(source.slice(at, at + 2));
}

function lineEnd(source: string, from: number): number {
  const end = source.indexOf('\n', from);
  return end < 0 ? source.length : end;
}

function readString(
  source: string,
  from: number,
  dialect: Dialect,
  name: string,
  prefix: string,
): { readonly parts: readonly StringPart[]; readonly end: number } {
  const quote = source[from] as string;
  const triple = dialect.triple && source.startsWith(quote.repeat(3), from) ? 3 : 1;
  const close = quote.repeat(triple);
  const raw =
    (quote === '`' && dialect.backtick === 'raw') ||
    prefix.includes('r') ||
    (quote === "'" && (name === 'ruby' || name === 'php' || name === 'perl'));
  const template = quote === '`' && dialect.backtick === 'template';
  const braces = (name === 'python' && prefix.includes('f')) || (name === 'dotnet' && prefix === '$');
  const multiline = triple === 3 || quote === '`' || name === 'ruby' || name === 'php' || name === 'rust' || name === 'elixir';
  const parts: StringPart[] = [];
  let text = '';
  let at = from + triple;
  const hole = (end: number, expression: string) => {
    parts.push(text, { expression });
    text = '';
    at = end;
  };
  while (at < source.length) {
    PLAIN.lastIndex = at;
    if (PLAIN.test(source)) {
      text += source.slice(at, PLAIN.lastIndex);
      at = PLAIN.lastIndex;
      continue;
    }
    const character = source[at] as string;
    if (source.startsWith(close, at)) return { parts: [...parts, text], end: at + triple };
    if (character === '\n' && !multiline) return { parts: [...parts, text], end: at };
    if (character === '\\' && !raw) {
      const next = source[at + 1] ?? '';
      text += next === 'n' ? '\n' : next === 't' ? '\t' : next === '\n' ? '' : next;
      at += 2;
      continue;
    }
    const next = source[at + 1];
    if (
      ((template || dialect.dollar) && character === '$' && next === '{' && quote !== (dialect.dollar && name !== 'dart' ? "'" : '')) ||
      (dialect.hash && character === '#' && next === '{' && quote !== "'") ||
      (name === 'swift' && character === '\\' && next === '(')
    ) {
      const end = balanced(source, at + 1);
      hole(end + 1, source.slice(at + 2, end));
      continue;
    }
    if (braces && character === '{' && next !== '{') {
      const end = balanced(source, at);
      hole(end + 1, source.slice(at + 1, end));
      continue;
    }
    if (dialect.dollar && character === '$' && next !== undefined && /[A-Za-z_]/.test(next) && (quote === '"' || name === 'dart')) {
      const word = /^[A-Za-z_]\w*/.exec(source.slice(at + 1, at + 80))?.[0] ?? '';
      hole(at + 1 + word.length, word);
      continue;
    }
    text += character;
    at += 1;
  }
  return { parts: [...parts, text], end: source.length };
}

/** Offset of the bracket that closes the one at `from`; the end of the text when none does within 2,000 characters. */
function balanced(source: string, from: number): number {
  const open = source[from] as string;
  const close = open === '{' ? '}' : ')';
  let depth = 0;
  const limit = Math.min(source.length, from + 2000);
  for (let at = from; at < limit; at += 1) {
    if (source[at] === open) depth += 1;
    else if (source[at] === close) {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return limit - 1;
}
