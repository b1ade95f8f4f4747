import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Entry, Parsed, ScalarNode, SourceFile, SourceNode, SourceProblem } from './types.ts';

const MAX_LENGTH = 2 * 1024 * 1024;
const MAX_DEPTH = 200;

/**
 * Reads JSON, with comments and trailing commas allowed. Never throws; of a key that stands twice the last counts, as for `JSON.parse`.
 * An empty file has no root and no problem.
 */
export function parseJson(file: SourceFile): Parsed {
  if (file.text.length > MAX_LENGTH) return failed(file, 'the file is too large to be read as JSON');
  try {
    const errors: ParseError[] = [];
    const root = parseTree(file.text, errors, { allowTrailingComma: true, allowEmptyContent: true, disallowComments: false });
    return { file, root: root ? convert(file, root, 0) : null, problems: errors.slice(0, 20).map(problemOf) };
  } catch (error) {
    return failed(file, `the file cannot be read as JSON (${error instanceof Error ? error.message : String(error)})`);
  }
}

function convert(file: SourceFile, node: Node, depth: number): SourceNode {
  const span = { start: node.offset, end: node.offset + node.length };
  const children = depth < MAX_DEPTH ? (node.children ?? []) : [];
  if (node.type === 'object') {
    const entries = new Map<string, Entry>();
    for (const property of children) {
      const [key, value] = property.children ?? [];
      if (!key) continue;
      const entry: Entry = {
        key: scalar(file, key),
        value: value ? convert(file, value, depth + 1) : null,
        span: { start: property.offset, end: property.offset + property.length },
      };
      entries.set(entry.key.text, entry);
    }
    return { kind: 'map', file, span, entries: [...entries.values()], flow: true };
  }
  if (node.type === 'array') return { kind: 'seq', file, span, items: children.map((child) => convert(file, child, depth + 1)), flow: true };
  return scalar(file, node);
}

function scalar(file: SourceFile, node: Node): ScalarNode {
  const span = { start: node.offset, end: node.offset + node.length };
  const isText = typeof node.value === 'string';
  const text = isText ? node.value : file.text.slice(span.start, span.end);
  return { kind: 'scalar', file, span, text, value: node.value ?? null, style: isText ? 'double' : 'plain', flow: true };
}

const MESSAGES: Readonly<Record<string, string>> = {
  CommaExpected: 'a comma is missing here',
  ColonExpected: 'a colon is missing here',
  ValueExpected: 'a value is missing here',
  PropertyNameExpected: 'a key in double quotes is missing here',
  CloseBraceExpected: 'a closing brace `}` is missing',
  CloseBracketExpected: 'a closing bracket `]` is missing',
  EndOfFileExpected: 'the document ended before this; there may be only one value',
  UnexpectedEndOfString: 'a string is opened here and never closed',
  InvalidSymbol: 'this is no JSON value',
};

function problemOf(error: ParseError): SourceProblem {
  return {
    message: MESSAGES[printParseErrorCode(error.error)] ?? `${printParseErrorCode(error.error)} in JSON`,
    span: { start: error.offset, end: error.offset + error.length },
  };
}

function failed(file: SourceFile, message: string): Parsed {
  return { file, root: null, problems: [{ message, span: { start: 0, end: 0 } }] };
}
