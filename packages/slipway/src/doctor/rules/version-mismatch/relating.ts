import type { Workflow } from '../../../actions/index.ts';
import type { World } from '../../../chain/index.ts';
import { withScripts } from '../../workflow-texts.ts';

/** Words with which a workflow looks at a manifest, or at what was built from it. One of them anywhere is enough for silence. */
const LOOKS = [
  /cargo (?:metadata|pkgid|read-manifest)|Cargo\.toml|package\.json|npm pkg get|pyproject|setup\.(?:py|cfg)|__version__|tomll?i|importlib|gemspec|version\.rb|mix\.exs|\.cabal\b|csproj|pubspec/i,
  /\b(?:poetry|uv|hatch|pdm) version\b|cargo[- ]dist|\bdist (?:plan|build|host)\b|mismatch|(?:verif|check(?!out)|validat|assert|compar|match|ensur)\w{0,8}[\s_-]{0,4}(?:the\s{1,4})?(?:\w{1,30}[\s_-]{1,4}){0,2}(?:version|tag)|version[\s_-]{0,4}(?:check|verif|match)/i,
];

/** Tools that raise the version and make the tag in one go; their traces are configuration files, scripts and documents. */
const BUMPERS =
  /\b(?:npm|pnpm|yarn|bun pm) version\b|cargo[- ]release|metadata\.release|cargo workspaces version|bump2version|bumpversion|bump-my-version|\bbumpver\b|\bcz bump|commitizen|standard-version|commit-and-tag-version|release-it|\blerna\b|changeset|zest\.?releaser|fullrelease|release:prepare|git[- ]extras|\bnpx np\b|release-plz|release-please|semantic-release|\bknope\b|cocogitto|\bcog bump|monochange|sampo|tbump|\bversioningit|setuptools[_-]scm/i;
const TRACES =
  /^(?:release\.toml|\.release-it\.\w+|lerna\.json|\.bumpversion\.\w+|\.versionrc[\w.]*|cog\.toml|knope\.toml|tbump\.toml|\.release-please-manifest\.json|release-please-config\.json|\.?release-plz\.toml|Makefile|[jJ]ustfile|package\.json|Cargo\.toml|pyproject\.toml|setup\.cfg|Taskfile\.ya?ml)$|^(?:docs?\/|\.github\/)?[\w-]*(?:RELEAS|CONTRIBUT|MAINTAIN|DEVELOP|PUBLISH)[\w-]*\.(?:md|rst|txt)$|^(?:scripts?|tools?|bin|ci|dev)\/[\w.-]*(?:releas|bump|version|publish|tag)[\w.-]*$/i;

/** Something in the workflow, or in a script of it, looks at a manifest or compares versions. */
export const looksAtManifest = (workflow: Workflow, world: World): boolean => {
  const text = withScripts(workflow, world);
  return LOOKS.some((one) => one.test(text));
};

/** The tree has the traces of a tool that raises the manifest and makes the tag together. */
export const hasBumper = (world: World): boolean =>
  world.tree
    .list()
    .some(
      (path) =>
        TRACES.test(path) &&
        (/^(?:release\.toml|\.release-it|lerna|\.bumpversion|\.versionrc|cog\.|knope|tbump|\.?release-pl)/.test(path) ||
          BUMPERS.test((world.tree.read(path) ?? '').slice(0, 200_000))),
    );
