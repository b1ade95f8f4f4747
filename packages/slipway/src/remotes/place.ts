import { existsSync, realpathSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InputError } from './errors.ts';
import { git } from './git.ts';

/** The repository that a folder is in. */
export interface RepositoryPlace {
  /** Full path of the git directory; of a linked work tree its own. */
  readonly gitDir: string;
  /** Full path of the work tree's root. */
  readonly folder: string;
}

/**
 * Where the repository of a folder is; the folder may lie anywhere in the work tree.
 *
 * @throws InputError when there is no such folder, or it is in no work tree
 */
export async function placeOfFolder(path: string): Promise<RepositoryPlace> {
  const full = resolve(path);
  if (!existsSync(full)) throw new InputError(`There is no folder \`${path}\`.`);
  if (!statSync(full).isDirectory()) throw new InputError(`\`${path}\` is a file; give the folder of the repository.`);
  const folder = realpathSync(full);
  // The usual case needs no question to git.
  const own = join(folder, '.git');
  if (existsSync(join(own, 'HEAD')) && existsSync(join(own, 'objects'))) return { gitDir: own, folder };
  const { code, out, error } = await git(['rev-parse', '--absolute-git-dir', '--show-toplevel'], { cwd: folder });
  const [gitDir = '', top = ''] = out.toString('utf8').split('\n');
  if (code === 0 && top !== '') return { gitDir, folder: top };
  if (gitDir !== '') throw new InputError(`\`${path}\` is a git directory without a work tree; read it with --git-dir.`);
  throw new InputError(`\`${path}\` is not in a git repository${/dubious|safe/.test(error) ? ` (${error})` : ''}.`);
}
