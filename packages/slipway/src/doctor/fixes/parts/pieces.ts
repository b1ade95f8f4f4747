import type { Analysis } from '../../../chain/index.ts';
import {
  type FileChange,
  type Location,
  type NodePath,
  type ScalarNode,
  type SourceFile,
  type SourceNode,
  scalarSpan,
  sourceFile,
} from '../../../source/index.ts';
import { document } from '../../../tools/index.ts';

/** A stretch of text that a fix looks at: a line of a script, a word of a command. */
export interface Piece {
  readonly path: string;
  readonly text: string;
  /** The whole text that it stands in: that of a scalar (a step's script), or of a file that is no tree. */
  readonly whole: string;
  /** UTF-16 offsets into `whole`. */
  readonly start: number;
  readonly end: number;
  /** The way to the scalar; undefined in a file that is no tree. */
  readonly node?: NodePath;
}

/** What stands at a place of the tree; undefined when the file, or the scalar, is not there. */
export function pieceAt(at: Location, { world }: Analysis): Piece | undefined {
  const text = world.tree.read(at.path);
  if (text === undefined) return undefined;
  const file = sourceFile(at.path, text);
  const start = offsetOf(file, at.line, at.column);
  const end = Math.max(start, offsetOf(file, at.endLine, at.endColumn));
  if (!/\.(?:ya?ml|jsonc?|json5|toml)$/i.test(at.path)) return { path: at.path, text: file.text.slice(start, end), whole: file.text, start, end };
  const root = world.workflow(at.path)?.parsed.root ?? document(world.tools, at.path);
  const found = root && scalarAt(root, start, end, []);
  if (!found) return undefined;
  const { scalar, node } = found;
  const from = textOffset(scalar, start);
  const to = Math.max(from, textOffset(scalar, end));
  return { path: at.path, text: scalar.text.slice(from, to), whole: scalar.text, start: from, end: to, node };
}

/** The line of a piece's text, or lines, in which it stands: offsets without the last line break. */
export function linesOf(piece: Piece): Piece {
  const start = piece.whole.lastIndexOf('\n', piece.start - 1) + 1;
  const stop = piece.whole.indexOf('\n', Math.max(piece.start, piece.end - (piece.text.endsWith('\n') ? 1 : 0)));
  const end = stop === -1 ? piece.whole.length : stop;
  return { ...piece, start, end, text: piece.whole.slice(start, end) };
}

/** Another text for a part of a piece: offsets into `piece.text`. */
export function replaced(piece: Piece, start: number, end: number, text: string): FileChange {
  const from = piece.start + start;
  const to = piece.start + end;
  return piece.node === undefined
    ? { op: 'text', path: piece.path, start: from, end: to, text }
    : { op: 'change', path: piece.path, changes: [{ op: 'splice', at: piece.node, start: from, end: to, text }] };
}

const offsetOf = (file: SourceFile, line: number, column: number): number => Math.min(file.text.length, file.lineStart(line) + column - 1);

function scalarAt(
  node: SourceNode,
  start: number,
  end: number,
  path: NodePath,
): { readonly scalar: ScalarNode; readonly node: NodePath } | undefined {
  if (node.kind === 'scalar') return node.span.start <= start && end <= node.span.end ? { scalar: node, node: path } : undefined;
  // An alias gives the node of its anchor, which stands elsewhere: what encloses it need not enclose the place.
  const children = node.kind === 'seq' ? node.items.map((n, i) => [n, i] as const) : node.entries.map((e) => [e.value, e.key.text] as const);
  for (const [child, step] of children) {
    if (!child || child.span.start > start || child.span.end < end) continue;
    const found = scalarAt(child, start, end, [...path, step]);
    if (found) return found;
  }
  return undefined;
}

/** Offset in a scalar's text of an offset in its file; of what has no place in the text, that which comes behind it. */
function textOffset(scalar: ScalarNode, offset: number): number {
  let low = 0;
  let high = scalar.text.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (scalarSpan(scalar, middle, middle).start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
