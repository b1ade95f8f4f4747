import type { Workflow } from '../../../actions/index.ts';
import type { World } from '../../../chain/index.ts';
import { fileName } from '../../../tools/index.ts';

/** What is no program and no configuration. */
const silent =
  /(?:^|\/)(?:node_modules|vendor|third_party|\.git)\/|\.(?:mdx?|rst|txt|adoc|html?|css|scss|svg|png|jpe?g|gif|ico|webp|pdf|woff2?|ttf|otf|zip|gz|xz|tar|jar|exe|dll|so|wasm|mp[34]|lock|snap|csv|tsv|po|map)$|(?:^|\/)(?:package-lock\.json|pnpm-lock\.yaml|go\.sum|LICENSE[^/]*)$/i;
/** Scripts that run when something names them, and not as part of a program. */
const script = /\.(?:sh|bash|zsh|ps1|bat|cmd)$|^\.github\/|(?:^|\/)(?:scripts?|hack|ci|\.ci|tools|bin)\//;

/** More files than this are not searched, and nothing is said. */
const most = 3000;

/**
 * Whether a program or a configuration that a workflow's jobs can run names a variable. A script counts when the workflow, a manifest or another
 * script names its file. True as well when the tree is too large to tell.
 */
export function treeMentions(name: string, workflow: Workflow, world: World): boolean {
  const paths = world.tree.list().filter((p) => !silent.test(p) && !p.startsWith('.github/workflows/'));
  if (paths.length > most) return true;
  const word = new RegExp(`(?<!\\w)${name}(?!\\w)`);
  world.tree.prefetch?.(paths);
  const reading = paths.filter((path) => {
    const text = world.tree.read(path);
    return text?.includes(name) === true && word.test(text);
  });
  return reading.some((path) => !script.test(path) || isNamed(path, paths, workflow, world));
}

function isNamed(path: string, paths: readonly string[], workflow: Workflow, world: World): boolean {
  const file = fileName(path);
  // An action is named by its folder, a module without its ending.
  const stem = /^action\.ya?ml$/.test(file) ? (path.split('/').at(-2) ?? file) : file.replace(/\.[cm]?[jt]s$/, '');
  return workflow.file.text.includes(stem) || paths.some((other) => other !== path && world.tree.read(other)?.includes(stem) === true);
}
