import type { InputDecl, Workflow } from '../../../actions/index.ts';
import { type Analysis, calledWorkflow, type Event, familyOf } from '../../../chain/index.ts';
import type { FileChange } from '../../../source/index.ts';
import { type Rewriting, rewriteExpressions } from './expression-edits.ts';
import { changed, together } from './places.ts';
import { addTrigger } from './triggers.ts';

/** What a workflow needs so that `gh workflow run FILE --ref REF` does what the event would have done. */
export interface DispatchedRun {
  readonly changes: readonly FileChange[];
  /** Inputs that it must be given: the tag, or `false` for a switch that would keep it from publishing. */
  readonly fields: readonly { readonly name: string; readonly value: 'tag' | 'version' | 'false' }[];
  /** It could not be dispatched before. */
  readonly opened: boolean;
}

/** Payload of a release that no ref tells. */
const onlyInRelease = /github\.event\.release\.(?!tag_name\b|prerelease\b|draft\b|html_url\b)(\w+)/;

/**
 * A dispatched run on the tag has the ref of the awaited event, and another event name and payload. What it reads of these is rewritten so that
 * both ways work; a sentence when it reads something that a dispatch cannot give it.
 */
export function dispatchedRun(listener: Workflow, event: Event, analysis: Analysis): DispatchedRun | { readonly why: string } {
  const onTag = event.refType === 'tag';
  if (!onTag && !(event.name === 'push' && event.refType === 'branch'))
    return { why: `${listener.path} waits for ${event.name}, which no ref stands for` };
  const trigger = listener.triggers.find((t) => t.event === 'workflow_dispatch');
  const fields: DispatchedRun['fields'][number][] = [];
  for (const input of trigger?.inputs ?? []) {
    const value = onTag ? fieldOf(input) : undefined;
    if (value !== undefined) fields.push({ name: input.name, value });
    else if (input.required && input.default === undefined && input.type !== 'boolean')
      return { why: `${listener.path} wants the input ${input.name} when it is dispatched, and nothing says what to give it` };
  }
  const files = withCalled(listener, analysis);
  const why = unknownWithoutPayload(files, event);
  if (why !== undefined) return { why };
  const changes = files.map((w) =>
    changed(w.path, ...rewriteExpressions(w.parsed.root, rewritings(event), /github\.event_name\s*==\s*'workflow_dispatch'/i)),
  );
  const opened = changed(listener.path, ...addTrigger(listener, 'workflow_dispatch'));
  return { changes: together([opened], changes).filter((c) => c.op !== 'change' || c.changes.length > 0), fields, opened: trigger === undefined };
}

/** What the files read of the event and no ref tells: one sentence, or undefined. */
export function unknownWithoutPayload(files: readonly Workflow[], event: Event): string | undefined {
  for (const { path, file } of files) {
    const text = file.text.replace(/^\s*#.*$/gm, '');
    const field = onlyInRelease.exec(text)?.[1];
    if (field !== undefined) return `${path} reads github.event.release.${field}, which no ref tells`;
    const script = /context\.payload\.(?:release|ref|head_commit)|GITHUB_EVENT_PATH|toJSON\(\s*github\.event(?:\.release)?\s*\)/i.exec(text)?.[0];
    if (script !== undefined) return `${path} reads the event by ${script}, which another event has otherwise`;
    if (/github\.event\.release\.prerelease/.test(text) && (familyOf(event.ref) ?? '-').includes('-'))
      return `${path} asks whether the release is a pre-release, which the name of the tag does not tell`;
  }
  return undefined;
}

/** What a dispatch gives to an input that is there for a tag, or holds a rehearsal back. */
function fieldOf({ name, type, default: preset, description }: InputDecl): 'tag' | 'version' | 'false' | undefined {
  if (type === 'boolean') return /dry|rehears|simulat|test.?only/i.test(name) && preset?.text === 'true' ? 'false' : undefined;
  if (/^(?:git|release|target)?[-_]?(?:tag|ref)(?:[-_]?name)?$/i.test(name)) return 'tag';
  if (!/^(?:release[-_]?)?version$/i.test(name)) return undefined;
  const shown = `${preset?.text ?? ''} ${description?.text ?? ''}`;
  return /\bv\d/.test(shown) ? 'tag' : /\d/.test(shown) ? 'version' : undefined;
}

function rewritings({ name, refType }: Event): Rewriting[] {
  // A dispatch by hand on a branch stays what it is today.
  const instead =
    refType === 'tag' ? "github.event_name == 'workflow_dispatch' && github.ref_type == 'tag'" : "github.event_name == 'workflow_dispatch'";
  return [
    { is: isEvent(name), by: `($& || ${instead})` },
    ...(name === 'release' ? fromTag : []),
    ...(name === 'release' ? [{ is: /github\.event\.action\s*==\s*'\w+'/gi, by: `($& || ${instead})` }] : []),
  ];
}

/** A comparison with the event's name, either way round. */
export const isEvent = (name: string): RegExp => new RegExp(`github\\.event_name\\s*==\\s*'${name}'|'${name}'\\s*==\\s*github\\.event_name`, 'gi');

/** What the payload of a release tells and the ref of its tag tells as well. */
export const fromTag: readonly Rewriting[] = [
  { is: /github\.event\.release\.tag_name\b/gi, by: 'github.ref_name' },
  { is: /github\.event\.release\.html_url\b/gi, by: "format('{0}/{1}/releases/tag/{2}', github.server_url, github.repository, github.ref_name)" },
  {
    is: /github\.event\.release\.prerelease\b/gi,
    by: "(github.event.release.prerelease == true || github.event_name != 'release' && contains(github.ref_name, '-'))",
  },
];

/** A workflow with those of the tree that it calls: they see the same event. */
export function withCalled(workflow: Workflow, { world }: Analysis): readonly Workflow[] {
  const found = new Set([workflow]);
  for (const one of found)
    for (const job of one.jobs) {
      const called = job.uses && calledWorkflow(job.uses.is, { workflow: one }, world);
      if (called && !called.path.includes('@')) found.add(called);
    }
  return [...found];
}
