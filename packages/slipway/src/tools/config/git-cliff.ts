import type { Location } from '../../source/index.ts';
import type { ToolWorld } from '../types.ts';
import { at, document, firstFile, place, textAt } from './documents.ts';

export interface GitCliff {
  readonly path: string;
  /** Regular expression (Rust) of the tags that count as releases. */
  readonly tagPattern: string | undefined;
  readonly ignoreTags: string | undefined;
  readonly at: Location | undefined;
}

/** git-cliff's configuration: the file of `--config`, else `cliff.toml`, `.cliff.toml` or the table in Cargo.toml or pyproject.toml. */
export function gitCliff(world: ToolWorld, path?: string): GitCliff | undefined {
  const file = path ?? firstFile(world, ['cliff.toml', '.cliff.toml', '.config/cliff.toml', 'cliff.yaml']);
  const places =
    file !== undefined
      ? [[file] as const]
      : [
          ['Cargo.toml', 'workspace', 'metadata', 'git-cliff'] as const,
          ['Cargo.toml', 'package', 'metadata', 'git-cliff'] as const,
          ['pyproject.toml', 'tool', 'git-cliff'] as const,
        ];
  for (const [from, ...keys] of places) {
    if (!world.exists(from)) continue;
    const root = at(document(world, from), ...keys);
    if (root === undefined) continue;
    const pattern = at(root, 'git', 'tag_pattern');
    return {
      path: from,
      tagPattern: textAt(pattern),
      ignoreTags: textAt(root, 'git', 'ignore_tags') ?? textAt(root, 'git', 'skip_tags'),
      at: place(pattern ?? root),
    };
  }
  return undefined;
}
