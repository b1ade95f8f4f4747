import { levelOf, type Step, type Workflow } from '../../../actions/index.ts';
import type { Analysis, Effect } from '../../../chain/index.ts';
import { baseName } from '../../../chain/index.ts';
import { type Change, quoteScalar } from '../../../source/index.ts';
import { actionTags, type TagText } from '../../fixes/parts/action-tags.ts';
import { calledRun } from '../../fixes/parts/called-run.ts';
import { freeJobId } from '../../fixes/parts/job-ids.ts';
import { jobRights } from '../../fixes/parts/job-rights.ts';
import { changed, inJob, together } from '../../fixes/parts/places.ts';
import { scriptTag } from '../../fixes/parts/script-tags.ts';
import { stepId } from '../../fixes/parts/step-ids.ts';
import type { Proposal } from '../../fixes/types.ts';
import type { Missed } from './subject.ts';

/** The run that makes the tag goes on by itself: a further job calls what waits for it. */
export function* byCall({ effect, waiting }: Missed, analysis: Analysis): Generator<Proposal> {
  const { step, job, workflow } = effect;
  const [one, ...others] = waiting;
  if (
    one === undefined ||
    others.length > 0 ||
    one.listener === workflow ||
    step === undefined ||
    step.node.file !== job.node.file ||
    effect.legs > 1
  )
    return;
  const { listener } = one;
  if (publishesByTrust(listener)) return;
  const tag = tagOf(effect, step, analysis);
  const called = calledRun(listener, one.event, analysis);
  if (tag === undefined || 'why' in called) return;
  const name = baseName(listener.path);
  const id = freeJobId(name.replace(/\.ya?ml$/, ''), workflow);
  // The tag's own text may rest on an id that the step is given for it.
  const given = tag.changes.length > 0 ? /steps\.([\w-]+)\.outputs/.exec(tag.text)?.[1] : undefined;
  const { id: from, changes: named } = given === undefined ? stepId(job, step, 'release') : { id: given, changes: [] };
  const made = `steps.${from}.outcome == 'success'${tag.when === undefined ? '' : ` && ${tag.when}`}`;
  const lines = { tag: quoteScalar(tag.text), made: quoteScalar(`\${{ ${made} }}`) };
  const outputs: Change[] =
    job.outputs.length > 0
      ? Object.entries(lines).map(([key, value]) => ({ op: 'set', at: inJob(job, 'outputs', key), value }))
      : [{ op: 'set', at: inJob(job, 'outputs'), value: `tag: ${lines.tag}\nmade: ${lines.made}`, place: { before: 'steps' } }];
  if (job.outputs.some((o) => o.name === 'tag' || o.name === 'made')) return;
  yield {
    id: 'call',
    title: `Call ${name} from ${baseName(workflow.path)} behind job ${job.id}`,
    changes: together(called.changes, [
      changed(workflow.path, ...tag.changes, ...named, ...outputs, {
        op: 'set',
        at: ['jobs', id],
        value: jobText(job.id, listener, called.input, analysis),
      }),
    ]),
    tradeoffs: [
      `${name} runs inside the run of ${baseName(workflow.path)}, with that run's event: what reads the ref reads the tag that it is told.`,
      `A failure there fails the run that made the tag, and starting that again starts with the tag.`,
    ],
    check: `After the next release the run of ${baseName(workflow.path)} shows the jobs of ${name} behind job ${job.id}.`,
  };
}

function tagOf(effect: Effect, step: Step, analysis: Analysis): TagText | undefined {
  const { job } = effect;
  if (step.uses) {
    const texts = actionTags(effect, job, step, analysis.world);
    return texts.length === 1 && texts[0]!.among === undefined && texts[0]!.text.includes('${{') ? texts[0] : undefined;
  }
  const found = scriptTag(effect, step, job);
  return found?.anywhere && found.command.runs === true && !found.command.swallowed
    ? { text: found.word.replace(/["']/g, ''), changes: [] }
    : undefined;
}

/** Trusted publishing is bound to the file whose run it is: that would be another. */
const publishesByTrust = (listener: Workflow): boolean =>
  [listener.permissions, ...listener.jobs.map((j) => j.permissions)].some((p) => p !== undefined && levelOf(p, 'id-token') === 'write');

function jobText(needs: string, listener: Workflow, input: string, analysis: Analysis): string {
  const rights = rightsOf(listener, analysis);
  return [
    `needs: ${needs}`,
    `if: needs.${needs}.outputs.made == 'true'`,
    ...(rights.length === 0 ? [] : ['permissions:', ...rights.map(([scope, level]) => `  ${scope}: ${level}`)]),
    `uses: ./${listener.path}`,
    'with:',
    `  ${input}: \${{ needs.${needs}.outputs.tag }}`,
    ...(/secrets\s*(?:\.|\[)/.test(listener.file.text.replace(/secrets\.GITHUB_TOKEN/g, '')) ? ['secrets: inherit'] : []),
  ].join('\n');
}

/** What the called jobs declare, or are seen to need: they have no more than the caller grants. */
function rightsOf({ permissions, jobs }: Workflow, analysis: Analysis): [string, string][] {
  const found = new Map<string, string>();
  const add = (scope: string, level: string): void => {
    if (level !== 'none' && found.get(scope) !== 'write') found.set(scope, level);
  };
  for (const job of jobs) {
    const declared = job.permissions ?? permissions;
    if (declared === undefined) for (const r of jobRights(job, analysis).rights) add(r.scope, r.level);
    else for (const scope of declared.scopes.keys()) add(scope, levelOf(declared, scope));
  }
  return [...found];
}
