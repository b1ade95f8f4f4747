/** The version that a requirement shall say instead, and where in its text the old one stands; `kept`: it takes the new version as it is. */
export type Raised =
  | { readonly kind: 'kept' }
  | { readonly kind: 'raised'; readonly start: number; readonly end: number; readonly text: string }
  | { readonly kind: 'unclear' };

const ONE = /^((?:workspace:|npm:)?\s*(?:\^|~|={1,2})?\s*v?)(\d{1,15}(?:\.\d{1,15}){0,2}(?:[-+][0-9A-Za-z.+-]{1,60})?)\s*$/;

/**
 * What becomes of a requirement on a package of the tree whose version rises. A requirement that names the old version follows it, with its operator
 * and as many numbers as it had; one that takes the new version anyway stays; ranges of several parts that do not take it are for a person to decide.
 * Grammar: Cargo's "Specifying Dependencies" and npm's semver ranges, which agree in what is read here; a bare version means `^` to Cargo only.
 *
 * @param bare what a version without an operator means
 */
export function raisedRequirement(value: string, from: string | undefined, to: string, bare: '^' | '='): Raised {
  const one = ONE.exec(value);
  const isPre = to.includes('-');
  if (one === null) return takes(value, to, bare) === true ? { kind: 'kept' } : { kind: 'unclear' };
  const [, lead = '', asked = ''] = one;
  const count = asked.split('.').length;
  const isWhole = count >= 3 || /[-+]/.test(asked);
  const follows = from !== undefined && (isWhole ? asked === from : from === asked || from.startsWith(`${asked}.`));
  if (!follows && takes(value, to, bare) === true) return { kind: 'kept' };
  // A pre-release is taken only where it is named.
  const text = isWhole || isPre ? to : to.split('.').slice(0, count).join('.');
  return text === asked ? { kind: 'kept' } : { kind: 'raised', start: lead.length, end: lead.length + asked.length, text };
}

const COMPARATOR = /^(\^|~|>=|<=|>|<|={1,2})?v?(\d{1,15}|[x*])(?:\.(\d{1,15}|[x*]))?(?:\.(\d{1,15}|[x*]))?$/i;

/** Whether a range takes a version; undefined when it is not written in the common grammar, or names pre-releases. */
function takes(range: string, version: string, bare: '^' | '='): boolean | undefined {
  const has = /^(\d+)\.(\d+)\.(\d+)$/.exec(version)?.slice(1).map(Number);
  if (has === undefined) return undefined;
  const plain = range.replace(/^(?:workspace:|npm:)/, '').replace(/([<>=^~])\s+/g, '$1');
  let unknown = false;
  const taken = plain.split('||').some((all) =>
    all
      .trim()
      .split(/[\s,]+/)
      .every((one) => {
        const found = comparator(one, has, bare);
        unknown ||= found === undefined;
        return found === true;
      }),
  );
  return unknown ? undefined : taken;
}

function comparator(text: string, has: readonly number[], bare: '^' | '='): boolean | undefined {
  const parts = COMPARATOR.exec(text);
  if (parts === null) return undefined;
  const operator = parts[1] ?? bare;
  const given = parts.slice(2).flatMap((one) => (one === undefined || /[x*]/i.test(one) ? [] : [Number(one)]));
  const wanted = [...given, 0, 0, 0].slice(0, 3);
  const order = compare(has, wanted);
  const same = (count: number): boolean => wanted.slice(0, count).every((one, at) => has[at] === one);
  if (operator === '>=') return order >= 0;
  if (operator === '<') return order < 0;
  if (operator === '>') return given.length === 3 ? order > 0 : order > 0 && !same(given.length);
  if (operator === '<=') return order <= 0 || same(given.length);
  if (operator === '~') return order >= 0 && same(Math.min(2, given.length));
  if (operator !== '^' || parts.slice(2).some((one) => one !== undefined && /[x*]/i.test(one))) return same(given.length);
  const leading = given.findIndex((one) => one !== 0);
  return order >= 0 && same(leading < 0 ? given.length : leading + 1);
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < 3; at++) if (a[at] !== b[at]) return a[at]! - b[at]!;
  return 0;
}
