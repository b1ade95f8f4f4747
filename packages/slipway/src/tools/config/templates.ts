import type { Part, Val } from '../../actions/index.ts';
import { text } from '../../actions/index.ts';

/**
 * Fills a tool's template. `pattern` must be global; its first group that took part is the name of the variable.
 * `value` answers with literal text, a hole, or undefined for what is not known (a hole that may be anything).
 */
export function fillTemplate(template: string, pattern: RegExp, value: (name: string) => Part | undefined): Val {
  const parts: Part[] = [];
  let end = 0;
  for (const match of template.matchAll(pattern)) {
    parts.push(template.slice(end, match.index));
    const name = match.slice(1).find((group) => group !== undefined) ?? match[0];
    parts.push(value(name.trim()) ?? { hole: 'any' });
    end = match.index + match[0].length;
  }
  parts.push(template.slice(end));
  return text(parts);
}

/** The stand-in for the version in a tag name or a message. */
export const VERSION: Part = { hole: 'version' };

/** Puts a version into the version holes of a value. */
export function withVersion(value: Val, version: string): Val {
  if (value.k === 'text') return text(value.parts.map((part) => (typeof part !== 'string' && part.hole === 'version' ? version : part)));
  if (value.k === 'alts') return { ...value, of: value.of.map((one) => withVersion(one, version)) };
  return value;
}
