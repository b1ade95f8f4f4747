import type { Job, Workflow } from '../../../actions/index.ts';
import { type Analysis, type Effect, neededJobs, type Run } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import { fileName } from '../../../tools/index.ts';
import { effectText } from '../../links.ts';
import type { Rule } from '../../rule.ts';

/** What a fix needs to know of runs that overlap. */
export interface Overlap {
  readonly workflow: Workflow;
}

export const rule: Rule = {
  id: 'missing-concurrency',
  group: 'chain',
  severity: 'note',
  title: 'Two runs that can compute and tag the same version at once',
  *check(analysis) {
    const said = new Set<string>();
    for (const runs of analysis.declared.values())
      for (const run of runs) {
        if (said.has(run.workflow.path) || !startsReleases(run)) continue;
        const made = taggingOf(run, analysis);
        if (made === undefined) continue;
        said.add(run.workflow.path);
        const { tag, at, command } = made;
        yield {
          at,
          certainty: 'likely',
          title: `Two runs of ${run.workflow.path} can take the same version`,
          message: `${run.workflow.path} computes the next version from the tags that are there (\`${command}\`), and then pushes the tag. It has no \`concurrency\`, so two runs that start shortly after each other see the same tags and make the same version: the second push is refused, or overwrites what the first one released.`,
          chain: [
            { kind: 'step', text: 'the next version is computed from the tags', location: at, state: 'holds' },
            { kind: 'effect', text: effectText(tag), location: tag.at, state: 'maybe' },
          ],
          assumptions: ['two runs overlap'],
          needs: [`GET /repos/{owner}/{repo}/actions/workflows/${fileName(run.workflow.path)}/runs`],
          facts: ['conc.one'],
          key: [tag.job.id],
          subject: { workflow: run.workflow } satisfies Overlap,
          advice: 'Add `concurrency: { group: release, cancel-in-progress: false }` to the workflow.',
        };
      }
  },
};

/** Pushes to the default branch come fast, and a dispatch is clicked twice. */
function startsReleases({ event, workflow }: Run): boolean {
  if (workflow.concurrency !== undefined || event.refType !== 'branch') return false;
  return event.name === 'workflow_dispatch' || event.name === 'push' || (event.name === 'pull_request' && event.activity === 'closed');
}

interface Tagging {
  readonly tag: Effect;
  /** Where the version is computed. */
  readonly at: Location;
  readonly command: string;
}

/** A job that works the version out from tags and tags it with git. */
function taggingOf(run: Run, { world }: Analysis): Tagging | undefined {
  for (const tag of run.effects) {
    const { deed, job } = tag;
    if (
      deed.kind !== 'tag' ||
      deed.by.how !== 'git' ||
      deed.act === 'move' ||
      deed.act === 'delete' ||
      tag.happens === false ||
      tag.tagExists ||
      job.concurrency !== undefined ||
      tag.elsewhere !== undefined
    )
      continue;
    // The version may come from a job before, unless that one lets runs wait for each other.
    for (const step of [job, ...neededJobs(job, run.workflow.jobs, isFree).filter(isFree)].flatMap((one) => one.steps)) {
      const script = step.run;
      const hit = script && /git describe\b[^\n)`]*--tags[^\n)`]*|git tag (?:-l|--list|--sort)[^\n|)`]*/.exec(script.text);
      if (!script || !hit) continue;
      const from = script.file.text.indexOf(hit[0], script.span.start);
      if (from < 0 || from > script.span.end) continue;
      return {
        tag,
        at: world.workflow(script.file.path)?.file.locate({ start: from, end: from + hit[0].length }) ?? script.file.locate(script.span),
        command: hit[0].trim(),
      };
    }
  }
  return undefined;
}

const isFree = (job: Job): boolean => job.concurrency === undefined;
