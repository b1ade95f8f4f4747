/** Keys that GitHub does not have, and what their writer meant. */

function skeleton(word: string): string {
  return word
    .toLowerCase()
    .replace(/[-_ s]/g, '')
    .replace(/e$/, '');
}

/**
 * The key that was meant by one that differs only in case, in `-` and `_`, or in an `s` or `es` (`run-on`, `runs_on`, `step`, `branch`);
 * undefined when it is one of the keys, or none comes that near.
 */
export function likelyKey(written: string, keys: readonly string[]): string | undefined {
  if (written.length < 3 || keys.includes(written)) return undefined;
  const bones = skeleton(written);
  return keys.find((key) => skeleton(key) === bones);
}
