/** What commands and actions do to files: the door of this folder. */

import { asText } from '../../actions/index.ts';
import type { ActionCall } from '../types.ts';
import { actionFileTable } from './actions.ts';
import { archives } from './commands/archives.ts';
import { builds } from './commands/builds.ts';
import { checksums, sumFile, summers } from './commands/checksums.ts';
import { coreutils } from './commands/coreutils.ts';
import { downloads } from './commands/downloads.ts';
import { find, xargs } from './commands/find.ts';
import { harmless } from './commands/harmless.ts';
import { textOf } from './commands/places.ts';
import { kindOfFile } from './kinds.ts';
import type { ActionFiles, CommandFiles, FileCommandCall, FileDeed } from './types.ts';

export { kindOfFile, platformOf } from './kinds.ts';
export type * from './types.ts';

const commands = new Map<string, CommandFiles>();
function lookup(call: FileCommandCall): readonly FileDeed[] | undefined {
  // `program --version` and its like only tell; `@` before a program belongs to make.
  if (call.texts.length === 2 && /^(?:--version|-V|-vV|-v|--help|-h|version|help)$/.test(call.texts[1] ?? '')) return [];
  const done = commands.get((call.texts[0] ?? '').replace(/^[@+-]+(?=\w)/, ''))?.files(call);
  // What goes to the runner's own files or to a stream is none.
  return done?.filter((d) => d.op !== 'make' || !/^-$|^\$?\{?GITHUB_\w+\}?$|^\/dev\//.test(asText(d.path) ?? ''));
}
for (const one of [...harmless, find(lookup), xargs(lookup), ...builds, ...downloads, ...archives, ...checksums, ...coreutils])
  for (const name of typeof one.command === 'string' ? [one.command] : one.command) commands.set(name, one);

const actions = new Map<string, ActionFiles>();
for (const one of actionFileTable) for (const name of typeof one.action === 'string' ? [one.action] : one.action) actions.set(name, one);

/** What a command does to files, its redirections included; undefined when it may do anything. */
export function commandFiles(call: FileCommandCall): readonly FileDeed[] | undefined {
  const own = lookup(call);
  const redirected = call.redirects.flatMap((r): FileDeed[] => {
    if (!/^\d?>>?\|?$|^&>>?$/.test(r.op) || r.target === undefined) return [];
    const name = textOf(r.target);
    // The runner's own files, and what is thrown away.
    if (/^(?:\/dev\/|&|\d$)/.test(name) || (r.target.k === 'unknown' && name === '')) return [];
    if (/^\/runner\/|GITHUB_/.test(name)) return [];
    const made: FileDeed & { op: 'make' } = { op: 'make', path: r.target, what: kindOfFile(name) };
    const summing = [call.words, ...call.pipedFrom].find((w) => w[0] !== undefined && summers.has(asText(w[0]) ?? ''));
    return [summing === undefined ? made : sumFile(made, summing)];
  });
  if (own === undefined) return redirected.length > 0 ? redirected : undefined;
  return [...own, ...redirected];
}

/** What an action does to files; undefined when it may do anything. */
export function actionFiles(call: ActionCall): readonly FileDeed[] | undefined {
  return actions.get(call.name)?.files(call);
}
