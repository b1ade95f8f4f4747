import type { Effect } from '../../chain/index.ts';
import type { Material } from './types.ts';

/** An error that a release of this kind can end with. */
export interface KnownError {
  /** As a log or a page shows it. */
  readonly text: string;
  readonly means: string;
  readonly act: string;
  /** Slug of the fact behind it. */
  readonly fact: string;
  /** Whether a way to release can end with it. */
  readonly happens: (seen: Seen) => boolean;
}

/** What the ways to release do, as far as errors hang on it. */
export interface Seen {
  readonly effects: readonly Effect[];
  readonly uses: (action: RegExp) => boolean;
  readonly dispatched: boolean;
  readonly environments: boolean;
}

export function seenIn({ ways, environments }: Material): Seen {
  const runs = ways.flatMap((way) => way.hops.map((hop) => hop.run));
  const effects = [...new Set(runs.flatMap((run) => run.effects))].filter((effect) => effect.happens !== false);
  const used = new Set(runs.flatMap((run) => run.jobs.flatMap((job) => job.job.steps.flatMap((step) => step.uses?.at.text ?? []))));
  return {
    effects,
    uses: (action) => [...used].some((text) => action.test(text)),
    dispatched: ways.some((way) => way.route.entry.kind === 'dispatch') || effects.some((effect) => effect.deed.kind === 'dispatch'),
    environments: environments.some((route) => route.declared),
  };
}

const does = (seen: Seen, kind: string, test: (effect: Effect) => boolean = () => true): boolean =>
  seen.effects.some((effect) => effect.deed.kind === kind && test(effect));
const byOwnToken = ({ held }: Effect): boolean => held.credential.kind === 'github-token';
const toRegistry =
  (registry: string) =>
  ({ deed }: Effect): boolean =>
    deed.kind === 'package' && deed.registry === registry;
const toHost =
  (host: RegExp) =>
  ({ deed }: Effect): boolean =>
    deed.kind === 'image' && deed.images.some((image) => image.k === 'str' && host.test(image.v));

/** In the order of a release: starting, tagging, building, releasing, publishing. */
export const ERRORS: readonly KnownError[] = [
  {
    text: '422 Unexpected inputs provided',
    means: 'the dispatch names an input that the workflow on that branch does not declare',
    act: 'compare the `-f` options with `inputs` of the workflow on the branch of `--ref`',
    fact: 'dispatch.inputs',
    happens: (seen) => seen.dispatched,
  },
  {
    text: '403 Resource not accessible by integration',
    means: "the job's GITHUB_TOKEN lacks a right, or the commit changes a workflow file",
    act: "compare the job's `permissions` with the rights under Credentials; a tag on a commit whose workflow files differ from the default branch needs a token with Workflows: write",
    fact: 'need.contents',
    happens: (seen) => seen.effects.some(byOwnToken),
  },
  {
    text: 'refusing to allow a GitHub App to create or update workflow … without `workflows` permission',
    means: 'the push holds a commit that changes a file in `.github/workflows`, which the GITHUB_TOKEN may not push',
    act: 'let the workflow change reach the default branch first, or push with a token that has Workflows: write',
    fact: 'wfperm.push',
    happens: (seen) => does(seen, 'tag') || does(seen, 'branch'),
  },
  {
    text: 'GH006: Protected branch update failed, or GH013: Repository rule violations found',
    means: 'a rule protects the branch or the tag from whoever pushes',
    act: 'put the App or the machine user on the bypass list of the rule; the GITHUB_TOKEN cannot be put there',
    fact: 'prot.gt',
    happens: (seen) => does(seen, 'branch'),
  },
  {
    text: 'the tag is there, and no run has started',
    means: 'it was pushed with the GITHUB_TOKEN (a secret is missing or has run out), or its commit message holds `[skip ci]`',
    act: 'set the secret anew; then dispatch what should have run, or let the next version do it',
    fact: 'gt.tag',
    happens: (seen) => does(seen, 'tag', (effect) => !byOwnToken(effect)),
  },
  {
    text: 'the checks of the release pull request wait for approval',
    means: 'the pull request was opened with the GITHUB_TOKEN, and its runs wait for a person',
    act: 'approve the runs on the pull request, or open it with a token of an App',
    fact: 'gt.exc.pr',
    happens: (seen) => does(seen, 'pull-request', byOwnToken),
  },
  {
    text: 'the run stays at Waiting',
    means: 'a job deploys to an environment that asks for a reviewer, or waits its time',
    act: "approve it on the run's page; a person who is listed must do it, no App can",
    fact: 'need.review.user',
    happens: (seen) => seen.environments,
  },
  {
    text: '409 Conflict: an artifact with this name already exists on the workflow run',
    means: 'two jobs or legs of a matrix upload an artifact of one name',
    act: 'give the name the leg, for example `name: dist-${{ matrix.target }}`',
    fact: 'art.v4',
    happens: (seen) => seen.uses(/^actions\/upload-artifact@/),
  },
  {
    text: '422 already_exists, or a release with the same tag name already exists',
    means: 'the release was made before, by an earlier attempt or by hand',
    act: 'upload what is missing with `gh release upload`, or delete the release (the tag stays) and run the failed jobs again',
    fact: 'rls.422',
    happens: (seen) => does(seen, 'release'),
  },
  {
    text: 'Cannot upload assets to an immutable release',
    means: 'releases are immutable here, and this one was published before all files were on it',
    act: 'make it a draft first, upload, then publish; this version needs a new number',
    fact: 'imm.flow',
    happens: (seen) => does(seen, 'release'),
  },
  {
    text: 'crate version is already uploaded',
    means: 'an earlier attempt has published this crate',
    act: 'go on with the crates that are missing; the version cannot be replaced',
    fact: 'crates.perm',
    happens: (seen) => does(seen, 'package', toRegistry('crates.io')),
  },
  {
    text: 'E403 You cannot publish over the previously published versions',
    means: 'this version is on npm already, or was',
    act: 'release the next version; the number cannot be used again',
    fact: 'npm.perm',
    happens: (seen) => does(seen, 'package', toRegistry('npm')),
  },
  {
    text: 'ENEEDAUTH, or E404 on publish',
    means: 'no token arrived, or trusted publishing was refused and npm fell back to a token that is not there',
    act: "set the secret anew; with trusted publishing compare the publisher's repository, workflow and environment, and `id-token: write`",
    fact: 'npm.tp.silent',
    happens: (seen) => does(seen, 'package', toRegistry('npm')),
  },
  {
    text: '400 File already exists',
    means: 'this file name is on PyPI already, or was',
    act: 'release the next version; `skip-existing` lets a second attempt pass over what is there',
    fact: 'pypi.skip',
    happens: (seen) => does(seen, 'package', toRegistry('pypi')),
  },
  {
    text: 'invalid-publisher',
    means: 'PyPI knows no trusted publisher with this repository, workflow file and environment',
    act: 'compare the publisher on the page of the project with the job that publishes',
    fact: 'pypi.tp',
    happens: (seen) => does(seen, 'package', (effect) => toRegistry('pypi')(effect) && effect.held.credential.kind === 'oidc'),
  },
  {
    text: 'denied: permission_denied: write_package',
    means: 'the token may not write this package',
    act: 'give the job `packages: write`, and the repository write access on the settings page of the package',
    fact: 'ghcr.auth',
    happens: (seen) => does(seen, 'image', toHost(/^ghcr\.io\//)),
  },
];
