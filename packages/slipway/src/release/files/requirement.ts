import { type RangeKind, takes } from '../versions/index.ts';

/** The version that a requirement shall say instead, and where in its text the old one stands; `kept`: it takes the new version as it is. */
export type Raised =
  | { readonly kind: 'kept' }
  | { readonly kind: 'raised'; readonly start: number; readonly end: number; readonly text: string }
  | { readonly kind: 'unclear' };

const ONE = /^((?:workspace:|npm:)?\s*(?:\^|~|={1,2})?\s*v?)(\d{1,15}(?:\.\d{1,15}){0,2}(?:[-+][0-9A-Za-z.+-]{1,60})?)\s*$/;

/**
 * What becomes of a requirement on a package of the tree whose version rises. A requirement that names the old version follows it, with its operator
 * and as many numbers as it had; one that takes the new version anyway stays; ranges of several parts that do not take it are for a person to decide.
 *
 * @param kind whose grammar it is written in: a bare version means `^` to Cargo only
 */
export function raisedRequirement(value: string, from: string | undefined, to: string, kind: RangeKind): Raised {
  const one = ONE.exec(value);
  const isPre = to.includes('-');
  const isTaken = takes(kind, value.replace(/^(?:workspace:|npm:)/, ''), to, from ?? '') === true;
  if (one === null) return isTaken ? { kind: 'kept' } : { kind: 'unclear' };
  const [, lead = '', asked = ''] = one;
  const count = asked.split('.').length;
  const isWhole = count >= 3 || /[-+]/.test(asked);
  const follows = from !== undefined && (isWhole ? asked === from : from === asked || from.startsWith(`${asked}.`));
  if (!follows && isTaken) return { kind: 'kept' };
  // A pre-release is taken only where it is named.
  const text = isWhole || isPre ? to : to.split('.').slice(0, count).join('.');
  return text === asked ? { kind: 'kept' } : { kind: 'raised', start: lead.length, end: lead.length + asked.length, text };
}
