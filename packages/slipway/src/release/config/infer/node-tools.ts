import { describe } from '../../../actions/index.ts';
import {
  changesetGroups,
  changesets,
  inside,
  lerna,
  nodePackages,
  nxRelease,
  nxRules,
  releaseIt,
  semanticRelease,
  semanticReleaseBranches,
  semanticReleaseRules,
  semanticReleaseUse,
} from '../../../tools/index.ts';
import type { Channel, Line } from '../../types.ts';
import { rangeOf } from '../channels.ts';
import { type Facts, scriptWith, stepWith } from './facts.ts';
import { type Found, type FoundComponent, rulesReasons, rulesWith, withName } from './found.ts';

/** Changesets: every package of the workspace is a component, versions come from the changeset files. */
export function fromChangesets({ world }: Facts): Found | undefined {
  const config = changesets(world);
  if (!config || config.packages.length === 0) return undefined;
  const groups = changesetGroups(world);
  const several = config.packages.length > 1;
  return {
    driver: 'changesets',
    from: ['changesets'],
    components: config.packages.map((one): FoundComponent => {
      const at = groups.findIndex(({ takes }) => takes(one.name));
      const group = groups[at];
      return {
        name: one.name,
        path: one.directory,
        tag: withName(describe(one.tag), one.name),
        changelog: inside(one.directory, 'CHANGELOG.md'),
        ...(group && several ? { group: `${group.kind}-${at + 1}` } : {}),
        reasons: group && several ? [{ key: 'components', why: `packages of one list in \`${group.kind}\` rise together`, at: group.at }] : [],
      };
    }),
    ...channelsWith(config.baseBranch, config.pre),
    reasons: [
      { key: 'driven-by', why: 'changesets say here which packages rise, and how far', at: config.at },
      ...(config.pre === undefined
        ? []
        : [{ key: 'driven-by', why: `it is in pre mode: versions end in -${config.pre}.N until \`changeset pre exit\``, at: undefined }]),
    ],
  };
}

