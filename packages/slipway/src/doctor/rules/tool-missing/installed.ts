import type { Step } from '../../../actions/index.ts';
import type { World } from '../../../chain/index.ts';

const packages: Readonly<Record<string, string>> = {
  gh: 'gh|github-cli',
  node: 'node|nodejs',
  npm: 'npm|nodejs|node',
  python3: 'python3?|python-is-python3',
};
const manager = String.raw`(?:apk\s+(?:[^\n;&|]{0,120}?\s)?add|apt(?:-get)?\s+(?:[^\n;&|]{0,120}?\s)?install|(?:microdnf|dnf|yum|tdnf|zypper)\s+(?:[^\n;&|]{0,120}?\s)?(?:install|in)|pacman\s+-S\w*|brew\s+install|nix-env|nix\s+profile|conda\s+install|mise\s+\w+|asdf\s+\w+)`;
/** Longer scripts are read up to here. */
const mostText = 200_000;
/** A package manager that is told by a variable, a file or a pipe what to install. */
const anything = new RegExp(`${manager}[^\\n;&|]{0,1000}(?:\\$|<|@)|xargs[^\\n]{0,200}${manager}`);

/**
 * Whether the steps up to a point may have brought a command into the container. Whatever is written in a way that is not understood counts as
 * bringing it.
 */
export function mayBring(tool: string, steps: readonly Step[], world: World): boolean {
  const text = steps
    .map((s) => textOf(s, world))
    .join('\n')
    .slice(0, mostText)
    .replace(/\\\r?\n[ \t]*/g, ' ');
  if (anything.test(text)) return true;
  const name = packages[tool] ?? tool;
  if (new RegExp(`${manager}[^\\n;&|]{0,1000}(?:^|[\\s"'])(?:${name})(?![\\w])`).test(text)) return true;
  // Downloaded, built, linked or put on the path. The path of a shell is written for other reasons too.
  const placed = `bin/(?:${name})\\b|GITHUB_PATH[^\\n]{0,300}(?:${name})|(?:mv|cp|install|ln)\\s[^\\n]{0,300}\\b(?:${name})\\b[^\\n]{0,300}bin\\b`;
  if (tool !== 'bash' && new RegExp(tool === 'gh' ? `${placed}|cli/cli` : placed).test(text)) return true;
  return new RegExp(`(?:/|^)(?:setup|install)[\\w-]*[^\\n]{0,300}\\b(?:${name})\\b|\\b(?:${name})\\b[\\w-]*(?:setup|install)`, 'm').test(text);
}

/** What a step says: its script with the scripts of the tree that it names, or its action with its inputs. */
function textOf(step: Step, world: World): string {
  const { file, span } = step.node;
  const own = file.text.slice(span.start, span.end);
  const found = [own];
  if (step.uses?.is.kind === 'local') {
    const dir = step.uses.is.path.replace(/^\.\//, '').replace(/\/$/, '');
    found.push(world.localAction(dir)?.file.text ?? '');
  }
  for (const [word] of own.matchAll(/[\w.-]*\/[\w./-]+|[\w-]+\.(?:sh|bash|py)/g)) {
    const path = word.replace(/^\.\//, '');
    if (world.tree.has(path)) found.push(world.tree.read(path) ?? '');
  }
  for (const [program, ...files] of [
    ['make', 'Makefile', 'makefile', 'GNUmakefile'],
    ['just', 'justfile', 'Justfile', '.justfile'],
  ] as const)
    if (new RegExp(`\\b${program}\\b`).test(own)) for (const f of files) found.push(world.tree.read(f) ?? '');
  return found.join('\n');
}
