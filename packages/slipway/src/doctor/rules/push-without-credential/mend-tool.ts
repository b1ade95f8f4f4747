import { describe } from '../../../actions/index.ts';
import type { Analysis, Effect } from '../../../chain/index.ts';
import { grantPermission, grantTradeoffs, workflowOf } from '../../fixes/parts/permissions.ts';
import { changed, inStep, together } from '../../fixes/parts/places.ts';
import { rightNames } from '../../fixes/parts/token-rights.ts';
import type { Proposal, Refusal } from '../../fixes/types.ts';

/** A tool that finds no token in its environment. */
export function* forTool(effect: Effect, analysis: Analysis): Generator<Proposal | Refusal> {
  const { job, step, deed, held, elsewhere } = effect;
  const workflow = workflowOf(job, analysis);
  if (workflow === undefined || step === undefined || step.node.file !== job.node.file) return;
  const why = held.credential.kind === 'none' ? held.credential.why : '';
  const name = /\b(?:[A-Z][A-Z0-9]*_[A-Z0-9_]+)\b/.exec(why)?.[0];
  if (name === undefined) {
    yield {
      refused: `${deed.tool} takes its token neither from a variable nor from an input: ${why}.`,
      instead: 'Give it the token on its command line, from a variable that `env:` of the step sets.',
    };
    return;
  }
  const given = /input/.test(why) && !new RegExp(`env ${name}`).test(why) ? 'with' : 'env';
  const at = inStep(step, job, given, name);
  const check = `The step ends well, and ${deed.tool} has done what it is for.`;
  if (elsewhere === undefined) {
    const rights = (job.permissions ?? workflow.permissions) === undefined ? [] : deed.needs;
    yield {
      id: 'own-token',
      title: `Give ${deed.tool} the job's token as ${name} in job \`${job.id}\` of ${workflow.path}`,
      changes: together([changed(workflow.path, { op: 'set', at, value: '${{ github.token }}' })], grantPermission(job, rights, analysis)),
      tradeoffs: ['What it makes with this token starts no other workflow.', ...grantTradeoffs(job, rights, analysis)],
      check,
    };
    return;
  }
  const secret = name === 'GITHUB_TOKEN' || name === 'GH_TOKEN' ? 'RELEASE_TOKEN' : name;
  const where = describe(elsewhere);
  yield {
    id: 'pat',
    title: `Give ${deed.tool} a token for ${where} as ${name} in job \`${job.id}\` of ${workflow.path}`,
    changes: [changed(workflow.path, { op: 'set', at, value: `\${{ secrets.${secret} }}` })],
    secret: { name: secret, kind: 'pat', rights: rightNames(deed.needs.length > 0 ? deed.needs : [{ scope: 'contents', level: 'write' }]) },
    tradeoffs: ['The token belongs to a person and expires: a release after that day fails.'],
    setup: [`The token is for ${where}, not for this repository: choose that one where the form asks.`],
    check,
  };
}
