import type { Trigger, Workflow } from '../../../actions/index.ts';
import { str } from '../../../actions/index.ts';
import { type Analysis, baseName, familyOfText, type Opaque, pushTag, release } from '../../../chain/index.ts';
import { dispatchCommand } from '../../fixes/parts/dispatch-command.ts';
import { dispatchedRun } from '../../fixes/parts/dispatched-run.ts';
import { freeJobId } from '../../fixes/parts/job-ids.ts';
import { workflowOf } from '../../fixes/parts/permissions.ts';
import { changed, together } from '../../fixes/parts/places.ts';
import type { Proposal, Refusal } from '../../fixes/types.ts';
import type { Subject } from './subject.ts';

/**
 * What makes the tag cannot be read, and cannot be given anything that it does not ask for. A job behind it looks for the tag on the branch's last
 * commit, and starts what waits.
 */
export function* afterOpaque({ opaque, listener, trigger }: Extract<Subject, { opaque: Opaque }>, analysis: Analysis): Generator<Proposal | Refusal> {
  const { job } = opaque;
  const workflow = workflowOf(job, analysis);
  const prefix = prefixOf(trigger, analysis);
  if (workflow === undefined || prefix === undefined) return;
  const { world } = analysis;
  const tag = str(`${prefix}${world.version}`);
  const event = trigger.event === 'release' ? release(world, 'published', tag, false, { kind: 'person' }) : pushTag(world, tag, { kind: 'person' });
  const dispatched = dispatchedRun(listener, event, analysis);
  if ('why' in dispatched) {
    yield { refused: `It cannot be dispatched as it is: ${dispatched.why}.`, instead: `Ask for an input with a token in ${opaque.what}.` };
    return;
  }
  const name = baseName(listener.path);
  const id = freeJobId(`start-${name.replace(/\.ya?ml$/, '')}`, workflow);
  yield {
    id: 'dispatch',
    title: `Start ${name} with \`gh workflow run\` from a job behind ${job.id} of ${baseName(workflow.path)}`,
    changes: together(dispatched.changes, [
      changed(workflow.path, {
        op: 'set',
        at: ['jobs', id],
        value: jobText(job.id, listener, dispatchCommand(listener, '"$tag"', dispatched), prefix),
      }),
    ]),
    tradeoffs: [
      `The job looks for a tag on the last commit of the branch: when another commit arrives while ${job.id} runs, it finds none, and ${name} has to be started by hand.`,
      ...(dispatched.opened ? [`Whoever may write to the repository can start ${name} by hand from now on, on any ref.`] : []),
      `When ${opaque.what} is given another token one day, ${name} would run twice: take the job out then.`,
    ],
    check: `After the next release \`gh run list --workflow ${name} --event workflow_dispatch --limit 1\` shows a run on its tag.`,
  };
}

/** What the awaited tags begin with. */
function prefixOf(trigger: Trigger, { world, families }: Analysis): string | undefined {
  const written = trigger.tags?.map((t) => /^([\w./@-]*?)(?:v?(?=[*[?])|$)/.exec(t.text)?.[0]).find((t) => t !== undefined && t !== '');
  if (written !== undefined) return written;
  const [first] = families.filter((f) => !f.startsWith('='));
  return first ?? (trigger.event === 'release' ? (familyOfText(`v${world.version}`) ?? 'v') : undefined);
}

function jobText(needs: string, listener: Workflow, command: string, prefix: string): string {
  return `name: Start ${listener.name?.text.trim() ?? baseName(listener.path)}
needs: ${needs}
runs-on: ubuntu-latest
permissions:
  contents: read
  actions: write
steps:
  - uses: actions/checkout@v4
    with:
      ref: \${{ github.ref_name }}
      fetch-depth: 0
  - name: Start it on the tag of this release, when there is one
    run: |
      if tag=$(git describe --tags --exact-match --match '${prefix}*' 2>/dev/null); then
        ${command}
      fi
    env:
      GH_TOKEN: \${{ github.token }}`;
}
