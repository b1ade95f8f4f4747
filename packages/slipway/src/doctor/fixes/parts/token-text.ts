import type { Job, Step } from '../../../actions/index.ts';
import type { Credential } from '../../../chain/index.ts';
import type { Change } from '../../../source/index.ts';
import { inJob } from './places.ts';
import { stepText } from './step-text.ts';

/** A token as an expression, for a checkout. */
export interface Given {
  /** Without `$\{{ }}`. */
  readonly text: string;
  /** The step that makes the token comes before the checkout that takes it. */
  readonly moves: readonly Change[];
}

/** How a checkout of a job is given a token that the job has; undefined when it cannot have it at that time. */
export function expressionOf(token: Credential, job: Job, checkout: Step): Given | undefined {
  switch (token.kind) {
    case 'pat':
      return { text: `secrets.${token.secret}`, moves: [] };
    case 'github-token':
      return { text: 'github.token', moves: [] };
    case 'either': {
      const [first, second] = [expressionOf(token.first, job, checkout), expressionOf(token.ifMissing, job, checkout)];
      return first && second && { text: `${first.text} || ${second.text}`, moves: [...first.moves, ...second.moves] };
    }
    case 'app': {
      const maker = job.steps.find((s) => s.id !== undefined && /app-token|app-auth|generate-token|get-token/i.test(s.uses?.at.text ?? ''));
      if (maker === undefined || (maker.index > checkout.index && reads(maker))) return undefined;
      const moves: Change[] =
        maker.index < checkout.index
          ? []
          : [
              { op: 'remove', at: inJob(job, 'steps', maker.index) },
              { op: 'insert', at: inJob(job, 'steps', checkout.index), value: stepText(maker) },
            ];
      return { text: `steps.${maker.id}.outputs.token`, moves };
    }
    default:
      return undefined;
  }
}

/** What other steps make is not there yet where the checkout stands. */
const reads = (step: Step): boolean => /steps\.|\$\{\{\s*env\./.test(stepText(step));
