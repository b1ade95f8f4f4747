import { describe } from '../../../actions/index.ts';
import { get, parseYaml, sourceFile, textOf } from '../../../source/index.ts';
import {
  cocogitto,
  inheritsVersion,
  knope,
  knopePackages,
  pythonSemanticReleaseConfig,
  pythonSemanticReleaseRules,
  releaseDrafter,
  releasePlease,
  releasePleasePaths,
  releasePleaseVersioning,
  releasePlz,
  releasePlzChangelog,
  releasePlzGroup,
  releasePlzRules,
} from '../../../tools/index.ts';
import type { Channel } from '../../types.ts';
import { type Facts, scriptWith, stepWith } from './facts.ts';
import { type Found, type FoundComponent, rulesReasons, rulesWith, withName } from './found.ts';

const CONFIG = 'release-please-config.json';
const APP = '.github/release-please.yml';

/** release-please: the packages of its configuration, or the one of the action's `release-type`. */
export function fromReleasePlease(facts: Facts): Found | undefined {
  const { world } = facts;
  const step = stepWith(facts, 'googleapis/release-please-action', 'google-github-actions/release-please-action');
  const file = step?.input('config-file') ?? CONFIG;
  const listed = releasePleasePaths(world, file);
  // The GitHub App of release-please reads a file of its own.
  const app = step ? undefined : world.read(APP);
  const appType = app === undefined ? undefined : get(parseYaml(sourceFile(APP, app)).root, 'releaseType');
  const type = step?.input('release-type') ?? textOf(appType);
  const literal = (name: string): string | undefined => {
    const text = step?.input(name);
    return text?.includes('${{') ? undefined : text;
  };
  const path = literal('path');
  const name = literal('package-name');
  const config =
    listed.length > 0
      ? releasePlease(world, { configFile: file })
      : type === undefined || type.includes('${{')
        ? undefined
        : releasePlease(world, { releaseType: type, ...(path === undefined ? {} : { path }), ...(name === undefined ? {} : { packageName: name }) });
  if (!config || config.packages.length === 0) return undefined;
  const components = config.packages.map((one): FoundComponent => {
    const versioning = releasePleaseVersioning(world, one.path, one.releaseType, file);
    const folder = one.path === '.' ? '' : one.path.replace(/^\.\//, '').replace(/\/+$/, '');
    const own = one.component || (folder === '' ? undefined : folder.split('/').at(-1));
    return {
      name: own,
      path: folder,
      tag: withName(describe(one.tag), own),
      rules: rulesWith('release-please', versioning.rules),
      first: versioning.first,
      changelog: versioning.changelog ?? false,
      ...(versioning.group === undefined ? {} : { group: versioning.group }),
      ...pathsOf(folder === '' && config.packages.length > 1, versioning.exclude),
      reasons: rulesReasons('release-please', versioning.rules),
    };
  });
  return {
    driver: 'release-please',
    components,
    reasons: [{ key: 'driven-by', why: 'release-please decides the versions', at: config.at ?? step?.at ?? appType?.file.locate(appType.span) }],
  };
}

/** The package at the root has the commits of all others too: src/manifest.ts and src/util/commit-split.ts of release-please, read 2026-11-21. */
function pathsOf(all: boolean, exclude: readonly string[]): Pick<FoundComponent, 'paths'> {
  const paths = [...(all ? ['**'] : []), ...exclude.map((one) => `!${one}/**`)];
  return paths.length === 0 ? {} : { paths };
}

/** release-plz: the crates that it releases. */
export function fromReleasePlz(facts: Facts): Found | undefined {
  const { world } = facts;
  const file = ['release-plz.toml', '.release-plz.toml'].find((path) => world.exists(path));
  const step =
    stepWith(facts, 'release-plz/action', 'marcoieni/release-plz-action') ?? scriptWith(facts, 'release-plz', /\brelease-plz (?:release|update)/);
  if (file === undefined && !step) return undefined;
  const config = releasePlz(world);
  // Examples of a workspace are crates too; one that was never tagged is not released.
  const tagged = config.packages.filter(
    (one) => one.tag !== undefined && !(facts.tags.length > 0 && /^(?:examples?|benches|benchmarks|tests?|fuzz)\//.test(one.directory)),
  );
  if (tagged.length === 0) return undefined;
  const templates = new Set(tagged.map((one) => describe(one.tag!)));
  const locked = templates.size === 1 && tagged.length > 1;
  // Crates with the version of the workspace get the highest that any of them would get; so do those of a version group.
  const groups = new Map(
    tagged.map((one) => [one.name, locked || inheritsVersion(world, one.directory) ? 'workspace' : releasePlzGroup(world, one.name)]),
  );
  const shared = [...groups.values()].filter((group) => group === 'workspace').length > 1;
  return {
    driver: 'release-plz',
    components: tagged.map((one): FoundComponent => {
      const rules = releasePlzRules(world, one.name);
      const group = groups.get(one.name);
      return {
        name: one.name,
        path: one.directory,
        tag: withName(describe(one.tag!), one.name),
        rules: rulesWith('release-plz', rules),
        changelog: releasePlzChangelog(world, one.name, one.directory) ?? false,
        ...(group === undefined || (group === 'workspace' && !shared) ? {} : { group }),
        reasons: rulesReasons('release-plz', rules),
      };
    }),
    reasons: [
      {
        key: 'driven-by',
        why: 'release-plz decides the versions',
        at: config.at ?? step?.at ?? (file === undefined ? undefined : { path: file, line: 1, column: 1, endLine: 1, endColumn: 1 }),
      },
      ...(locked
        ? [{ key: 'components', why: 'all crates have the same tag, so they rise together', at: tagged[0]!.at }]
        : shared
          ? [{ key: 'components', why: 'crates with the version of the workspace rise together', at: tagged[0]!.at }]
          : []),
    ],
  };
}

/** knope: the packages of knope.toml, by crates/knope-versioning/src/changes/conventional_commit.rs, read 2026-11-21. */
export function fromKnope({ world }: Facts): Found | undefined {
  const config = knope(world);
  if (!config) return undefined;
  const { packages, commits } = knopePackages(world);
  if (packages.length === 0) return undefined;
  return {
    driver: 'knope',
    from: commits ? ['commits', 'changesets'] : ['changesets'],
    components: packages.map(
      (one): FoundComponent => ({
        name: one.name,
        path: one.path,
        // A commit is of all packages, whatever files it changes.
        ...(packages.length > 1 ? { paths: ['**'] } : {}),
        tag: one.name === undefined ? 'v{version}' : '{name}/v{version}',
        rules: rulesWith('knope', one.rules),
        changelog: one.changelog ?? false,
        reasons: rulesReasons('knope', one.rules),
      }),
    ),
    reasons: [
      { key: 'driven-by', why: 'knope decides the versions', at: config.at },
      { key: 'from', why: commits ? 'knope reads commits and change files' : 'knope is told to ignore commits', at: config.at },
    ],
  };
}

/** cocogitto: the whole, and each package of cog.toml. */
export function fromCocogitto({ world }: Facts): Found | undefined {
  const config = cocogitto(world);
  if (!config) return undefined;
  const rules = rulesWith('cocogitto', config.rules);
  const whole: FoundComponent[] =
    config.tag === undefined
      ? []
      : [
          {
            name: undefined,
            path: '',
            // The whole rises with its packages.
            ...(config.packages.length === 0
              ? {}
              : { paths: ['**', ...config.packages.flatMap(({ path, raisesWhole }) => (raisesWhole ? [] : [`!${path}/**`]))] }),
            tag: config.tag,
            rules,
            changelog: config.changelog ?? false,
            reasons: [],
          },
        ];
  const branches = config.branches?.filter((one) => one !== 'main' && one !== 'master') ?? [];
  return {
    driver: 'cocogitto',
    components: [
      ...whole,
      ...config.packages.map((one) => ({
        name: one.name,
        path: one.path,
        ...(one.paths.length === 0 ? {} : { paths: one.paths }),
        tag: withName(one.tag, one.name),
        rules,
        changelog: config.changelog === undefined ? (false as const) : one.changelog,
        reasons: [],
      })),
    ],
    ...(branches.length > 0 ? { channels: [{ name: 'stable', branches: config.branches!, latest: true }] } : {}),
    reasons: [{ key: 'driven-by', why: 'cocogitto decides the versions', at: config.at }, ...rulesReasons('cocogitto', config.rules)],
  };
}

/** python-semantic-release: one component, its groups of branches as channels. */
export function fromPythonSemanticRelease(facts: Facts): Found | undefined {
  const { world } = facts;
  const hasTable =
    /^\s*\[tool\.semantic_release\b/m.test(world.read('pyproject.toml') ?? '') || ['releaserc.toml'].some((path) => world.exists(path));
  const step = stepWith(facts, 'python-semantic-release/python-semantic-release', 'relekang/python-semantic-release');
  if (!hasTable && !step) return undefined;
  const config = pythonSemanticReleaseConfig(world);
  const rules = pythonSemanticReleaseRules(world);
  const tag = describe(config.tag);
  const names = facts.branches.length > 0 ? facts.branches : [world.defaultBranch];
  const channels = config.branches.flatMap((group): Channel[] => {
    const branches = names.filter((name) => group.match?.test(name) && name.length < 60);
    if (branches.length === 0 || group.prerelease === undefined) return [];
    return [{ name: group.prerelease.replace(/[^0-9A-Za-z-]+/g, '-'), identifier: group.prerelease, branches, latest: false }];
  });
  const distinct = channels.filter((one, index) => channels.findIndex((other) => other.name === one.name) === index);
  return {
    driver: 'python-semantic-release',
    components: [
      {
        name: undefined,
        path: '',
        ...(tag.includes('{version}') ? { tag } : {}),
        rules: rulesWith('python-semantic-release', rules),
        ...(rules.first === undefined ? {} : { first: rules.first }),
        reasons: rulesReasons('python-semantic-release', rules),
      },
    ],
    ...(distinct.length > 0 ? { channels: [{ name: 'stable', branches: ['main', 'master'], latest: true }, ...distinct] } : {}),
    reasons: [{ key: 'driven-by', why: 'python-semantic-release decides the versions', at: config.at ?? step?.at }],
  };
}

/** Release Drafter: labels of pull requests decide, and our own rules know them. */
export function fromReleaseDrafter({ world }: Facts): Found | undefined {
  const config = releaseDrafter(world);
  if (!config) return undefined;
  const labels = config.rules.labels?.size ?? 0;
  return {
    driver: 'slipway',
    ...(labels === 0 ? {} : { from: ['pull-requests'] }),
    components: [
      {
        name: undefined,
        path: '',
        ...(config.tag === undefined ? {} : { tag: config.tag }),
        ...(labels === 0 ? {} : { rules: rulesWith('slipway', config.rules) }),
        reasons: labels === 0 ? [] : [{ key: 'rules', why: 'what labels raise, as Release Drafter is told', at: config.rules.at }],
      },
    ],
    reasons: labels === 0 ? [] : [{ key: 'from', why: 'Release Drafter counts by the labels of pull requests', at: config.at }],
  };
}
