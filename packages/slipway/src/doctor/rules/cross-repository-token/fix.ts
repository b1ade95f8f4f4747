import type { Effect } from '../../../chain/index.ts';
import { type Change, type FileChange, get } from '../../../source/index.ts';
import { document } from '../../../tools/index.ts';
import { nodeAt } from '../../fixes/parts/node-at.ts';
import { changed, inStep, together } from '../../fixes/parts/places.ts';
import { tokenPlaces } from '../../fixes/parts/token-places.ts';
import { rightNames } from '../../fixes/parts/token-rights.ts';
import type { FixContext, Fixer, Proposal } from '../../fixes/types.ts';

export interface Subject {
  readonly effect: Effect;
  /** `owner/name` of the other repository. */
  readonly slug: string;
  /** The configuration names its token in GitHub Actions' language. */
  readonly unevaluated?: true;
}

export const fix: Fixer<Subject> = function* (context) {
  const { subject, analysis } = context;
  const { effect, slug } = subject;
  if (effect.deed.at !== undefined) {
    yield* inConfiguration(context);
    return;
  }
  const places = tokenPlaces(effect, analysis);
  const [first] = places;
  if (first === undefined) return;
  const { name, changes: app } = appStep(slug, first.job.id, Math.min(...places.map((p) => p.step.index)), effect);
  const set = (value: string): FileChange => changed(first.path, ...places.map((p): Change => ({ op: 'set', at: p.at, value })));
  yield {
    ...common(effect, slug),
    id: 'app-token',
    title: `Let a GitHub App that is installed in ${slug} act there`,
    changes: together([changed(first.path, app)], [set(`\${{ steps.${name}.outputs.token }}`)]),
    secret: { name: 'RELEASE_APP_PRIVATE_KEY', kind: 'app', rights: rights(effect), with: ['RELEASE_APP_ID'] },
    setup: [`Install the App in \`${slug}\` too: that is where it acts.`],
    tradeoffs: [`The App has to be installed by whoever administers ${slug}.`],
  };
  yield {
    ...common(effect, slug),
    id: 'pat',
    title: `Act on ${slug} with a personal access token`,
    changes: [set(`\${{ secrets.${secretFor(effect)} }}`)],
    secret: { name: secretFor(effect), kind: 'pat', rights: rights(effect) },
    setup: [`Give the token access to \`${slug}\` in place of this repository: that is where it acts.`],
    tradeoffs: ['The token belongs to a person and expires: a release after that day fails.'],
  };
};

/** A tool that reads its token from its own configuration: there a template, and the variable that it names in the step. */
function* inConfiguration({ subject: { effect, slug, unevaluated }, analysis }: FixContext<Subject>): Generator<Proposal> {
  const { step, job, workflow, deed } = effect;
  const place = deed.at!;
  const root = document(analysis.world.tools, place.path);
  if (root === null || root === undefined || step === undefined || !/goreleaser/i.test(deed.tool)) return;
  const found = nodeAt(root, root.file.lineStart(place.line) + place.column - 1);
  const way = found?.at ?? [];
  const at = way.findIndex((key) => key === 'repository' || key === 'tap' || key === 'bucket' || key === 'index');
  const repository = at >= 0 ? way.slice(0, at + 1) : typeof way[1] === 'number' ? keyOf(root, [way[0]!, way[1]]) : undefined;
  if (repository === undefined) return;
  const written = unevaluated && found?.node?.kind === 'scalar' ? /secrets\.(\w+)/.exec(found.node.text)?.[1] : undefined;
  const name = written ?? secretFor(effect);
  yield {
    ...common(effect, slug),
    id: 'pat',
    title: `Give ${deed.tool} a token for ${slug} under the name ${name}`,
    changes: together(
      [changed(place.path, { op: 'set', at: [...repository, 'token'], value: `"{{ .Env.${name} }}"` })],
      [changed(workflow.path, { op: 'set', at: inStep(step, job, 'env', name), value: `\${{ secrets.${name} }}` })],
    ),
    secret: { name, kind: 'pat', rights: rights(effect) },
    setup: [`Give the token access to \`${slug}\` in place of this repository: that is where it acts.`],
    tradeoffs: ['The token belongs to a person and expires: a release after that day fails.'],
  };
}

function keyOf(root: NonNullable<ReturnType<typeof document>>, item: readonly (string | number)[]): (string | number)[] | undefined {
  const key = ['repository', 'tap', 'bucket', 'index'].find((k) => get(root, ...item, k) !== undefined);
  return key === undefined ? undefined : [...item, key];
}

const common = (effect: Effect, slug: string): Pick<Proposal, 'check'> => ({
  check: `After the next release \`gh api repos/${slug}/commits --jq '.[0].commit.message'\` shows what ${effect.deed.tool} did there.`,
});

function rights({ deed }: Effect): string[] {
  const pulls = deed.kind === 'pull-request' || (deed.kind === 'tap' && deed.act === 'pull-request');
  const write = (scope: string) => ({ scope, level: 'write' }) as const;
  return rightNames([write('contents'), ...(pulls ? [write('pull-requests')] : [])]);
}

const secretFor = ({ deed }: Effect): string =>
  deed.kind === 'tap'
    ? `${deed.manager === 'other' ? 'TAP' : deed.manager === 'homebrew' ? 'HOMEBREW_TAP' : deed.manager.toUpperCase()}_TOKEN`
    : 'OTHER_REPOSITORY_TOKEN';

function appStep(slug: string, job: string, index: number, { deed }: Effect): { readonly name: string; readonly changes: Change } {
  const [owner = '', repository = ''] = slug.split('/');
  const pulls = deed.kind === 'pull-request' ? '\n  permission-pull-requests: write' : '';
  const value = `uses: actions/create-github-app-token@v2
id: other-token
with:
  app-id: \${{ vars.RELEASE_APP_ID }}
  private-key: \${{ secrets.RELEASE_APP_PRIVATE_KEY }}
  owner: ${owner}
  repositories: ${repository}
  permission-contents: write${pulls}`;
  return { name: 'other-token', changes: { op: 'insert', at: ['jobs', job, 'steps', index], value } };
}
