import { InputError } from './errors.ts';
import type { GitPlace } from './facts.ts';
import { gitSync } from './git.ts';
import { textOf } from './tree.ts';

/** No file with a version in it is longer. */
const LONGEST = 64 * 1024 * 1024;

/**
 * The text of a file of a revision, whatever its length up to 64 MiB; undefined when it is not there, is binary or longer.
 *
 * @throws InputError for a text that is not UTF-8: it could not be written back as it was
 */
export function readBlobText(place: GitPlace, revision: string, path: string): string | undefined {
  const { code, out } = gitSync(['cat-file', 'blob', `${revision}:${path}`], { ...place, maxBytes: LONGEST });
  if (code !== 0) return undefined;
  const text = textOf(out);
  if (text?.includes('\uFFFD') && !Buffer.from(text).equals(out))
    throw new InputError(`${path} is not written in UTF-8, so it cannot be changed without loss; convert it first.`);
  return text;
}
