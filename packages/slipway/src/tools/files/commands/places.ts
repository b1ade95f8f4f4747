import type { Val } from '../../../actions/index.ts';
import { asText, concat, str } from '../../../actions/index.ts';
import type { FileDeed } from '../types.ts';

/** A directory, as `copy` and `make` understand one: with a slash at its end. */
export function asDirectory(path: Val): Val {
  const known = asText(path);
  return known?.endsWith('/') ? path : concat(path, str('/'));
}

/** A path below a directory. */
export const below = (directory: Val | undefined, name: Val): Val => (directory === undefined ? name : concat(asDirectory(directory), name));

/** Whatever it makes, it makes it there. */
export const anythingIn = (under: Val | undefined, why: string): FileDeed => ({ op: 'anything', ...(under === undefined ? {} : { under }), why });

/** The text of a word, '' when it is not known. */
export const textOf = (word: Val | undefined): string => (word === undefined ? '' : (asText(word) ?? ''));
