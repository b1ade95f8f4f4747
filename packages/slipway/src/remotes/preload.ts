const NAMES =
  /^(?:package\.json|Cargo\.toml|pyproject\.toml|setup\.(?:py|cfg)|go\.mod|Dockerfile.*|.*\.Dockerfile|Makefile|GNUmakefile|makefile|\.?justfile|Justfile|Taskfile.*|action\.ya?ml|\.gitignore|.*\.(?:gemspec|csproj|sh|bash|ps1|fsx))$/;
const FOLDERS = /^(?:\.github|\.changeset|\.cargo)\/|(?:^|\/)(?:scripts?|bin|tools|ci|\.ci|hack|build)\//;
const ASIDE = /(?:^|\/)(?:node_modules|vendor|third_party|testdata|fixtures|__snapshots__)\//i;
const NO_TEXT = /\.(?:png|jpe?g|gif|ico|svg|pdf|woff2?|ttf|zip|gz|xz|tar|jar|exe|dll|so|wasm|mp4|lock|snap)$/i;

/** A file that nobody reads as a text, by its ending. */
export function isBinary(path: string): boolean {
  return NO_TEXT.test(path);
}

/** A file that reading a release needs: workflows, manifests, scripts, and what lies at the root. Decided by path alone. */
export function isWanted(path: string): boolean {
  if ((ASIDE.test(path) || NO_TEXT.test(path)) && !path.startsWith('.github/workflows/')) return false;
  const slash = path.lastIndexOf('/');
  return slash === -1 || FOLDERS.test(path) || NAMES.test(path.slice(slash + 1));
}
