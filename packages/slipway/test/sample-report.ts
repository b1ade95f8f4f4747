import type { Finding, Report } from '../src/doctor/report.ts';

/** A workflow that tags with GITHUB_TOKEN, as the sample report's places have it. */
const SAMPLE_SOURCE = [
  'name: Tag',
  'on:',
  '  pull_request:',
  '    types: [closed]',
  'jobs:',
  '  tag:',
  '    runs-on: ubuntu-24.04',
  '    steps:',
  '      - uses: actions/checkout@v4',
  '      - run: git push origin v1.2.3',
  '',
].join('\n');

const TAG = '.github/workflows/tag.yml';

export const SAMPLE_FINDING: Finding = {
  id: '4f2c9a17',
  rule: 'token-cannot-trigger',
  severity: 'error',
  certainty: 'proven',
  title: 'A tag pushed with GITHUB_TOKEN starts no workflow',
  message:
    'tag.yml pushes v1.2.3 with the GITHUB_TOKEN that checkout left behind, and events made with that token start nothing: release.yml never runs.',
  location: { path: TAG, line: 10, column: 14, endLine: 10, endColumn: 36 },
  chain: [
    { kind: 'person', text: 'merges the release pull request', state: 'holds' },
    { kind: 'workflow', text: 'Tag', state: 'holds', location: { path: TAG, line: 1, column: 1, endLine: 1, endColumn: 10 } },
    { kind: 'effect', text: 'pushes tag v1.2.3', state: 'holds', location: { path: TAG, line: 10, column: 14, endLine: 10, endColumn: 36 } },
    {
      kind: 'credential',
      text: 'GITHUB_TOKEN: the push starts no workflow',
      state: 'cut',
      location: { path: TAG, line: 9, column: 15, endLine: 9, endColumn: 34 },
    },
    {
      kind: 'workflow',
      text: 'Release',
      state: 'holds',
      location: { path: '.github/workflows/release.yml', line: 1, column: 1, endLine: 1, endColumn: 5 },
    },
    { kind: 'destination', text: 'crates.io:widgetctl', state: 'holds' },
  ],
  assumptions: ['nobody pushes the tag by hand'],
  needs: ['GET /repos/{owner}/{repo}/actions/secrets'],
  facts: ['gt.suppress'],
  fixes: [
    {
      id: 'dispatch',
      title: 'Dispatch release.yml after the tag is pushed',
      safety: 'safe',
      secret: null,
      wakes: ['.github/workflows/release.yml (workflow_dispatch, by .github/workflows/tag.yml as the GITHUB_TOKEN)'],
      sleeps: [],
      widens: [],
      tradeoffs: ['The release runs as a dispatch, whose ref is the tag.'],
      setup: [],
      check: 'The next tag is followed by a run of release.yml.',
      proof: { before: 'broken', after: 'reached', gone: ['4f2c9a17'], new: [] },
      edits: [{ op: 'replace', path: TAG, start: 190, end: 190, text: '\n      - run: gh workflow run release.yml\n' }],
    },
  ],
};

export const SAMPLE_NOTE: Finding = {
  id: '77aa0b12',
  rule: 'missing-concurrency',
  severity: 'note',
  certainty: 'likely',
  title: 'Two runs may tag at once',
  message: 'Nothing keeps two runs of tag.yml apart.',
  location: { path: TAG, line: 5, column: 1, endLine: 5, endColumn: 6 },
  chain: [],
  assumptions: [],
  needs: [],
  facts: [],
  fixes: [],
  advice: 'Give tag.yml a concurrency group.',
};

/** One error with everything a finding can have, one note, one destination of each verdict. For the tests of the formats. */
export const SAMPLE_REPORT: Report = {
  schemaVersion: 1,
  tool: { name: 'slipway', version: '0.1.0' },
  source: {
    revision: '0123456789abcdef0123456789abcdef01234567',
    dirty: true,
    repository: { slug: 'acme/widgetctl', defaultBranch: 'main', how: '--repo' },
  },
  entries: [{ id: 'merge', text: 'a person merges the release pull request' }],
  platform: { host: 'github.com', asOf: '2026-11-20' },
  destinations: [
    {
      id: 'crates.io:widgetctl',
      kind: 'registry',
      name: 'widgetctl',
      verdict: 'broken',
      version: 'this',
      routes: [
        {
          entry: 'merge',
          channel: 'stable',
          role: 'release',
          verdict: 'broken',
          chain: SAMPLE_FINDING.chain,
          assumes: [{ text: 'secret CARGO_TOKEN exists', decide: 'GET /repos/{owner}/{repo}/actions/secrets' }],
          because: ['4f2c9a17'],
        },
      ],
    },
    {
      id: 'tag:v1.2.3',
      kind: 'tag',
      name: 'v1.2.3',
      verdict: 'reached',
      version: 'this',
      routes: [
        { entry: 'merge', channel: 'stable', role: 'release', verdict: 'reached', chain: SAMPLE_FINDING.chain.slice(0, 3), assumes: [], because: [] },
      ],
    },
    { id: 'ghcr.io/acme/widgetctl', kind: 'image', name: 'acme/widgetctl', verdict: 'unknown', version: 'moving', routes: [] },
    { id: 'tap:acme/homebrew-tap', kind: 'tap', name: 'acme/homebrew-tap', verdict: 'never', version: 'this', routes: [] },
  ],
  contract: { stages: [] },
  findings: [SAMPLE_FINDING, SAMPLE_NOTE],
  limits: ['acme/shared/.github/workflows/build.yml@v1 could not be read: what it does is unknown.'],
};

/** Reads the sample's only file. */
export function readSample(path: string): string | undefined {
  return path === TAG ? SAMPLE_SOURCE : undefined;
}
