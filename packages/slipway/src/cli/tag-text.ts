import type { Preflight } from '../doctor/preflight/index.ts';
import type { PlannedTag } from '../release/tagging/index.ts';
import type { Io } from './io.ts';
import { painter } from './paint.ts';
import type { TagOutcome } from './tag-make.ts';

/** All that is told of tags, made or to be made. */
export interface TagReport {
  readonly schemaVersion: 1;
  readonly dryRun: boolean;
  /** null: made here only. */
  readonly remote: { readonly name: string; readonly as: string; readonly with: string; readonly doubt: string | null } | null;
  readonly tags: readonly {
    readonly component: string;
    readonly version: string;
    readonly name: string;
    readonly commit: string;
    readonly kind: 'annotated' | 'signed' | 'lightweight';
    readonly promotes: string | null;
    readonly state: TagOutcome['state'];
    readonly why: readonly string[];
    readonly message: string;
    readonly starts: readonly string[];
    readonly destinations: readonly { readonly id: string; readonly verdict: string; readonly why: string | null }[];
    readonly undecided: readonly { readonly text: string; readonly decide: string | null }[];
  }[];
  readonly refusals: readonly { readonly code: string; readonly text: string }[];
  /** Why it was made although something stood against it. */
  readonly anyway: string | null;
  readonly unchecked: readonly string[];
}

/** One tag of a report. */
export function tagEntry(
  tag: PlannedTag,
  kind: TagReport['tags'][number]['kind'],
  message: string,
  state: TagOutcome['state'],
  walked: Preflight | undefined,
): TagReport['tags'][number] {
  return {
    component: tag.component,
    version: tag.version,
    name: tag.name,
    commit: tag.commit,
    kind,
    promotes: tag.promotes,
    state,
    why: tag.why,
    message,
    starts: walked?.starts.filter(({ answer }) => answer !== 'unknown').map(({ path }) => path) ?? [],
    destinations: walked?.destinations.map(({ id, verdict, why }) => ({ id, verdict, why: why ?? null })) ?? [],
    undecided: walked?.undecided.map(({ text, decide }) => ({ text, decide: decide ?? null })) ?? [],
  };
}

const DONE: Readonly<Record<TagOutcome['state'], string>> = {
  planned: 'would be made',
  there: 'is there already',
  made: 'made here, not pushed',
  pushed: 'pushed, and seen at the remote',
};

/** The report for people. */
export function tagText(report: TagReport, color: boolean, { startsNothing }: { readonly startsNothing: ReadonlyMap<string, string> }): string {
  const paint = painter(color);
  const lines: string[] = [];
  for (const { name, commit, kind, state, component, version, promotes, why, starts, destinations, undecided } of report.tags) {
    const of = report.tags.length > 1 ? `${component} ${version}` : version;
    lines.push(
      `${paint.strong(name)}  ${of}, ${kind}, at ${commit.slice(0, 10)}: ${state === 'planned' && report.remote !== null ? 'would be made and pushed' : DONE[state]}`,
    );
    if (promotes !== null) lines.push(`  the commit of ${promotes}`);
    for (const sentence of why.slice(0, 3)) lines.push(paint.faint(`  ${sentence.replace(/\.$/, '')}`));
    const nothing = startsNothing.get(name);
    if (nothing !== undefined) lines.push(`  starts nothing: ${nothing}`);
    else if (starts.length > 0) lines.push(`  starts ${starts.join(', ')}`);
    for (const [verdict, word] of [
      ['reached', 'reaches'],
      ['broken', paint.error('breaks')],
      ['unknown', paint.warning('not known')],
      ['never', 'leaves out'],
    ] as const) {
      const these = destinations.filter((one) => one.verdict === verdict);
      if (these.length > 0) lines.push(`  ${word}${verdict === 'unknown' ? ':' : ''} ${these.map(({ id }) => id).join(', ')}`);
    }
    for (const { text, decide } of undecided.slice(0, 5)) lines.push(paint.faint(`  not known: ${text}${decide === null ? '' : ` (${decide})`}`));
  }
  if (report.remote !== null && report.tags.some(({ state }) => state === 'planned' || state === 'pushed')) {
    const { name, with: by, doubt } = report.remote;
    lines.push(
      `${report.dryRun ? 'Would push' : 'Pushed'} to ${name} with ${by}${doubt === null ? '' : ` (not known: ${doubt})`}, one tag at a time.`,
    );
  }
  if (report.anyway !== null) lines.push(`Made anyway: ${report.anyway}`);
  for (const sentence of report.unchecked) lines.push(paint.faint(`Not checked: ${sentence}.`));
  return `${lines.join('\n')}\n`;
}

/** The report as data. */
export const tagJson = (report: TagReport): string => `${JSON.stringify(report, null, 2)}\n`;

/** Refusals, one line each, on stderr. */
export function tellRefusals(refusals: TagReport['refusals'], io: Io): void {
  for (const { text } of refusals) io.err(`slipway: ${text}\n`);
}
