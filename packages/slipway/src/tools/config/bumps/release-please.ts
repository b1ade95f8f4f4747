import type { Location } from '../../../source/index.ts';
import type { ToolWorld } from '../../types.ts';
import { at, document, entriesAt, flagAt, itemsAt, place, textAt, textsAt } from '../documents.ts';
import type { Raise, ToolRules } from './types.ts';

/** What the configuration of a package says of its versions, beside its tag. */
export interface ReleasePleaseVersioning {
  readonly rules: ToolRules;
  /** `initial-version`, else what the strategy begins with. */
  readonly first: string;
  /** From the root of the tree; undefined: it keeps none. */
  readonly changelog: string | undefined;
  readonly exclude: readonly string[];
  /** Packages of one group have one version. */
  readonly group: string | undefined;
  readonly at: Location | undefined;
}

/** Types that have a section of the notes, and so make a release: src/util/filter-commits.ts and the strategies' own lists, read 2026-11-20. */
const VISIBLE = ['feat', 'fix', 'perf', 'revert'];
const ALSO: Readonly<Record<string, readonly string[]>> = { python: ['deps', 'docs'], java: ['deps', 'docs'], r: ['deps', 'docs'], php: ['chore'] };
/** Strategies whose first version is 0.1.0. */
const SMALL_FIRST = new Set(['python', 'rust', 'r', 'terraform-module']);

/**
 * How release-please counts the versions of a package.
 * @param path as the configuration names it ('.' for the root); without a configuration only the strategy counts
 */
export function releasePleaseVersioning(
  world: ToolWorld,
  path: string,
  releaseType: string,
  file = 'release-please-config.json',
): ReleasePleaseVersioning {
  const root = document(world, file);
  const node = at(root, 'packages', path);
  const of = (name: string) => at(node, name) ?? at(root, name);
  const word = (name: string) => textAt(of(name));
  const minor = of('bump-minor-pre-major');
  const patch = of('bump-patch-for-minor-pre-major');
  const sections = of('changelog-sections');
  const strategy = word('versioning') ?? 'default';
  const always = /^always-bump-(major|minor|patch)$/.exec(strategy)?.[1] as Raise | undefined;
  const shown = sections
    ? itemsAt(sections).flatMap((one) => (flagAt(one, 'hidden') === true ? [] : (textAt(one, 'type') ?? [])))
    : [...VISIBLE, ...(ALSO[releaseType] ?? [])];
  const types = new Map<string, Raise>(shown.map((type) => [type, always ?? (type === 'feat' || type === 'feature' ? 'minor' : 'patch')]));
  // A type of the defaults that has no visible section here makes no release.
  for (const type of VISIBLE) if (!types.has(type)) types.set(type, 'none');
  const folder = path === '.' ? '' : `${path}/`;
  const component = textAt(node, 'component') ?? textAt(node, 'package-name') ?? path;
  return {
    rules: {
      types,
      ...(always === undefined ? {} : { breaking: always }),
      ...(sections ? unlisted(itemsAt(sections).flatMap((one) => textAt(one, 'type') ?? [])) : {}),
      early: always
        ? { breaking: always, feature: always }
        : { breaking: flagAt(minor) === true ? 'minor' : 'major', feature: flagAt(patch) === true ? 'patch' : 'minor' },
      beyond: always === undefined && strategy !== 'default' ? [`versioning is ${strategy}`] : [],
      at: place(of('versioning') ?? minor ?? patch ?? sections),
    },
    first: word('initial-version') ?? (SMALL_FIRST.has(releaseType) ? '0.1.0' : '1.0.0'),
    changelog: flagAt(of('skip-changelog')) === true ? undefined : `${folder}${word('changelog-path') ?? 'CHANGELOG.md'}`.replace(/^\//, ''),
    exclude: textsAt(of('exclude-paths')),
    group: groupOf(component, root),
    at: place(node ?? root),
  };
}

/** A change of a type that no section names, hidden or not, makes no release even where it breaks: src/util/filter-commits.ts, read 2026-11-21. */
function unlisted(types: readonly string[]): Pick<ToolRules, 'further'> {
  const listed = [...new Set(types)].filter((type) => /^[\w-]+$/.test(type)).sort();
  return listed.length === 0 ? {} : { further: [{ type: `!{${listed.join(',')}}`, breaking: true, raises: 'none' }] };
}

function groupOf(component: string, root: ReturnType<typeof document>): string | undefined {
  for (const plugin of itemsAt(root, 'plugins')) {
    if (textAt(plugin, 'type') !== 'linked-versions') continue;
    if (textsAt(plugin, 'components').includes(component)) return textAt(plugin, 'groupName') ?? 'linked';
  }
  return undefined;
}

/** Folders of the packages that the configuration lists, as it names them. */
export function releasePleasePaths(world: ToolWorld, file = 'release-please-config.json'): readonly string[] {
  return entriesAt(document(world, file), 'packages').map(({ name }) => name);
}
