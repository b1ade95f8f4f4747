import { afterBreak, lineBegin, lineEnd } from '../../block.ts';
import { sourceFile } from '../../file.ts';
import { readToml } from '../../toml.ts';
import type { Edit, Parsed, SourceNode, Span } from '../../types.ts';
import { nameFlow } from '../flow-named.ts';
import { breakBefore, isBlank, lineBefore } from '../lines.ts';
import type { Plan } from '../plan.ts';
import { holdPlan } from '../planned.ts';
import { settled } from '../settled.ts';
import { entrySlots, itemSlots } from '../slots.ts';
import { TomlEditor } from './edit.ts';
import { isUnder, type Row, rowsOf } from './rows.ts';

/**
 * The edits that make planned changes in a TOML file; tables, dotted keys and arrays of tables stay what they are.
 * @throws ChangeError when the file is broken
 */
export function tomlEdits(path: string, text: string, plan: Plan): Edit[] {
  const parsed = readToml(sourceFile(path, text));
  holdPlan(parsed, plan);
  const { file, root } = parsed;
  const editor = new TomlEditor(parsed, plan);
  editor.visit(root, plan);
  return settled(file, editor.edits);
}

/** The lines that planned changes of a TOML file name; new lines may come between any two statements. */
export function tomlLines({ file, root }: Parsed, plan: Plan): Span[] {
  const { text, path } = file;
  const rows = rowsOf(readToml(file));
  const named: Span[] = [];
  const lines = (start: number, end: number): void => void named.push({ start: lineBegin(text, start), end: afterBreak(text, lineEnd(text, end)) });
  const gone = (at: Plan['at']): void => {
    for (const row of rows) if (isUnder(row.at, at)) named.push(withGaps(text, row));
    between();
  };
  const between = (): void => {
    for (const { begin, stop } of rows) named.push({ start: begin, end: begin }, { start: afterBreak(text, stop), end: afterBreak(text, stop) });
    named.push({ start: text.length, end: text.length });
  };
  const visit = (node: SourceNode | null, own: Plan): void => {
    const written = node !== null && (node.kind === 'scalar' || node.flow === true);
    if (own.set || own.splices.length > 0) {
      if (written) lines(node.span.start, node.span.end);
      else gone(own.at);
      return;
    }
    if (node === null || node.kind === 'scalar' || (own.below.size === 0 && own.inserts.length === 0)) return;
    const slots = node.kind === 'map' ? entrySlots(path, node.entries, own) : itemSlots(path, node.items, own);
    if (node.flow) {
      const members =
        node.kind === 'seq'
          ? node.items.map(({ span }) => span)
          : node.entries.map(({ key, value }) => ({ start: key.span.start, end: value?.span.end ?? key.span.end }));
      nameFlow(named, text, node.span, members, slots);
    } else if (slots.some((slot) => slot.old === undefined || slot.gone)) between();
    for (const [step, one] of own.below) {
      const entry = node.kind === 'map' ? node.entries.find(({ key }) => key.text === step) : undefined;
      const below = entry ? entry.value : node.kind === 'seq' ? node.items[step as number] : undefined;
      if (below === undefined) continue;
      if (one.remove && !node.flow) gone(one.at);
      if (one.rename !== undefined && entry) {
        if (node.flow) lines(entry.key.span.start, entry.key.span.end);
        else for (const row of rows) if (isUnder(row.at, one.at)) lines(row.start, row.start);
      }
      if (!one.remove) visit(below, one);
    }
  };
  visit(root, plan);
  return named;
}

/** The lines of a row with the blank lines beside them. */
function withGaps(text: string, { begin, stop }: Row): Span {
  let start = begin;
  for (let above = lineBefore(text, start); above !== undefined && isBlank(text, above, breakBefore(text, start)); above = lineBefore(text, start))
    start = above;
  let end = afterBreak(text, stop);
  while (end < text.length && isBlank(text, end, lineEnd(text, end)) && lineEnd(text, end) < text.length) end = afterBreak(text, lineEnd(text, end));
  return { start, end };
}
