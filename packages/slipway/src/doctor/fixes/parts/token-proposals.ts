import type { Job, Workflow } from '../../../actions/index.ts';
import type { Analysis } from '../../../chain/index.ts';
import type { Change, FileChange } from '../../../source/index.ts';
import type { Right } from '../../../tools/index.ts';
import type { Proposal } from '../types.ts';
import { ownApp, ownTokenSecret } from './own-tokens.ts';
import { passSecretsTo } from './pass-secrets.ts';
import { workflowOf } from './permissions.ts';
import { changed, inJob, together } from './places.ts';
import type { TokenPlace } from './token-places.ts';
import { rightNames, tokenRights } from './token-rights.ts';

export interface TokenWish {
  /** Where the token must stand; of one job. */
  readonly places: readonly TokenPlace[];
  /** What it makes happen, as the end of a sentence: `its tags start release.yml`. */
  readonly so: string;
  /** How to see that it works. */
  readonly check: string;
  readonly tradeoffs?: readonly string[];
  /** What it needs when the job's own effects do not tell. */
  readonly rights?: readonly Right[];
  /** Changes that go with it. */
  readonly with?: readonly FileChange[];
}

/** The two ways to give a job another token than its own: of a GitHub App, then of a person. Empty when no place is known. */
export function tokenProposals(wish: TokenWish, analysis: Analysis): Proposal[] {
  const [first] = wish.places;
  const workflow = first && workflowOf(first.job, analysis);
  if (first === undefined || workflow === undefined || wish.places.some((p) => p.job !== first.job || p.path !== workflow.path)) return [];
  const steps = new Set(wish.places.map((p) => p.step.index));
  const rights = wish.rights ?? tokenRights(first.job, steps, analysis);
  const app = byApp(wish, first.job, workflow, rights, analysis);
  const pat = byPat(wish, workflow, rights, analysis);
  // What the repository has needs no further secret.
  return pat.secret === undefined ? [pat, app] : [app, pat];
}

const appStep = 'app-token';

function byApp(wish: TokenWish, job: Job, workflow: Workflow, rights: readonly Right[], analysis: Analysis): Proposal {
  const own = ownApp(analysis);
  const first = Math.min(...wish.places.map((p) => p.step.index));
  const there = job.steps.find((s) => s.index < first && s.id !== undefined && /create-github-app-token@/i.test(s.uses?.at.text ?? ''));
  const id = there?.id ?? appStep;
  const step = [
    `uses: ${own?.uses ?? 'actions/create-github-app-token@v2'}`,
    `id: ${appStep}`,
    'with:',
    `  ${own?.id.join(': ') ?? 'app-id: ${{ vars.RELEASE_APP_ID }}'}`,
    `  ${own?.key.join(': ') ?? 'private-key: ${{ secrets.RELEASE_APP_PRIVATE_KEY }}'}`,
    ...(own ? [] : rights.map((r) => `  permission-${r.scope}: ${r.level}`)),
  ].join('\n');
  const made: Change[] = there ? [] : [{ op: 'insert', at: inJob(job, 'steps', first), value: step }];
  const secrets = own ? namesIn(own.key[1]) : ['RELEASE_APP_PRIVATE_KEY'];
  return {
    id: 'app-token',
    title: `Let a GitHub App act in job ${job.id} of ${workflow.path}, so that ${wish.so}`,
    changes: together(
      [changed(workflow.path, ...made, ...wish.places.map((p): Change => ({ op: 'set', at: p.at, value: `\${{ steps.${id}.outputs.token }}` })))],
      wish.with ?? [],
      passSecretsTo(workflow, secrets, analysis),
    ),
    ...(own ? {} : { secret: { name: 'RELEASE_APP_PRIVATE_KEY', kind: 'app', rights: rightNames(rights), with: ['RELEASE_APP_ID'] } }),
    ...(own
      ? {
          setup: [
            `The GitHub App whose key stands in ${secrets.join(', ')} needs ${rightNames(rights).join(', ')} on this repository: look at its permissions and at where it is installed.`,
          ],
        }
      : {}),
    tradeoffs: [
      `An App has to be ${own ? 'allowed this too' : 'registered and installed'}; its token lives an hour, belongs to no person, and has only the rights that it is given.`,
      ...commonTradeoffs(wish),
    ],
    check: wish.check,
  };
}

function byPat(wish: TokenWish, workflow: Workflow, rights: readonly Right[], analysis: Analysis): Proposal {
  const own = ownTokenSecret(analysis);
  const name = own ?? 'RELEASE_TOKEN';
  return {
    id: 'pat',
    title: `Act with ${own ? `secret ${own}, which the repository has,` : 'a personal access token'} in ${workflow.path}, so that ${wish.so}`,
    changes: together(
      [changed(workflow.path, ...wish.places.map((p): Change => ({ op: 'set', at: p.at, value: `\${{ secrets.${name} }}` })))],
      wish.with ?? [],
      passSecretsTo(workflow, [name], analysis),
    ),
    ...(own
      ? {
          setup: [
            `Secret ${own} needs ${rightNames(rights).join(', ')} on this repository, and must not have expired: look at the token that stands in it.`,
          ],
        }
      : { secret: { name, kind: 'pat' as const, rights: rightNames(rights) } }),
    tradeoffs: [
      `The token belongs to a person and expires: a release after that day fails${own ? '' : ', and whoever can change a workflow of the repository can read it'}.`,
      ...commonTradeoffs(wish),
    ],
    check: wish.check,
  };
}

function commonTradeoffs({ places, tradeoffs = [] }: TokenWish): string[] {
  const inCheckout = places.some((p) => /actions\/checkout/.test(p.text));
  return [
    ...(inCheckout ? ['Checkout keeps the token for every later git command of the job, so that whatever it pushes starts runs.'] : []),
    ...tradeoffs,
  ];
}

const namesIn = (text: string): string[] => [...text.matchAll(/secrets\.(\w+)/g)].map((m) => m[1]!);
