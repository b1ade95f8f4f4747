import type { Context } from './context.ts';
import { EXIT } from './exit.ts';
import { wantsColor } from './io.ts';
import { doctorOptions, openTargets, type TreeFlags } from './trees.ts';

export interface DocsCheckFlags extends TreeFlags {
  all?: boolean;
  format?: 'text' | 'json' | 'markdown';
  color: boolean;
}

/** `slipway docs check`: what the documents say of the release beside what is so. Exit code 1 when something that they say is not. */
export async function runDocsCheck(path: string | undefined, flags: DocsCheckFlags, context: Context): Promise<number> {
  const { io, doors } = context;
  const [open] = openTargets(path === undefined ? [] : [path], flags, context);
  const target = await open!();
  const { options, limits } = await doctorOptions(target, flags, context);
  const { checkDocuments } = await doors.documents();
  const made = checkDocuments(target.tree, options);
  const report = { ...made, limits: [...new Set([...made.limits, ...limits()])] };
  const formats = await import('../doctor/formats/index.ts');
  const all = flags.all === true;
  if (flags.format === 'json') io.out(formats.formatDocumentsJson(report));
  else if (flags.format === 'markdown') io.out(formats.formatDocumentsMarkdown(report, all));
  else io.out(formats.formatDocuments(report, { width: io.width, color: wantsColor(io, flags.color), all }));
  return report.claims.some((c) => c.verdict === 'false') ? EXIT.findings : EXIT.done;
}
