import type { Context } from './context.ts';
import { EXIT, UsageError } from './exit.ts';
import { isFolder } from './files.ts';
import { doctorOptions, openTargets, type TreeFlags } from './trees.ts';

export interface DocsWriteFlags extends TreeFlags {
  file?: string;
  state?: boolean;
  check?: boolean;
}

/** Where a document stands when nobody says otherwise. */
const FILE = { runbook: 'docs/RELEASE.md', state: 'docs/RELEASE_STATE.md' } as const;

/**
 * `slipway docs write`: writes the sections of the release runbook between their markers. With --check nothing is written, and what would
 * change is printed with exit code 1. Exit code 10 when nothing here releases anything and there is no document.
 */
export async function runDocsWrite(path: string | undefined, flags: DocsWriteFlags, context: Context): Promise<number> {
  const { io, doors } = context;
  const folder = path ?? '.';
  if (!isFolder(folder)) throw new UsageError(`there is no folder '${folder}'; documents are written into a folder.`);
  const file = (flags.file ?? (flags.state === true ? FILE.state : FILE.runbook)).replaceAll('\\', '/');
  // A slip of the keys must not append a runbook to a workflow.
  if (!/\.(?:md|mdx|markdown)$/i.test(file)) throw new UsageError(`--file: '${file}' is no Markdown document (.md, .mdx or .markdown).`);
  const [open] = openTargets([folder], flags, context);
  const { tree } = await open!();
  const { options } = await doctorOptions({ tree, slug: undefined, prefix: '' }, flags, context);
  const { readDocument, writeDocument } = await doors.remotes();
  const text = readDocument(folder, file);
  const { changeText, headOf, runbookOf, stateHead, stateOf, weave } = await doors.runbook();
  const sections = flags.state === true ? [stateOf(tree, options)] : runbookOf(tree, options);
  const name = options.slug?.split('/')[1] ?? 'this repository';
  const woven = weave(file, text, sections, flags.state === true ? stateHead(name) : headOf(name));
  if (text === undefined && woven.changes.length === 0) {
    io.out('Nothing here releases a stable version, as far as the tree tells, so there is nothing to write.\n');
    const [unread] = (await doors.doctor()).contractOfTree(tree, options, undefined).limits;
    if (unread !== undefined) io.out(`${unread}.\n`);
    return EXIT.nothing;
  }
  if (woven.changes.length === 0) {
    io.out(`${file} is up to date.\n`);
    return EXIT.done;
  }
  if (flags.check === true) {
    io.out(changeText(file, woven.changes));
    return EXIT.findings;
  }
  writeDocument(folder, file, woven.text);
  io.out(`${file}: wrote ${woven.changes.map(({ id }) => id).join(', ')}.\n`);
  return EXIT.done;
}
