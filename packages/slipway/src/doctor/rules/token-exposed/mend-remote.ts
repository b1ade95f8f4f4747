import type { Step } from '../../../actions/index.ts';
import type { Credential } from '../../../chain/index.ts';
import { type Change, quoteScalar } from '../../../source/index.ts';
import { changed, inJob, inStep } from '../../fixes/parts/places.ts';
import { expressionOf } from '../../fixes/parts/token-text.ts';
import type { Proposal, Refusal } from '../../fixes/types.ts';
import type { Open } from './rule.ts';

/** A line that writes a token into the URL of `origin`, alone on its line. */
const line = /^[^\S\n]*git\s+(?:-C\s+\S+\s+)?remote\s+set-url\s+(?:--push\s+)?origin\s+[^\n;&|]*(?:\n|$)/gm;

/** The token goes to checkout, which keeps it where git looks for it and takes it away at the end of the job. */
export function* toCheckout({ step, job, workflow, token }: Extract<Open, { why: 'remote' | 'file' | 'printed' }>): Generator<Proposal | Refusal> {
  const checkout = job.steps.filter((s) => s.index < step.index && isCheckout(s)).at(-1);
  const script = step.run?.text ?? '';
  const lines = [...script.matchAll(line)];
  const credential: Credential = token.kind === 'github-token' ? token : token.kind === 'app' ? { kind: 'app' } : { kind: 'pat', secret: token.name };
  const given = checkout && expressionOf(credential, job, checkout);
  if (checkout === undefined || lines.length === 0 || given === undefined || script.replace(line, '').includes('remote set-url')) {
    yield {
      refused: 'The URL is written for another remote, behind a condition, or with a token that the checkout cannot have yet.',
      instead: 'Give the token to actions/checkout, or run `gh auth setup-git` in the step that pushes.',
    };
    return;
  }
  const rest = script.replace(line, '').trim();
  const cut: Change[] =
    rest === ''
      ? [{ op: 'remove', at: inJob(job, 'steps', step.index) }]
      : lines.map((m): Change => ({ op: 'splice', at: inStep(step, job, 'run'), start: m.index, end: m.index + m[0].length, text: '' }));
  const off = checkout.with.find((p) => p.name === 'persist-credentials');
  const own = checkout.with.find((p) => p.name === 'token')?.value;
  const same = token.kind === 'github-token' && own === undefined;
  yield {
    id: 'checkout-token',
    title: `Let checkout in job \`${job.id}\` of ${workflow.path} keep the token, and leave the remote's URL alone`,
    changes: [
      changed(
        workflow.path,
        ...given.moves,
        ...cut,
        ...(same ? [] : [{ op: 'set' as const, at: inStep(checkout, job, 'with', 'token'), value: quoteScalar(`\${{ ${given.text} }}`) }]),
        ...(off ? [{ op: 'set' as const, at: inStep(checkout, job, 'with', 'persist-credentials'), value: 'true' }] : []),
      ),
    ],
    tradeoffs: ['Later steps of the job can still use the token by git; it stands in no URL, and checkout takes it away when the job ends.'],
    check: '`git remote -v` in the job shows a URL without a token, and the push ends well.',
  };
}

const isCheckout = (s: Step): boolean =>
  /^actions\/checkout@/i.test(s.uses?.at.text ?? '') && !s.with.some((p) => p.name === 'repository' || p.name === 'path');
