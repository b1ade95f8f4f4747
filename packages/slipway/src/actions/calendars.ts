/**
 * What GitHub took away or will take away, and when: dated data, read on 2026-11-20; whatever lies after 2026-09-30 is an announcement.
 */

export interface Retirement {
  /** Label, action or command as GitHub writes it. */
  readonly what: string;
  /** First day without it, ISO date. */
  readonly ends: string;
  /** Day on which its deprecation started, where the announcement names one. */
  readonly deprecated?: string;
  /** `hard-fail`: what uses it fails or never starts. `unmaintained`: it still works, nobody mends it. */
  readonly effect: 'hard-fail' | 'unmaintained';
  /** What to write instead. */
  readonly instead: string;
  /** Who took it away, when not GitHub. */
  readonly by?: string;
  readonly source: string;
  /** Slug of the fact that says what happens then. */
  readonly fact: string;
}

interface LabelRow extends Retirement {
  readonly labels: RegExp;
}

/** Every label of GitHub's own runners that is or was, but for the sizes of macOS. */
const ownLabels: readonly string[] = [
  ...['latest', 'slim', '16.04', '18.04', '20.04', '22.04', '24.04', '26.04', '22.04-arm', '24.04-arm', '26.04-arm'].map((v) => `ubuntu-${v}`),
  ...['latest', '2016', '2019', '2022', '2025', '2025-vs2026', '11-arm', '11-vs2026-arm'].map((v) => `windows-${v}`),
  ...['latest', '10.15', '11', '11.0', '12', '13', '14', '15', '15-intel', '26', '26-intel'].map((v) => `macos-${v}`),
];

const images = 'https://github.com/actions/runner-images';

const labels: readonly LabelRow[] = [
  { what: 'ubuntu-16.04', labels: /^ubuntu-16\.04$/, ends: '2021-09-20', instead: 'ubuntu-24.04', source: `${images}/issues/3287` },
  { what: 'windows-2016', labels: /^windows-2016$/, ends: '2022-03-16', instead: 'windows-2025', source: images },
  { what: 'ubuntu-18.04', labels: /^ubuntu-18\.04$/, ends: '2023-04-03', instead: 'ubuntu-24.04', source: images },
  // Unsupported since December 2022; jobs were last seen to start in May.
  { what: 'macos-10.15', labels: /^macos-10\.15$/, ends: '2023-05-31', instead: 'macos-15-intel', source: `${images}/issues/5583` },
  { what: 'macos-11', labels: /^macos-11(\.0)?$/, ends: '2024-06-28', instead: 'macos-15-intel', source: images },
  { what: 'macos-12', labels: /^macos-12(-x?large)?$/, ends: '2024-12-03', instead: 'macos-15', source: images },
  { what: 'ubuntu-20.04', labels: /^ubuntu-20\.04$/, ends: '2025-04-15', instead: 'ubuntu-24.04', source: `${images}/issues/11101` },
  { what: 'windows-2019', labels: /^windows-2019$/, ends: '2025-06-30', instead: 'windows-2025', source: `${images}/issues/12045` },
  {
    what: 'macos-13',
    labels: /^macos-13(-x?large)?$/,
    // Title and body of the announcement differ (4 and 8 December); the later day accuses nobody too early.
    ends: '2025-12-08',
    instead: 'macos-15-intel for x86_64, macos-15 for arm64',
    source: `${images}/issues/13046`,
  },
  {
    what: 'macos-14',
    labels: /^macos-14(-x?large)?$/,
    deprecated: '2026-07-06',
    ends: '2026-11-02',
    instead: 'macos-15',
    source: `${images}/issues/13518`,
  },
  {
    what: 'ubuntu-22.04',
    labels: /^ubuntu-22\.04(-arm)?$/,
    deprecated: '2026-09-17',
    ends: '2027-04-17',
    instead: 'ubuntu-24.04',
    source: `${images}/issues/14254`,
  },
  {
    what: 'buildjet',
    labels: /^buildjet-/,
    ends: '2026-03-31',
    by: 'BuildJet',
    instead: "a runner of GitHub's own, such as ubuntu-24.04-arm",
    source: 'https://github.com/teslamate-org/teslamate/issues/5206',
  },
  { what: 'macos-15-intel', labels: /^macos-15-intel$/, ends: '2027-09-01', instead: 'macos-26-intel', source: images },
].map((row) => ({ ...row, effect: 'hard-fail', fact: 'cal.removed' }) as const);

interface ActionRow extends Retirement {
  readonly actions: readonly string[];
  /** Highest major version that is gone; undefined: every version. */
  readonly upTo?: number;
}

