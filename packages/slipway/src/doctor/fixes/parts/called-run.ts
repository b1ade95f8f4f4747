import type { Step, Workflow } from '../../../actions/index.ts';
import type { Analysis, Event } from '../../../chain/index.ts';
import type { Change, FileChange } from '../../../source/index.ts';
import { fromTag, isEvent, unknownWithoutPayload, withCalled } from './dispatched-run.ts';
import { type Rewriting, rewriteExpressions } from './expression-edits.ts';
import { changed, inStep, together } from './places.ts';
import { addTrigger } from './triggers.ts';

/** What a workflow needs so that a call with a tag does what the event on that tag would have done. */
export interface CalledRun {
  readonly changes: readonly FileChange[];
  /** The input that takes the tag. */
  readonly input: string;
}

/** What looks at the ref of the run where no input tells it another: in a called workflow that is the caller's. */
const readsRef =
  /\bGITHUB_(?:REF|REF_NAME|REF_TYPE|SHA|EVENT_NAME)\b|docker\/metadata-action|softprops\/action-gh-release|ncipollo\/release-action|actions\/create-release|svenstaro\/upload-release-action|macbre\/push-to-ghcr|crazy-max\/ghaction-docker-meta|github\.event\.(?:ref|after|before|head_commit|base_ref|commits|created)\b/;

/**
 * A called workflow has the event and the ref of its caller: it is told the tag, and everything that reads the ref reads that first. A sentence when
 * something in it reads the ref where it cannot be told.
 */
export function calledRun(listener: Workflow, event: Event, analysis: Analysis): CalledRun | { readonly why: string } {
  if (event.refType !== 'tag') return { why: `${listener.path} waits for no tag` };
  if (withCalled(listener, analysis).length > 1) return { why: `${listener.path} calls others, which would see the caller's ref` };
  const why = unknownWithoutPayload([listener], event);
  if (why !== undefined) return { why };
  const text = listener.file.text.replace(/^\s*#.*$/gm, '');
  const reads = readsRef.exec(text)?.[0];
  if (reads !== undefined) return { why: `${listener.path} uses ${reads}, which looks at the ref of the caller` };
  const call = listener.triggers.find((t) => t.event === 'workflow_call');
  const own = call?.inputs.find((i) => /^(?:release[-_]?)?tag(?:[-_]?name)?$/i.test(i.name));
  if (call !== undefined && (own === undefined || call.inputs.some((i) => i !== own && i.required)))
    return { why: `${listener.path} is called with inputs of its own` };
  const input = own?.name ?? 'tag';
  const told = own !== undefined;
  const trigger = addTrigger(listener, 'workflow_call', 'inputs:\n  tag:\n    description: Tag of the release\n    type: string\n    required: true');
  return {
    input,
    changes: together(
      [changed(listener.path, ...trigger)],
      // A workflow that is told the tag today knows what to do with it.
      told ? [] : [changed(listener.path, ...rewriteExpressions(listener.parsed.root, rewritings(event)), ...checkouts(listener))],
    ).filter((c) => c.op !== 'change' || c.changes.length > 0),
  };
}

function rewritings({ name }: Event): Rewriting[] {
  return [
    { is: isEvent(name), by: "($& || inputs.tag != '')" },
    ...(name === 'release' ? [{ is: /github\.event\.release\.tag_name\b/gi, by: '(inputs.tag || $&)' }, ...fromTag.slice(1)] : []),
    ...(name === 'release' ? [{ is: /github\.event\.action\s*==\s*'\w+'/gi, by: "($& || inputs.tag != '')" }] : []),
    { is: /github\.ref_name\b/gi, by: '(inputs.tag || github.ref_name)' },
    { is: /github\.ref_type\s*==\s*'tag'/gi, by: "(inputs.tag != '' || $&)" },
    { is: /github\.ref\b(?!_)/gi, by: "(inputs.tag && format('refs/tags/{0}', inputs.tag) || github.ref)" },
  ];
}

/** Each checkout without a ref takes the tag. */
function checkouts({ jobs }: Workflow): Change[] {
  return jobs.flatMap((job) =>
    job.steps
      .filter((s) => isOwnCheckout(s))
      .map((s): Change => ({ op: 'set', at: inStep(s, job, 'with', 'ref'), value: '${{ inputs.tag || github.ref }}' })),
  );
}

const isOwnCheckout = (step: Step): boolean =>
  /^actions\/checkout@/i.test(step.uses?.at.text ?? '') && !step.with.some((p) => p.name === 'ref' || p.name === 'repository');
