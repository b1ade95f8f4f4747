import { BUMPS, DEFAULT_CHANNELS, DRIVERS } from './defaults.ts';
import { FROM } from './read.ts';

const text = { type: 'string' } as const;
const texts = { anyOf: [text, { type: 'array', items: text }] } as const;
const flag = { type: 'boolean' } as const;
const textOrNone = { anyOf: [text, { const: false }] } as const;
const bumps = { type: 'object', additionalProperties: { enum: BUMPS } } as const;

/** A map with these keys, all of which may be left out; `key:` with nothing behind it is the same as nothing. */
function closed(properties: Readonly<Record<string, object>>, description?: string): object {
  return { type: ['object', 'null'], properties, additionalProperties: false, ...(description === undefined ? {} : { description }) };
}

const shared = {
  'driven-by': { enum: DRIVERS, description: 'the tool whose rules decide the version; Slipway then reads, watches and proves (default: slipway)' },
  tag: { ...text, pattern: '\\{version\\}', description: 'how tags are written, such as v{version} or {name}-v{version}' },
  scheme: {
    anyOf: [{ enum: ['semver', 'calver'] }, closed({ calver: { ...text, description: 'such as YYYY.MM.MICRO' } })],
    description: 'how versions are counted (default: semver)',
  },
  first: { ...text, description: 'version of the first release' },
  changelog: { ...textOrNone, description: 'changelog from the root, or false for none (default: CHANGELOG.md in the folder of the component)' },
  rules: closed(
    {
      types: { ...bumps, description: 'bump by type of a conventional commit; * is every other type' },
      labels: { ...bumps, description: 'bump by label of a pull request' },
      further: {
        type: 'array',
        items: {
          ...closed({
            type: { ...text, description: 'a glob over types' },
            scope: { ...text, description: 'a glob over scopes; a change without one does not fit' },
            subject: { ...text, description: 'a glob over what follows the colon' },
            breaking: { const: true, description: 'only changes that break' },
            raises: { enum: BUMPS, description: 'what a change raises of which all of this is so' },
          }),
          type: 'object',
          required: ['raises'],
        },
        description: 'rules that ask for more than a type; where any of them fits a change, the highest of those that fit decides',
      },
      breaking: { enum: BUMPS, description: 'what a breaking change raises (default: major)' },
      'breaking-mark': { ...flag, description: 'whether a `!` before the colon says that a change breaks; else only a footer does' },
      other: { enum: BUMPS, description: 'what a commit outside the convention raises' },
      'before-1.0': closed(
        {
          breaking: { enum: BUMPS, description: 'what a breaking change raises below 1.0.0' },
          feature: { enum: BUMPS, description: 'what raises a minor version elsewhere raises this below 1.0.0' },
          initial: { enum: BUMPS, description: 'what a breaking change raises below 0.1.0' },
        },
        'what a breaking change and a feature raise below 1.0.0',
      ),
    },
    'how changes become a bump; what is not said is as the tool in driven-by does it',
  ),
} as const;

const own = {
  name: { ...text, description: 'name of the component, which {name} of a tag stands for (default: the last part of its path)' },
  path: { ...text, description: 'folder from the root' },
  paths: { ...texts, description: 'folders and files that count too, or with ! do not count, as globs' },
  files: { ...texts, description: 'further files with lines that `slipway:version` marks, as globs from the root' },
  group: { ...text, description: 'components of one group rise together' },
  'depends-on': { ...texts, description: 'components of this repository that it depends on' },
} as const;

const channel = closed({
  identifier: { ...textOrNone, description: 'what its pre-releases are called, as rc in 1.2.3-rc.1; false for versions without one' },
  branches: { ...texts, description: 'branches that it is released from, as globs' },
  promotes: { ...textOrNone, description: 'the channel whose commits it takes over without building anew' },
  hotfix: { enum: ['patch', 'suffix'], description: 'patch: X.Y.Z+1; suffix: X.Y.Z-hotfix.N, a pre-release to every package manager' },
  latest: { ...flag, description: 'whether its versions become what users get who ask for the latest' },
  taken: {
    enum: ['skip', 'refuse'],
    description: 'when the next version is released from another commit already: the one after it (the default), or a refusal',
  },
});

/** The JSON Schema of the part `release:` of slipway.yaml, for editors. What the reader refuses beyond it, it says with the place. */
export const RELEASE_SCHEMA = closed({
  ...shared,
  ...own,
  components: {
    type: 'array',
    minItems: 1,
    items: { anyOf: [{ ...text, description: 'its folder, whose last part is its name' }, closed({ ...own, ...shared })] },
    description: 'what has a version of its own; without it the repository is one component',
  },
  branches: { ...texts, description: 'branches of every channel that names none (default: main and master)' },
  channels: {
    anyOf: [texts, { type: 'object', additionalProperties: channel }],
    description: `streams of versions: names, or a map of names to what differs (default: ${DEFAULT_CHANNELS.join(', ')})`,
  },
  lines: {
    type: 'array',
    items: {
      anyOf: [
        { ...text, description: 'a branch whose name says its range, such as 1.x or release/2.3' },
        {
          ...closed({
            branch: { ...text, description: 'its branch' },
            range: { ...text, description: 'versions that it keeps, such as 1.x or >=1.2 <1.5 (default: what the name of the branch says)' },
          }),
          required: ['branch'],
        },
      ],
    },
    description: 'maintained ranges of versions, never the latest: branches such as 1.x, or {branch, range}',
  },
  from: { anyOf: [{ enum: FROM }, { type: 'array', minItems: 1, items: { enum: FROM } }], description: 'where the kind of a release comes from' },
  notes: closed(
    {
      style: {
        enum: ['keep-a-changelog', 'sections'],
        description: 'keep-a-changelog: Added, Changed, Fixed (default); sections: breaking changes first, then a section by type',
      },
      sections: { type: 'object', additionalProperties: text, description: 'title by type of change, in their order; what is not named is left out' },
      contributors: { ...flag, description: 'whether people are named, and whose first release it is (default: true)' },
      compare: { ...flag, description: 'whether there is a link to the comparison with the version before (default: true)' },
      template: { ...text, description: 'template of the notes of one version' },
    },
    'the notes of a release, in the changelog and on GitHub',
  ),
  'pull-request': closed(
    {
      branch: { ...text, description: 'its branch (default: slipway/release)' },
      title: { ...text, description: 'its title, with {version} (default: chore: release {version})' },
      labels: { ...texts, description: 'its labels (default: release)' },
    },
    'the release pull request',
  ),
  tagging: closed(
    {
      annotated: { ...flag, description: 'whether tags have a message and a date of their own (default: true)' },
      signed: { ...flag, description: 'whether tags are signed, with the key that git is told (default: false)' },
    },
    'how tags are made',
  ),
});

export const VERSION_SCHEMA = { const: 1, description: 'form of this file' } as const;
