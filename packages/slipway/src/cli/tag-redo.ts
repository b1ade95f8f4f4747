import type { Context } from './context.ts';
import { UsageError } from './exit.ts';
import type { TagFlags } from './tag.ts';

export async function runRedo(path: string | undefined, tag: string, flags: TagFlags, _context: Context): Promise<number> {
  throw new UsageError(`${tag} ${path} ${flags.redo}`);
}
