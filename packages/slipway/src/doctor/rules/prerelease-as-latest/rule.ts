import type { Analysis, Effect, Run } from '../../../chain/index.ts';
import { releaseRuns } from '../../release-jobs.ts';
import type { Draft, Rule } from '../../rule.ts';
import { prereleaseVersion, untagged } from './packages.ts';
import { fullRelease, type PrereleaseRun, prereleaseRuns } from './releases.ts';
import { type Rolling, rollingReleases } from './rolling.ts';

/** What a fix needs to know of what becomes the latest. */
export interface Unmarked {
  readonly why: 'release' | 'upload' | 'version' | 'rolling';
  readonly effect: Effect;
  /** The tag of a pre-release, as this repository makes them. */
  readonly tag?: string;
}

export const rule: Rule = {
  id: 'prerelease-as-latest',
  group: 'assets',
  severity: 'warning',
  title: 'A pre-release or a rolling build that becomes the latest release',
  *check(analysis) {
    const said = new Set<string>();
    const first = ({ at }: Draft): boolean => !said.has(`${at.path}:${at.line}`) && said.add(`${at.path}:${at.line}`).size > 0;
    for (const draft of drafts(analysis)) if (first(draft)) yield draft;
  },
};

function* drafts(analysis: Analysis): Generator<Draft> {
  for (const workflow of analysis.world.workflows)
    for (const one of prereleaseRuns(workflow, analysis)) {
      const release = fullRelease(one, analysis);
      if (release) yield releaseDraft(release, one);
      const upload = untagged(one.run, analysis);
      if (upload) yield uploadDraft(upload, one);
    }
  for (const { run } of releaseRuns(analysis)) {
    const upload = untagged(run, analysis);
    const draft = upload && versionDraft(upload, run, analysis);
    if (draft) yield draft;
  }
  for (const one of rollingReleases(analysis)) yield rollingDraft(one);
}

function releaseDraft(effect: Effect, { run, tag, evidence }: PrereleaseRun): Draft {
  const given = effect.step?.with.find((p) => p.name === 'prerelease')?.value;
  return {
    at: given && effect.at.path === effect.workflow.path ? given.file.locate(given.span) : effect.at,
    certainty: 'likely',
    title: `Tag ${tag} becomes a full release, and the latest one`,
    message: `When somebody pushes tag ${tag}, ${effect.deed.tool} in job \`${effect.job.id}\` makes a release that is not marked as a pre-release. GitHub then calls it the latest release, and whatever asks for \`releases/latest\` gets it; ${evidence}.`,
    chain: [
      { kind: 'event', text: run.event.text, state: 'holds' },
      { kind: 'effect', text: `makes release ${tag}, not marked as a pre-release`, location: effect.at, state: 'holds' },
    ],
    facts: ['rls.latest', 'rls.makelatest'],
    key: [effect.job.id, effect.deed.tool, 'full release'],
    subject: { why: 'release', effect, tag } satisfies Unmarked,
    advice: "Mark it by its tag: `prerelease: ${{ contains(github.ref_name, '-') }}`, or `--prerelease` for gh.",
  };
}

function uploadDraft(effect: Effect, { run, tag, evidence }: PrereleaseRun): Draft {
  return {
    at: effect.at,
    certainty: 'likely',
    title: `The package of tag ${tag} becomes \`latest\` on npm, or is refused`,
    message: `When somebody pushes tag ${tag}, job \`${effect.job.id}\` runs \`${effect.deed.tool}\` without \`--tag\`; ${evidence}. Up to npm 10 the pre-release becomes \`latest\`, which everybody installs who asks for no version; npm 11 and later refuses a pre-release without \`--tag\`.`,
    chain: [
      { kind: 'event', text: run.event.text, state: 'holds' },
      { kind: 'effect', text: `${effect.deed.tool} without --tag`, location: effect.at, state: effect.happens === true ? 'holds' : 'maybe' },
    ],
    facts: ['npm.pre'],
    key: [effect.job.id, effect.deed.tool, 'no dist-tag'],
    subject: { why: 'upload', effect, tag } satisfies Unmarked,
    advice: 'Give pre-releases a tag of their own: `npm publish --tag next`.',
  };
}

/** The version in the tree is a pre-release. */
function versionDraft(effect: Effect, run: Run, analysis: Analysis): Draft | undefined {
  const { deed } = effect;
  const found = deed.kind === 'package' && deed.directory !== undefined ? prereleaseVersion(deed.directory, analysis) : undefined;
  if (found === undefined || effect.happens !== true || mayWriteVersion(effect)) return undefined;
  return {
    at: effect.at,
    certainty: 'likely',
    title: `Version ${found.version} becomes \`latest\` on npm, or is refused`,
    message: `The version in ${found.at.path} is ${found.version}, and job \`${effect.job.id}\` publishes it without \`--tag\`. Up to npm 10 a pre-release becomes \`latest\` that way, which everybody installs who asks for no version; npm 11 and later refuses a pre-release without \`--tag\`.`,
    chain: [
      { kind: 'event', text: run.event.text, state: 'holds' },
      { kind: 'destination', text: `the version is ${found.version}`, location: found.at, state: 'holds' },
      { kind: 'effect', text: `${deed.tool} without --tag`, location: effect.at, state: 'holds' },
    ],
    facts: ['npm.pre'],
    key: [effect.job.id, deed.tool, 'no dist-tag'],
    subject: { why: 'version', effect } satisfies Unmarked,
    advice: 'Give pre-releases a tag of their own: `npm publish --tag next`, or `publishConfig.tag` in package.json.',
  };
}

/** The job writes another version before it publishes, or a script decides the tag. */
function mayWriteVersion({ workflow, job }: Effect): boolean {
  return /npm version|pnpm version|yarn version|set-version|jq |sed |changeset|release-it|semantic-release|npm_config_tag|dist-tag/i.test(
    workflow.file.text.slice(job.node.span.start, job.node.span.end),
  );
}

function rollingDraft({ run, effect, by }: Rolling): Draft {
  const tag = effect.tag?.k === 'str' ? effect.tag.v : 'the rolling tag';
  return {
    at: effect.at,
    certainty: 'likely',
    title: `The build of ${tag} becomes the latest release`,
    message: `When ${run.event.text}, ${effect.deed.tool} in job \`${effect.job.id}\` makes or renews the release ${tag}, which is no pre-release. Next to the releases of versions (${by.workflow.path}) it can become the latest one, and whatever asks for \`releases/latest\` gets a build that nobody released.`,
    chain: [
      { kind: 'event', text: run.event.text, state: 'holds' },
      { kind: 'effect', text: `makes release ${tag}, not marked as a pre-release`, location: effect.at, state: 'holds' },
      { kind: 'effect', text: 'makes the releases of versions', location: by.at, state: 'holds' },
    ],
    facts: ['rls.latest', 'rls.makelatest'],
    key: [effect.job.id, effect.deed.tool, 'rolling'],
    subject: { why: 'rolling', effect } satisfies Unmarked,
    advice: 'Mark it as a pre-release (`prerelease: true`), or keep it from being the latest (`make_latest: false`).',
  };
}
