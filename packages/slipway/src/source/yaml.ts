import { Composer, type CST, type Document, Lexer, Parser, type YAMLError } from 'yaml';
import type { Parsed, SourceFile, SourceNode, SourceProblem } from './types.ts';
import { MAX_DEPTH, YamlNodes } from './yaml-nodes.ts';
import { readableProblems } from './yaml-problems.ts';

/** Punctuation, spaces, names and texts; a large lock file has half as many. */
const MAX_TOKENS = 500_000;
/** Larger texts are not parsed: no workflow or configuration comes near it, and the parser takes about ten times its size in memory. */
const MAX_LENGTH = 2 * 1024 * 1024;

/**
 * Reads the first document of a YAML file (1.2 core schema: `on`, `yes` and `no` are texts, `<<` is a key like any other, as GitHub reads it).
 *
 * Never throws: what is wrong stands in `problems`, in the order of the file, and the tree holds what could be read.
 * An empty file has no root and no problem.
 */
export function parseYaml(file: SourceFile): Parsed {
  if (file.text.length > MAX_LENGTH) return failed(file, 'the file is too large to be read as YAML');
  // The parser makes an Error for each thing it does not like; of a hostile file that is a million stack traces.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return parse(file);
  } catch (error) {
    return failed(file, `the file cannot be read as YAML (${error instanceof Error ? error.message : String(error)})`);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function parse(file: SourceFile): Parsed {
  const { document, extra } = compose(withLineFeeds(file.text));
  const nodes = new YamlNodes(file);
  const root: SourceNode | null = document.contents ? nodes.read(document.contents) : null;
  const problems: SourceProblem[] = [...nodes.problems];
  if (extra !== undefined)
    problems.push({ message: 'a second YAML document starts here; only the first is read', span: { start: extra, end: extra + 3 } });
  return { file, root, problems: document.errors.length > 0 || problems.length > 0 ? readableProblems(file, document.errors, problems) : problems };
}

/** The library knows LF and CRLF only. A lone CR has the same length as the LF that stands for it here, so offsets stay. */
function withLineFeeds(text: string): string {
  return text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text;
}

interface Composed {
  readonly document: Pick<Document.Parsed, 'contents'> & { readonly errors: readonly YAMLError[] };
  /** Offset of a second document. */
  readonly extra?: number;
}

/** The first document, without the line counter, source tokens, pretty errors and the quadratic key check of `parseDocument`. */
function compose(text: string): Composed {
  const composer = new Composer({ prettyErrors: false, logLevel: 'silent', keepSourceTokens: false, uniqueKeys: false, resolveKnownTags: false });
  let documents = 0;
  let extra: number | undefined;
  let first: Document.Parsed | undefined;
  for (const token of tokensOf(text)) {
    if (token.type === 'document' && ++documents > 1) {
      extra = token.offset;
      break;
    }
    for (const document of composer.next(token)) first ??= document as Document.Parsed;
  }
  for (const document of composer.end(true, text.length)) first ??= document as Document.Parsed;
  return { document: first ?? { contents: null, errors: [] }, extra };
}

/** As `Parser.parse`, but gives up on nesting that no one writes: the parser takes time by length times depth. */
function* tokensOf(text: string): Generator<CST.Token, void> {
  const parser = new Parser();
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (++count > MAX_TOKENS) throw new Error(`more than ${MAX_TOKENS.toLocaleString('en')} tokens`);
    yield* parser.next(lexeme);
    if (parser.stack.length > MAX_DEPTH) throw new Error(`collections are nested more than ${MAX_DEPTH} deep`);
  }
  yield* parser.end();
}

function failed(file: SourceFile, message: string): Parsed {
  return { file, root: null, problems: [{ message, span: { start: 0, end: 0 } }] };
}
