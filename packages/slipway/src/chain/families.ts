import { alternatives, type Part, type Val } from '../actions/index.ts';

const version = /(?<![0-9])(\d+(?:\.\d+){1,3}(?:[-+.]?[0-9A-Za-z][0-9A-Za-z.+-]*)?)$/;

/**
 * The family of a tag: what stands before the version (`v` of `v1.2.3`, `tool-v` of `tool-v1.2.3`, '' of `1.2.3`).
 * A tag without a version is a family of its own, written with a leading `=` (`=nightly`); undefined when the text is not known.
 */
export function familyOf(tag: Val): string | undefined {
  if (tag.k === 'str') return familyOfText(tag.v);
  if (tag.k === 'text') return familyOfParts(tag.parts);
  if (tag.k === 'alts') {
    const all = new Set(alternatives(tag).map(familyOf));
    return all.size === 1 ? [...all][0] : undefined;
  }
  return undefined;
}

export function familyOfText(tag: string): string {
  const m = version.exec(tag);
  return m ? tag.slice(0, m.index) : `=${tag}`;
}

function familyOfParts(parts: readonly Part[]): string | undefined {
  const at = parts.findIndex((p) => typeof p !== 'string');
  const head = parts[0];
  const before = at === 0 ? '' : typeof head === 'string' ? head : '';
  const first = parts[at];
  if (first === undefined || typeof first === 'string') return undefined;
  if (first.hole === 'version') return before;
  if (first.hole === 'number' || first.hole === 'date') return /\d/.test(before) ? before.replace(/\d.*$/, '') : before === '' ? '' : before;
  return undefined;
}

/** A tag that names no version: `nightly`, `latest`, `v1` that moves. */
export function isConstantFamily(family: string | undefined): boolean {
  return family?.startsWith('=') ?? false;
}

/** Families of rolling builds are channels of their own. */
export function isRollingFamily(family: string | undefined): boolean {
  return (
    family !== undefined && (isConstantFamily(family) || /(?:nightly|canary|snapshot|edge|latest|preview|dev|unstable|tip|rolling)/i.test(family))
  );
}
