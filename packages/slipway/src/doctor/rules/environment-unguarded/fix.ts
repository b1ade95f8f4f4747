import { type Change, get, isSeq } from '../../../source/index.ts';
import { demand } from '../../fixes/parts/conditions.ts';
import { changed, inJob } from '../../fixes/parts/places.ts';
import type { Fixer, Proposal } from '../../fixes/types.ts';
import type { Unguarded } from './subject.ts';

/** Lets only what belongs there go to production. */
export const fix: Fixer<Unguarded> = function* ({ subject }) {
  const { why, workflow, job, environment } = subject;
  switch (why) {
    case 'release': {
      const stable = releasedOnly(subject);
      if (stable) yield stable;
      yield asking(
        subject,
        workflow.triggers.length === 1 ? '!github.event.release.prerelease' : "(github.event_name != 'release' || !github.event.release.prerelease)",
      );
      return;
    }
    case 'tag':
      yield asking(subject, "!contains(github.ref_name, '-')");
      return;
    case 'pull request':
      yield asking(subject, "!startsWith(github.event_name, 'pull_request')");
      return;
    case 'choice':
      yield {
        id: 'environment',
        title: `Let job \`${job.id}\` of ${workflow.path} run in the environment that is chosen`,
        changes: [
          changed(workflow.path, {
            op: 'set',
            at: inJob(job, 'environment'),
            value: `\${{ inputs.${subject.input} }}`,
            place: { after: 'runs-on' },
          }),
        ],
        tradeoffs: [
          'GitHub makes an environment of each choice that has none, without rules: they hold nothing back before somebody gives them reviewers.',
        ],
        setup: [
          `In the settings of the repository, *Environments*, give ${environment} its required reviewers and the branches that may deploy to it.`,
        ],
        check: `A dispatch with ${environment} waits for a review.`,
      };
  }
};

/** `released` is sent for stable releases alone. */
function releasedOnly({ workflow, environment }: Unguarded): Proposal | undefined {
  const at = ['on', 'release', 'types'];
  const node = get(workflow.parsed.root, ...at);
  const index = isSeq(node) ? node.items.findIndex((i) => i.kind === 'scalar' && i.text === 'published') : -1;
  if (isSeq(node) ? index === -1 || node.items.length > 1 : node?.kind !== 'scalar') return undefined;
  const change: Change = { op: 'set', at: isSeq(node) ? [...at, index] : at, value: 'released' };
  return {
    id: 'released',
    title: `Start ${workflow.path} for stable releases alone`,
    changes: [changed(workflow.path, change)],
    tradeoffs: [
      `A pre-release starts nothing in ${workflow.path} any more, also what is not deployed to ${environment}.`,
      'A pre-release that is turned into a full release starts it.',
    ],
    check: 'Publish a pre-release: no run starts.',
  };
}

function asking({ workflow, job, environment }: Unguarded, ask: string): Proposal {
  return {
    id: 'condition',
    title: `Deploy to ${environment} in job \`${job.id}\` of ${workflow.path} only if \`${ask}\``,
    changes: [changed(workflow.path, ...demand(job.if, inJob(job, 'if'), [ask], { before: job.uses ? 'uses' : 'runs-on' }))],
    tradeoffs: ['Jobs that need it are skipped with it.'],
    check: `In a run for which it is false, \`${job.id}\` is skipped.`,
  };
}
