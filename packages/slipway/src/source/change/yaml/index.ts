import { isBreak } from '../../block.ts';
import { sourceFile } from '../../file.ts';
import type { Edit, SourceFile, SourceNode } from '../../types.ts';
import { parseYaml } from '../../yaml.ts';
import { blankLines, breakBefore, replace } from '../lines.ts';
import type { Plan } from '../plan.ts';
import { holdPlan } from '../planned.ts';
import { settled, withoutLastBreak } from '../settled.ts';
import { YamlEditor } from './edit.ts';
import { columnOf, entryStart } from './geometry.ts';
import { holdUnshared } from './shared.ts';
import type { Style } from './texts.ts';

/**
 * The edits that make planned changes in a YAML file; everything else stays as it is.
 * @throws ChangeError when the file is broken, or the change would change other places too
 */
export function yamlEdits(path: string, text: string, plan: Plan): Edit[] {
  const file = sourceFile(path, text);
  const parsed = parseYaml(file);
  holdPlan(parsed, plan);
  const { root } = parsed;
  holdUnshared(path, root, plan);
  const editor = new YamlEditor(file, styleOf(root));
  editor.visit(root, { column: -1, after: 0, end: file.text.length, kind: 'file', flow: false }, plan);
  const cleared = clearedBlanks(
    file,
    editor.edits.filter((edit) => !editor.splices.has(edit)),
  );
  return withoutLastBreak(file, settled(file, [...editor.edits, ...cleared]));
}

/** A new block scalar would take lines below it that are blank but not empty for its own. */
function clearedBlanks(file: SourceFile, edits: readonly Edit[]): Edit[] {
  const { text } = file;
  const cleared = new Map<number, Edit>();
  for (const edit of edits) {
    if (edit.op !== 'replace' || !/[|>][\d+-]*\n/.test(edit.text)) continue;
    const end = edit.end > 0 && isBreak(text.charCodeAt(edit.end - 1)) ? breakBefore(text, edit.end) : edit.end;
    for (const line of blankLines(text, end)) if (line.end > line.start) cleared.set(line.start, replace(file, line.start, line.end, ''));
  }
  return [...cleared.values()];
}

/** How a file indents: as its first nested mapping and its first list under a key do. */
function styleOf(root: SourceNode | null): Style {
  let step: number | undefined;
  let list: number | undefined;
  const visit = (node: SourceNode | null): void => {
    if (node === null || node.kind === 'scalar' || node.flow || (step !== undefined && list !== undefined)) return;
    if (node.kind === 'seq') node.items.forEach(visit);
    else
      for (const entry of node.entries) {
        const { value } = entry;
        if (value === null || value.kind === 'scalar' || value.flow || value.span.start < entry.key.span.start) continue;
        const { text } = value.file;
        const deeper = columnOf(text, value.span.start) - columnOf(text, entryStart(entry));
        if (value.kind === 'seq') list ??= deeper;
        else if (deeper > 0) step ??= deeper;
        visit(value);
      }
  };
  visit(root);
  return { step: step ?? 2, list: list ?? step ?? 2 };
}
