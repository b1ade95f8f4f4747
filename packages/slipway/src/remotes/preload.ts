const NAMES =
  /^(?:package\.json|Cargo\.toml|pyproject\.toml|setup\.(?:py|cfg)|go\.mod|Dockerfile.*|.*\.Dockerfile|Makefile|GNUmakefile|makefile|\.?justfile|Justfile|Taskfile.*|action\.ya?ml|\.gitignore|.*\.(?:gemspec|csproj|sh|bash|ps1|fsx))$/;
const FOLDERS = /^(?:\.github|\.changeset|\.cargo|\.husky)\/|(?:^|\/)(?:scripts?|bin|tools|ci|\.ci|hack|build)\//;
/** Documents that may say how a release is made: those of `docs/` itself, and deeper ones that are named so. */
const DOCUMENTS =
  /^docs?\/[^/]+\.(?:md|mdx|rst|adoc)$|^(?:docs?|documentation|\.claude|\.agents?|\.cursor|\.augment)\/(?:[^/]+\/){0,5}[^/]*(?:releas|publish|deploy|contribut|runbook|playbook|hotfix|rollback|workflow|pipeline|SKILL)[^/]*\.(?:md|mdx|rst|adoc)$/i;
const ASIDE = /(?:^|\/)(?:node_modules|vendor|third_party|testdata|fixtures|__snapshots__)\//i;
const NO_TEXT = /\.(?:png|jpe?g|gif|ico|svg|pdf|woff2?|ttf|zip|gz|xz|tar|jar|exe|dll|so|wasm|mp4|lock|snap)$/i;

/** A file that nobody reads as a text, by its ending. */
export function isBinary(path: string): boolean {
  return NO_TEXT.test(path);
}

/** A file that reading a release needs: workflows, manifests, scripts, release documents, and what lies at the root. Decided by path alone. */
export function isWanted(path: string): boolean {
  if ((ASIDE.test(path) || NO_TEXT.test(path)) && !path.startsWith('.github/workflows/')) return false;
  const slash = path.lastIndexOf('/');
  return slash === -1 || FOLDERS.test(path) || DOCUMENTS.test(path) || NAMES.test(path.slice(slash + 1));
}

const LATER =
  /\.(?:md|mdx|markdown|rst|adoc|rb|nuspec|tf|hcl|tfvars|gradle|kts|properties|cabal|podspec|nix|tmpl|tpl)$|(?:^|\/)(?:pom\.xml|Chart\.yaml|tauri\.conf\.json|VERSION|version\.(?:txt|go|rb|py|ts|js)|__init__\.py|_version\.py|mix\.exs|manifest\.json|plugin\.json|PKGBUILD|Containerfile|(?:[\w.-]*[-_.])?(?:post|pre)?(?:install|download|binary|platform|launcher|updater?|prebuild|setup|release)(?:er|s)?(?:[-_.][\w.-]*)?\.[cm]?[jt]s)$/i;
const RARE = /(?:^|\/)(?:tests?|__tests__|e2e|specs?|examples?|blog|posts|news|archive|locales?|i18n|translations)\//i;
/** Deeper files of this kind are loaded when they are asked for. */
const MOST_LATER = 250;

/** Documents, packaging and files with versions: read for many trees, so that they are loaded with the rest; those near the root first. */
export function alsoWanted(paths: Iterable<string>): string[] {
  const found: string[] = [];
  for (const path of paths) if (LATER.test(path) && !isWanted(path) && !ASIDE.test(path) && !NO_TEXT.test(path) && !RARE.test(path)) found.push(path);
  if (found.length <= MOST_LATER) return found;
  const depth = (path: string): number => path.split('/').length;
  return found.sort((a, b) => depth(a) - depth(b)).slice(0, MOST_LATER);
}
