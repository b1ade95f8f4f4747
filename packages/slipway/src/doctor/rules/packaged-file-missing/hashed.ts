import { maskExpressions, type Step } from '../../../actions/index.ts';
import type { JobRun, World } from '../../../chain/index.ts';
import { type Location, type ScalarNode, scalarSpan } from '../../../source/index.ts';
import { filesOf } from './tree-files.ts';

/** A pattern of `hashFiles` that no file of the tree matches. */
export interface EmptyHash {
  readonly at: Location;
  readonly pattern: string;
}

/** Names of lock files: what else is hashed may be made by a step before. */
const lockFile =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.ya?ml|bun\.lockb?|go\.sum|uv\.lock|poetry\.lock|Pipfile\.lock|Gemfile\.lock|composer\.lock)$/;

/** Keys of caches that are made of a lock file that the tree does not have, in each step's inputs. */
export function* emptyHashes(job: JobRun, world: World): Generator<EmptyHash> {
  const files = filesOf(world);
  for (const step of job.job.steps)
    for (const node of textsOf(step)) {
      if (!node.text.includes('hashFiles')) continue;
      for (const e of maskExpressions(node.text).expressions)
        for (const call of e.source.matchAll(/hashFiles\(([^()]*)\)/g)) {
          const patterns = [...call[1]!.matchAll(/'([^']*)'/g)].map((m) => m[1]!);
          if (patterns.length !== 1 || call[1]!.replace(/'[^']*'|[\s,]/g, '') !== '') continue;
          const pattern = patterns[0]!.replace(/^\.\//, '');
          const name = pattern.split('/').at(-1)!;
          if (!lockFile.test(`/${name}`) || !/^(?:\*\*\/)?[\w./-]+$/.test(pattern)) continue;
          if (isThere(pattern, world) || files.mayBeMade(name)) continue;
          yield { at: node.file.locate(scalarSpan(node, e.start, e.end)), pattern: patterns[0]! };
        }
    }
}

const answered = new WeakMap<World, Map<string, boolean>>();

function isThere(pattern: string, world: World): boolean {
  const known = answered.get(world) ?? new Map<string, boolean>();
  answered.set(world, known);
  const before = known.get(pattern);
  if (before !== undefined) return before;
  const end = pattern.startsWith('**/') ? pattern.slice(3) : undefined;
  const there = end === undefined ? world.tree.has(pattern) : world.tree.list().some((p) => p === end || p.endsWith(`/${end}`));
  if (known.size < 100) known.set(pattern, there);
  return there;
}

function textsOf(step: Step): ScalarNode[] {
  return step.with.flatMap((p) => (p.value?.kind === 'scalar' ? [p.value] : []));
}
