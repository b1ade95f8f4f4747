import { asText } from '../../../actions/index.ts';
import type { World } from '../../../chain/index.ts';
import { type Location, sourceFile } from '../../../source/index.ts';
import { embeddedCommands, fileName } from '../../../tools/index.ts';

/** A line with which a person pushes every local tag. */
export interface Sweep {
  readonly at: Location;
  readonly command: string;
}

const most = 80;
const longest = 2000;
/** Programs and task files that people release with; documents only tell of them. */
const named =
  /(?:^|\/)(?:package\.json|[Mm]akefile|GNUmakefile|[Jj]ustfile|Rakefile|[\w.-]*(?:release|bump|tag|publish|version|deploy)[\w.-]*\.(?:sh|bash|zsh|ts|mts|js|mjs|cjs|py|rb)|(?:release|bump|publish)[\w-]*)$/i;
const folder = /^(?:[\w.-]+\/){0,2}(?:scripts?|tools?|bin|hack|dev|ci|release|utils)\/[\w-]+(?:[\w.-]*\.(?:sh|bash|zsh|ts|mts|js|mjs|cjs|py|rb))?$/i;
/** Scripts that test others name commands that they do not run. */
const tests = /(?:^|[/._-])(?:tests?|specs?)[._-][^/]*$|[._-](?:tests?|specs?)(?:\.\w+)?$/i;
const elsewhere = /(?:^|\/)(?:node_modules|vendor|third[-_]party|fixtures?|tests?|__tests__|examples?|templates?|testdata|docs?)\//i;

const sweeping = /\bgit\s+push\b(?:[^\n;&|#"'`]|"[^"\n]*")*?\s--tags(?![\w-])/;

/** Scripts, tasks of make and scripts of package.json that push with `--tags` and that no workflow calls. */
export function sweepingScripts(world: World): Sweep[] {
  const paths = world.tree
    .list()
    .filter((p) => !elsewhere.test(p) && !tests.test(p) && !p.startsWith('.github/workflows/') && (named.test(p) || folder.test(p)));
  const out: Sweep[] = [];
  world.tree.prefetch?.(paths.slice(0, most));
  for (const path of paths.slice(0, most)) {
    const text = world.tree.read(path);
    if (text === undefined || text.length > 400_000 || !text.includes('--tags') || !text.includes('push')) continue;
    const found = sweepIn(path, text);
    if (found && !isCalled(path, found.line, world)) out.push(found.sweep);
  }
  return out;
}

function sweepIn(path: string, text: string): { readonly sweep: Sweep; readonly line: string } | undefined {
  const file = sourceFile(path, text);
  const at = (start: number, end: number, command: string) => {
    const from = text.lastIndexOf('\n', start) + 1;
    const line = text.slice(from, text.indexOf('\n', start) < 0 ? text.length : text.indexOf('\n', start));
    return { sweep: { at: file.locate({ start, end }), command }, line };
  };
  const language = /\.(ts|mts|js|mjs|cjs|py|rb)$/.exec(path)?.[1];
  if (language !== undefined) {
    for (const { words, offset } of embeddedCommands(text, language)) {
      const plain = words.map(asText);
      if (plain[0] !== 'git' || plain[1] !== 'push' || !plain.includes('--tags') || plain.includes('--dry-run')) continue;
      return at(offset, Math.min(text.length, offset + 1), 'git push --tags');
    }
    return undefined;
  }
  for (const line of text.matchAll(/[^\n]+/g)) {
    // A line of generated code is no line that a person wrote.
    if (line[0].length > longest || /^\s*(?:#|\/\/|@?echo\b|printf\b)/.test(line[0])) continue;
    const hit = sweeping.exec(line[0]);
    // A line that tells a person what to type pushes nothing.
    if (hit && !/--dry-run|\becho\b|\bprintf\b/.test(line[0].slice(0, hit.index + hit[0].length)))
      return at(line.index + hit.index, line.index + hit.index + hit[0].length, hit[0].replace(/\s+/g, ' '));
  }
  return undefined;
}

/** Whether a workflow runs it: in a run's clone there are no tags but those of GitHub. */
function isCalled(path: string, line: string, world: World): boolean {
  const name = fileName(path);
  const script = name === 'package.json' ? /^\s*"([^"]+)"\s*:/.exec(line)?.[1] : undefined;
  if (script !== undefined) return new RegExp(`\\b(?:npm|pnpm|yarn|bun)\\b[^\\n]*\\b${script.replace(/[^\w-]/g, '\\$&')}\\b`).test(textOf(world));
  if (/makefile|justfile|rakefile/i.test(name)) return false;
  return textOf(world).includes(name);
}

const texts = new WeakMap<World, string>();

function textOf(world: World): string {
  const known = texts.get(world) ?? world.workflows.map((w) => w.file.text).join('\n');
  texts.set(world, known);
  return known;
}
