import { ERRORS, seenIn } from '../errors.ts';
import type { Material } from '../types.ts';
import { blocks, sourceOf, table } from '../words.ts';

/** Errors by their text: only those that a way to release can end with. */
export function troubleshooting(material: Material): string {
  if (material.ways.length === 0) return '';
  const seen = seenIn(material);
  const rows = ERRORS.filter((error) => error.happens(seen)).map((error) => [
    error.text.replaceAll('|', '\\|'),
    `${error.means.replaceAll('|', '\\|')}${sourceOf(error.fact)}`,
    error.act.replaceAll('|', '\\|'),
  ]);
  const text = table(['what you see', 'what it means', 'what to do'], rows);
  if (text === '') return '';
  const why = 'A run that failed is told by `gh run view --log-failed`; run only what failed again with `gh run rerun --failed`.';
  return blocks('## Troubleshooting', text, why);
}