const plainBranch = (branch: string): string => branch.replace(/^origin\//, '');

/** In pre mode the branch makes pre-releases, and full versions when that ends. */
function channelsWith(base: string | undefined, pre: string | undefined): { readonly channels?: readonly Channel[] } {
  const name = base === undefined ? 'main' : plainBranch(base);
  const usual = name === 'main' || name === 'master';
  if (usual && pre === undefined) return {};
  const branches = usual ? ['main', 'master'] : [name];
  const first: Channel[] = pre === undefined ? [] : [{ name: pre.replace(/[^0-9A-Za-z-]+/g, '-'), identifier: pre, branches, latest: false }];
  return { channels: [...first, { name: 'stable', branches, latest: true, ...(pre === 'rc' ? { promotes: 'rc' } : {}) }] };
}

const RC_FILES = [
  '.releaserc',
  '.releaserc.json',
  '.releaserc.yaml',
  '.releaserc.yml',
  '.releaserc.js',
  '.releaserc.cjs',
  '.releaserc.mjs',
  '.releaserc.ts',
];
const RC_PROGRAMS = ['release.config.js', 'release.config.cjs', 'release.config.mjs', 'release.config.ts'];

/** semantic-release: one component, its release rules, its branches as channels and lines. */
export function fromSemanticRelease(facts: Facts): Found | undefined {
  const { world } = facts;
  const use = semanticReleaseUse(world, [...RC_FILES, ...RC_PROGRAMS]);
  const step =
    stepWith(facts, 'cycjimmy/semantic-release-action') ??
    scriptWith(facts, 'semantic-release', /(?:^|[\s/])semantic-release(?:@[\w.^~-]+)?(?:\s|$)(?!version|publish)/m);
  // A workflow alone decides only where no Python project would be meant by the same name.
  if (!use && !(step && world.exists('package.json') && !world.exists('pyproject.toml'))) return undefined;
  const config = semanticRelease(world);
  const rules = semanticReleaseRules(world);
  const tag = describe(config.tag);
  const branches = branchesOf(facts);
  const changelog = config.plugins.includes('@semantic-release/changelog') ? 'CHANGELOG.md' : false;
  return {
    driver: 'semantic-release',
    components: [
      {
        name: undefined,
        path: '',
        ...(tag.includes('{version}') ? { tag } : {}),
        rules: rulesWith('semantic-release', rules),
        changelog,
        reasons:
          changelog === false
            ? [{ key: 'changelog', why: 'the plugin @semantic-release/changelog is not used, so notes stand in the releases only', at: undefined }]
            : [],
      },
    ],
    ...branches,
    reasons: [
      {
        key: 'driven-by',
        why: `semantic-release decides the versions${config.open ? ', by a configuration that is a program or builds on another one: what it computes is not known' : ''}`,
        at: use?.at ?? step?.at ?? (use && { path: use.path, line: 1, column: 1, endLine: 1, endColumn: 1 }),
      },
      ...rulesReasons('semantic-release', rules),
      ...(branches.channels
        ? [
            {
              key: 'channels',
              why: branches.at
                ? 'the branches that semantic-release is told to release from'
                : 'of the branches that semantic-release knows by itself, those that there are',
              at: branches.at,
            },
          ]
        : []),
      ...(branches.lines ? [{ key: 'lines', why: 'branches of maintenance for semantic-release', at: branches.at }] : []),
    ],
  };
}

/** Branches that semantic-release releases from without configuration, beside those of maintenance. */
const USUAL = [
  { name: 'next', prerelease: undefined },
  { name: 'next-major', prerelease: undefined },
  { name: 'beta', prerelease: 'beta' },
  { name: 'alpha', prerelease: 'alpha' },
];

function branchesOf(facts: Facts): {
  readonly channels?: readonly Channel[];
  readonly lines?: readonly Line[];
  readonly at?: FoundComponent['reasons'][number]['at'];
} {
  const listed = semanticReleaseBranches(facts.world);
  const here = new Set(facts.branches);
  const range = (name: string): string | undefined => rangeOf(name.replace(/^.*\//, ''));
  const isPattern = (name: string): boolean => /[*+?{(]/.test(name);
  const maintained = facts.branches.filter(
    (name) => /^(?:[\w-]+\/)?v?\d+(?:\.\d+)?\.x$/.test(name) && !(listed ?? []).some((one) => one.name === name),
  );
  const folder = listed?.find((one) => /^[\w-]+\/\+\(/.test(one.name))?.name.split('/')[0];
  const takesLines = listed === undefined || listed.some(({ name }) => /\.x$/.test(name) && isPattern(name));
  const lines = [
    ...(listed ?? []).flatMap((one) =>
      !isPattern(one.name) && (one.range ?? (/\.x$/.test(one.name) ? range(one.name) : undefined)) !== undefined
        ? [{ branch: one.name, range: one.range ?? range(one.name)! }]
        : [],
    ),
    ...(takesLines
      ? maintained
          .filter((name) => (folder === undefined ? !name.includes('/') : name.startsWith(`${folder}/`)))
          .map((branch) => ({ branch, range: range(branch)! }))
      : []),
  ].filter((one) => /^[\w.<>= ~^|*-]+$/.test(one.range) && !one.range.includes('$'));
  const usual =
    listed?.filter((one) => !isPattern(one.name) && !lines.some(({ branch }) => branch === one.name)) ?? USUAL.filter(({ name }) => here.has(name));
  const main = listed === undefined ? undefined : usual.find((one) => one.prerelease === undefined)?.name;
  const others = usual.filter(({ name }) => name !== main && name !== 'main' && name !== 'master');
  const stable = main === undefined || main === 'main' || main === 'master' ? ['main', 'master'] : [main];
  const at = listed?.[0]?.at;
  const named = (name: string): string => name.replace(/[^0-9A-Za-z-]+/g, '-').replace(/^-+|-+$/g, '') || 'other';
  const channels: Channel[] = [{ name: 'stable', branches: stable, latest: true }];
  for (const one of others) {
    const name = named(one.name);
    if (!channels.some((other) => other.name === name))
      channels.push({
        name,
        ...(one.prerelease === undefined ? {} : { identifier: one.prerelease.replace(/[^0-9A-Za-z.-]+/g, '-') }),
        branches: [one.name],
        latest: false,
      });
  }
  return { channels, ...(lines.length === 0 ? {} : { lines }), at };
}

/** nx release: one version for all projects, or one for each. */
export function fromNx({ world }: Facts): Found | undefined {
  const config = nxRelease(world);
  if (!config || !/"release"\s*:/.test(world.read('nx.json') ?? '')) return undefined;
  const rules = nxRules(world);
  const names = nodePackages(world).filter((one) => one.name !== undefined && !one.private && one.directory !== '');
  const templates = config.tags.map((tag) => describe(tag));
  const independent =
    templates.length === names.length && names.length > 1 && templates.every((tag, index) => withName(tag, names[index]!.name).startsWith('{name}'));
  const common = { rules: rulesWith('nx', rules) };
  return {
    driver: 'nx',
    ...(rules.plans ? { from: ['changesets'] as const } : {}),
    components: independent
      ? names.map((one, index) => ({ ...common, name: one.name, path: one.directory, tag: withName(templates[index]!, one.name), reasons: [] }))
      : [{ ...common, name: undefined, path: '', ...(templates[0]?.includes('{version}') ? { tag: templates[0] } : {}), reasons: [] }],
    reasons: [
      {
        key: 'driven-by',
        why: `nx release decides the versions${rules.plans ? ', from version plans' : rules.conventional ? ', from commits' : '; without conventionalCommits a person names them'}`,
        at: config.at,
      },
      ...rulesReasons('nx', rules),
    ],
  };
}

/** lerna: one version for all packages, or one for each. */
export function fromLerna({ world }: Facts): Found | undefined {
  const config = lerna(world);
  if (!config) return undefined;
  const all = nodePackages(world).filter((one) => one.name !== undefined && !one.private && one.directory !== '');
  const independent = config.independent && all.length > 1;
  const branches = config.allowBranch?.filter((one) => !one.startsWith('!')) ?? [];
  const [first] = config.tags;
  const tag = first === undefined ? '' : describe(first);
  return {
    driver: 'lerna',
    components: independent
      ? all.map((one) => ({ name: one.name, path: one.directory, tag: '{name}@{version}', reasons: [] }))
      : [{ name: undefined, path: '', ...(!config.independent && tag.includes('{version}') ? { tag } : {}), reasons: [] }],
    ...(branches.length > 0 && !branches.every((one) => one === 'main' || one === 'master')
      ? { channels: [{ name: 'stable', branches, latest: true }] }
      : {}),
    reasons: [
      { key: 'driven-by', why: `lerna decides the versions, ${config.independent ? 'one for each package' : 'one for all packages'}`, at: config.at },
    ],
  };
}

/** release-it: one component; a person or its plugin for conventional commits decides. */
export function fromReleaseIt({ world }: Facts): Found | undefined {
  const files = [
    '.release-it.json',
    '.release-it.yaml',
    '.release-it.yml',
    '.release-it.toml',
    '.release-it.js',
    '.release-it.cjs',
    '.release-it.ts',
  ];
  const path = files.find((one) => world.exists(one));
  const manifest = world.read('package.json') ?? '';
  if (path === undefined && !/"release-it"\s*:\s*\{/.test(manifest)) return undefined;
  const config = releaseIt(world);
  const text = path === undefined ? manifest : (world.read(path) ?? '');
  const commits = text.includes('@release-it/conventional-changelog');
  const tag = config.tag.k === 'alts' ? undefined : describe(config.tag);
  const branches = config.branches ?? [];
  return {
    driver: 'release-it',
    components: [{ name: undefined, path: '', ...(tag?.includes('{version}') ? { tag } : {}), reasons: [] }],
    ...(branches.length > 0 && !branches.every((one) => one === 'main' || one === 'master')
      ? { channels: [{ name: 'stable', branches, latest: true }] }
      : {}),
    reasons: [
      {
        key: 'driven-by',
        why: commits ? 'release-it decides the versions, from commits' : 'release-it releases here, and a person names the version',
        at: config.at ?? { path: path ?? 'package.json', line: 1, column: 1, endLine: 1, endColumn: 1 },
      },
    ],
  };
}