const artifacts = ['actions/upload-artifact', 'actions/download-artifact'];
const artifactNotice = 'https://github.blog/changelog/2024-04-16-deprecation-notice-v3-of-the-artifact-actions';

const actions: readonly ActionRow[] = [
  {
    what: 'version 1 and 2 of the artifact actions',
    actions: artifacts,
    upTo: 2,
    ends: '2024-06-30',
    effect: 'hard-fail',
    instead: 'v4 or later',
    source: 'https://github.com/actions/upload-artifact',
    fact: 'art.mix',
  },
  {
    what: 'version 3 of the artifact actions',
    actions: artifacts,
    upTo: 3,
    ends: '2025-01-30',
    effect: 'hard-fail',
    instead: 'v4 or later',
    source: artifactNotice,
    fact: 'art.mix',
  },
  {
    what: 'version 1 and 2 of actions/cache',
    actions: ['actions/cache'],
    upTo: 2,
    deprecated: '2025-03-01',
    ends: '2025-04-15',
    effect: 'hard-fail',
    instead: 'v4 or later',
    source: 'https://github.blog/changelog/2025-03-20-notification-of-upcoming-breaking-changes-in-github-actions',
    fact: 'cache.off',
  },
  {
    // Composite actions that run actions/upload-artifact@v3.
    what: 'version 1 and 2 of actions/upload-pages-artifact',
    actions: ['actions/upload-pages-artifact'],
    upTo: 2,
    ends: '2025-01-30',
    effect: 'hard-fail',
    instead: 'v3 or later',
    source: artifactNotice,
    fact: 'art.mix',
  },
  {
    what: 'actions/create-release and actions/upload-release-asset',
    actions: ['actions/create-release', 'actions/upload-release-asset'],
    ends: '2021-03-03',
    effect: 'unmaintained',
    instead: 'gh release create, or a maintained action',
    source: 'https://github.com/actions/create-release',
    fact: 'cal.archived',
  },
];

const commands: ReadonlyMap<string, Retirement> = new Map(
  ['set-env', 'add-path'].map((name) => [
    name,
    {
      what: `::${name}`,
      // The announcement names the month only, and so for macos-15-intel above: the day after its end accuses nobody too early.
      ends: '2020-12-01',
      effect: 'hard-fail',
      instead: name === 'set-env' ? '>> "$GITHUB_ENV"' : '>> "$GITHUB_PATH"',
      source: 'https://github.com/actions/runner',
      fact: 'cal.setoutput',
    },
  ]),
);

/**
 * The retirement of a runner label that has come by a day (ISO date), or undefined. GitHub's own labels only, whatever their case.
 * A job with a removed label waits a day and is cancelled. GitHub Enterprise Server has its own runners: do not ask for it.
 */
export function runnerRetired(label: string, asOf: string): Retirement | undefined {
  const lower = label.trim().toLowerCase();
  return labels.find((row) => row.ends <= asOf && row.labels.test(lower));
}

/**
 * Whether GitHub has, had or has announced a runner of this label; larger runners of macOS count too. Undefined for a label that does not begin
 * as one of GitHub's does: it may be anyone's.
 */
export function isOwnLabel(label: string): boolean | undefined {
  const lower = label.trim().toLowerCase();
  if (!/^(?:ubuntu|windows|macos)-(?:latest|slim|\d[\d.]*)(?:-(?:arm|intel|x?large|vs\d+(?:-arm)?))?$/.test(lower)) return undefined;
  // Larger runners of the other systems are named by their organisation.
  if (/large$/.test(lower) && !lower.startsWith('macos')) return undefined;
  return ownLabels.includes(lower.replace(/-x?large$/, ''));
}

/** The labels that GitHub's own runners have or had. */
export const runnerLabels = (): readonly string[] => ownLabels;

/**
 * The retirement of an action's version that has come by a day (ISO date), or undefined.
 * @param name `owner/repo` or `owner/repo/path`.
 * @param major major version; undefined when it is not known, then only actions that are gone in every version are found.
 */
export function actionRetired(name: string, major: number | undefined, asOf: string): Retirement | undefined {
  const repository = name.toLowerCase().split('/').slice(0, 2).join('/');
  return actions.find(
    (row) => row.ends <= asOf && row.actions.includes(repository) && (row.upTo === undefined || (major !== undefined && major <= row.upTo)),
  );
}

/** The retirement of a workflow command (`set-env` of `::set-env`) that has come by a day (ISO date), or undefined. */
export function commandRetired(command: string, asOf: string): Retirement | undefined {
  const row = commands.get(command);
  return row && row.ends <= asOf ? row : undefined;
}
