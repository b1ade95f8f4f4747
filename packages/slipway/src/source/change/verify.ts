import { lineBegin, nextLine } from '../block.ts';
import type { Change, Data, FileChange } from '../changes.ts';
import { applyEdits } from '../edits.ts';
import type { Edit, SourceNode, Span } from '../types.ts';
import { byPath } from './compile.ts';
import { dataOf, plannedData, sameData } from './data.ts';
import { formatOf } from './formats.ts';
import { planOf } from './plan.ts';
import { strayLines } from './stray.ts';
import { dataOfValue } from './yaml/texts.ts';

/**
 * What a tree says after changes.
 * @throws ChangeError when one of them is about something that is not there, or two contradict each other
 */
export function changedData(root: SourceNode | null, changes: readonly Change[]): Data {
  const path = root?.file.path ?? '';
  return plannedData(path, root, planOf(path, changes), dataOfValue);
}

/**
 * Holds edits against the changes that they are to make: after them each file says exactly what was declared, and no other file is touched.
 *
 * @param read the text of a file before the edits; undefined when there is none
 * @returns undefined when all is as declared; else one sentence that says what is not
 */
export function verifyChanges(
  read: (path: string) => string | undefined,
  changes: readonly FileChange[],
  edits: readonly Edit[],
): string | undefined {
  const declared = byPath(changes);
  const files = new Map<string, string>();
  for (const path of new Set([...declared.keys(), ...edits.flatMap((edit) => (edit.op === 'rename' ? [edit.path, edit.to] : [edit.path]))])) {
    const text = read(path);
    if (text !== undefined) files.set(path, text);
  }
  try {
    const after = applyEdits(files, edits);
    const places = new Set([...declared.keys(), ...changes.flatMap((change) => (change.op === 'rename' ? [change.to] : []))]);
    for (const path of after.keys()) if (!places.has(path)) return `${path} is edited, and no change is declared for it.`;
    for (const [path, own] of declared) {
      const wrong = wrongFile(path, files.get(path), after, own);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  } catch (error) {
    if (error instanceof Error) return error.message;
    throw error;
  }
}

function wrongFile(
  path: string,
  before: string | undefined,
  after: ReadonlyMap<string, string | null>,
  changes: readonly FileChange[],
): string | undefined {
  const rename = changes.find((change) => change.op === 'rename');
  const made = rename ? after.get(rename.to) : after.has(path) ? after.get(path) : before;
  const whole = changes.find((change) => change.op === 'create' || change.op === 'delete');
  if (whole?.op === 'delete') return made === null ? undefined : `${path} is to be deleted and is still there.`;
  if (whole?.op === 'create') return made === whole.text ? undefined : `${path} is not created with the text that was declared.`;
  if (rename && after.get(path) !== null) return `${path} is to be renamed and is still there.`;
  if (typeof made !== 'string' || before === undefined) return `${path} is to be changed and is not there.`;
  const tree = changes.flatMap((change) => (change.op === 'change' ? change.changes : []));
  const texts = changes.filter((change) => change.op === 'text');
  const format = formatOf(path, before);
  if (tree.length === 0) return made === withTexts(path, before, texts) ? undefined : `${path} does not get the text that was declared.`;
  const old = format.parse(path, before);
  const now = format.parse(path, made);
  if (now.problems[0]) return `${path} would be broken: ${now.problems[0].message} (line ${now.file.position(now.problems[0].span.start).line}).`;
  if (texts.length > 0) {
    const commented = format.parse(path, withTexts(path, before, texts));
    if (commented.problems.length > 0 || !sameData(dataOf(old.root), dataOf(commented.root), true))
      return `${path} is changed as a tree and as a text in one, and the text is more than comments.`;
  }
  const plan = planOf(path, tree);
  if (!sameData(plannedData(path, old.root, plan, format.data), dataOf(now.root), format.ordered))
    return `${path} would say something else than the change that was declared.`;
  const named = [...format.named(old, plan), ...texts.map(({ start, end }) => linesOf(old.file.text, start, end))];
  const stray = strayLines(
    old.file.text,
    now.file.text,
    named.sort((a, b) => a.start - b.start || a.end - b.end),
  );
  return stray === undefined ? undefined : `${path} would change in lines that no change names (line ${old.file.position(stray).line} and below).`;
}

function linesOf(text: string, start: number, end: number): Span {
  return { start: lineBegin(text, start), end: nextLine(text, end) };
}

function withTexts(path: string, before: string, texts: readonly Extract<FileChange, { op: 'text' }>[]): string {
  const edits = texts.map(({ start, end, text }) => ({ op: 'replace' as const, path, start, end, text }));
  return applyEdits(new Map([[path, before]]), edits).get(path) ?? before;
}
