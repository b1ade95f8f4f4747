import { ChangeError } from '../../changes.ts';
import { sourceFile } from '../../file.ts';
import type { Edit, SourceFile, SourceNode } from '../../types.ts';
import { parseYaml } from '../../yaml.ts';
import type { Plan } from '../plan.ts';
import { YamlEditor } from './edit.ts';
import { columnOf, entryStart } from './lines.ts';
import { holdUnshared } from './shared.ts';
import type { Style } from './texts.ts';

/**
 * The edits that make planned changes in a YAML file; everything else stays as it is.
 * @throws ChangeError when the file is broken, or the change would change other places too
 */
export function yamlEdits(path: string, text: string, plan: Plan): Edit[] {
  const file = sourceFile(path, text);
  const { root, problems } = parseYaml(file);
  if (problems[0])
    throw new ChangeError(
      `${path}: the file is broken, so it is not changed (line ${file.position(problems[0].span.start).line}: ${problems[0].message}).`,
    );
  holdUnshared(path, root, plan);
  const editor = new YamlEditor(file, styleOf(root));
  editor.visit(root, { column: -1, after: 0, end: file.text.length, kind: 'file', flow: false }, plan);
  return settled(file, editor.edits);
}

/** Lines that are put in where others are taken out go into the same edit. */
function settled(file: SourceFile, edits: readonly Edit[]): Edit[] {
  const made: Extract<Edit, { op: 'replace' }>[] = [];
  const sorted = edits.filter((edit) => edit.op === 'replace').sort((a, b) => a.start - b.start || a.end - b.end);
  for (const edit of sorted) {
    const last = made[made.length - 1];
    if (last && edit.start === edit.end && edit.start < last.end) made[made.length - 1] = { ...last, text: last.text + edit.text };
    else made.push(edit);
  }
  return made.filter(({ start, end, text }) => text !== file.text.slice(start, end));
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
