import type { Trace, TraceActor, TraceEvent, TraceNode } from '../doctor/options.ts';
import type { Context } from './context.ts';
import { EXIT, UsageError } from './exit.ts';
import { wantsColor } from './io.ts';
import { doctorOptions, openTargets, type TreeFlags } from './trees.ts';
import { checkRef, fields } from './values.ts';

export interface TraceFlags extends TreeFlags {
  path: string;
  tag?: string;
  branch?: string;
  field?: string[];
  ref?: string;
  prerelease?: boolean;
  as: TraceActor;
  expect?: string;
  format?: 'text' | 'json';
  color: boolean;
}

/** Activity types of `release`: https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#release */
const ACTIVITIES = ['published', 'unpublished', 'created', 'edited', 'deleted', 'prereleased', 'released'];

/** `slipway trace`: prints one walk. The exit code is 0 whatever it shows, unless --expect names a destination that it does not reach. */
export async function runTrace(kind: string, what: string | undefined, flags: TraceFlags, context: Context): Promise<number> {
  const { io, doors } = context;
  const event = { ...eventOf(kind, what, flags), as: flags.as };
  if (flags.expect === '') throw new UsageError('--expect needs a destination.');
  if (flags.gitDir !== undefined && flags.path !== '.') throw new UsageError('--path and --git-dir exclude each other.');
  const [open] = openTargets(flags.gitDir === undefined ? [flags.path] : [], flags, context);
  const target = await open!();
  const { options, limits } = await doctorOptions(target, flags, context);
  const walked = (await doors.doctor()).traceEvent(target.tree, event, options);
  const trace = { ...walked, limits: [...new Set([...walked.limits, ...limits()])] };
  const formats = await import('../doctor/formats/index.ts');
  io.out(
    flags.format === 'json' ? formats.formatTraceJson(trace) : formats.formatTrace(trace, { width: io.width, color: wantsColor(io, flags.color) }),
  );
  if (flags.expect === undefined || reaches(trace.root, flags.expect)) return EXIT.done;
  io.err(`slipway: this event does not reach ${flags.expect}${known(trace)}.\n`);
  return EXIT.findings;
}

/** Options that say something about one kind of event, with the kinds that they are for. */
const OPTIONS_OF: readonly (readonly [keyof TraceFlags, option: string, readonly string[]])[] = [
  ['tag', '--tag', ['push', 'release']],
  ['branch', '--branch', ['push']],
  ['field', '-f', ['dispatch']],
  ['ref', '--ref', ['dispatch']],
  ['prerelease', '--prerelease', ['release']],
];

function eventOf(kind: string, what: string | undefined, flags: TraceFlags): TraceEvent {
  const { tag, branch, ref, prerelease } = flags;
  for (const [name, option, kinds] of OPTIONS_OF)
    if (flags[name] !== undefined && !kinds.includes(kind))
      throw new UsageError(`${option} says nothing about '${kind}', only about ${kinds.join(' and ')}.`);
  for (const [option, name] of [['--tag', tag] as const, ['--branch', branch] as const, ['--ref', ref] as const]) checkRef(option, name);
  if (what !== undefined && kind !== 'dispatch' && kind !== 'release')
    throw new UsageError(`'${kind}' takes no further word, but '${what}' was given.`);
  switch (kind) {
    case 'push':
      if ((tag === undefined) === (branch === undefined)) throw new UsageError("'push' needs either --tag or --branch.");
      return tag !== undefined ? { kind, tag } : { kind, branch: branch! };
    case 'dispatch':
      if (what === undefined || what === '') throw new UsageError("'dispatch' needs the workflow's file, such as release.yml.");
      return { kind, workflow: what, inputs: fields(flags.field ?? []), ...(ref === undefined ? {} : { ref }) };
    case 'release':
      if (what === undefined || !ACTIVITIES.includes(what)) {
        throw new UsageError(`'release' needs its activity, one of ${ACTIVITIES.join(', ')}${what === undefined ? '' : `; '${what}' is none`}.`);
      }
      return { kind, activity: what, ...(tag === undefined ? {} : { tag }), ...(prerelease === undefined ? {} : { prerelease }) };
    case 'schedule':
      return { kind };
    default:
      return { kind: 'merge' };
  }
}

/** True when an uncut path leads to a destination whose text names the expected one. */
function reaches(node: TraceNode, expected: string): boolean {
  if (node.state === 'cut') return false;
  return (node.kind === 'destination' && names(node.text, expected)) || node.children.some((child) => reaches(child, expected));
}

/** The id, as a whole word of the text. */
function names(text: string, id: string): boolean {
  return text === id || text.split(/[\s,;()]+/).includes(id);
}

function known(trace: Trace): string {
  const found = new Set<string>();
  const collect = (node: TraceNode): void => {
    if (node.kind === 'destination' && node.state !== 'cut') found.add(node.text);
    if (node.state !== 'cut') node.children.forEach(collect);
  };
  collect(trace.root);
  return found.size === 0 ? '; it reaches nothing' : `; it reaches ${[...found].slice(0, 5).join(', ')}`;
}
