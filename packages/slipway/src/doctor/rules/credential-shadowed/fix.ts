import { credentialText } from '../../../chain/index.ts';
import { keptFromItself } from '../../fixes/parts/own-commits.ts';
import { workflowOf } from '../../fixes/parts/permissions.ts';
import { changed, together } from '../../fixes/parts/places.ts';
import { setInput, stepAt } from '../../fixes/parts/step-at.ts';
import { expressionOf } from '../../fixes/parts/token-text.ts';
import type { Fixer } from '../../fixes/types.ts';
import type { Shadowed } from './rule.ts';

/** Lets checkout hold the token that is meant, or nothing. A token in an environment or a URL alone would go on losing. */
export const fix: Fixer<Shadowed> = function* ({ subject, analysis }) {
  const { job, held } = subject.effect;
  const seen = held.at && stepAt(held.at, analysis);
  const workflow = workflowOf(job, analysis);
  const offered = held.shadowed?.token;
  if (seen?.job === undefined || workflow === undefined || offered === undefined) return;
  const given = expressionOf(offered, seen.job, seen.step);
  const whose = credentialText(offered);
  const guard = subject.effect.deed.kind === 'branch' ? keptFromItself(workflow, subject.effect, analysis) : [];
  const asks = guard.length > 0 ? [`A commit by hand whose message begins like that of the push does not start ${workflow.path} either.`] : [];
  const check = `After the next push \`gh api 'repos/{owner}/{repo}/activity?per_page=5' --jq '.[].actor.login'\` names the owner of ${whose}, not github-actions[bot].`;
  if (given)
    yield {
      id: 'checkout-token',
      title: `Give checkout in job \`${seen.job.id}\` of ${workflow.path} ${whose}`,
      changes: together([changed(seen.path, ...given.moves, setInput(seen, 'token', `\${{ ${given.text} }}`))], guard),
      tradeoffs: [
        'Checkout keeps the token for every later git command of the job: whatever it pushes starts runs, and later steps could read it.',
        ...(offered.kind === 'either' ? [`Without secret ${offered.secret} it is the GITHUB_TOKEN again.`] : []),
        ...asks,
      ],
      check,
    };
  yield {
    id: 'no-persist',
    title: `Let checkout in job \`${seen.job.id}\` of ${workflow.path} keep no credential, so that ${whose} is used`,
    changes: together([changed(seen.path, setInput(seen, 'persist-credentials', 'false'))], guard),
    tradeoffs: [
      'Git commands of the job that bring no token of their own have none from then on: a fetch of a private repository, another push.',
      ...asks,
    ],
    check,
  };
};
