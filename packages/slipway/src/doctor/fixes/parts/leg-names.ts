import { expandMatrix, type Job } from '../../../actions/index.ts';
import type { SourceNode } from '../../../source/index.ts';

/** Characters that the name of no artifact may have, and expressions, whose text is not known. */
const unfit = /["<>|*?:\r\n\\/]|\$\{\{/;

/**
 * A text that differs in each leg of a job's matrix and may stand in the name of an artifact: `${{ matrix.os }}-${{ matrix.arch }}`. The number
 * of the leg, where the values of the matrix are not known or do not tell the legs apart. Undefined for a job without a matrix.
 */
export function legName({ matrix }: Job): string | undefined {
  if (matrix === undefined) return undefined;
  const { legs, complete } = expandMatrix(matrix);
  if (!complete || legs.length < 2) return byNumber;
  const keys = [...new Set(legs.flatMap((leg) => [...leg.keys()]))].filter(
    (key) => /^[A-Za-z_][\w-]*$/.test(key) && legs.every((leg) => isFit(leg.get(key))),
  );
  const vectors = matrix.vectors.map((v) => v.name).filter((name) => keys.includes(name) && differs(name, legs));
  if (vectors.length === matrix.vectors.filter((v) => v.values.length > 1).length && tells(vectors, legs)) return written(vectors);
  const one = [...keys].sort((a, b) => rank(a) - rank(b)).find((key) => tells([key], legs));
  if (one !== undefined) return written([one]);
  const all = keys.filter((key) => differs(key, legs));
  return tells(all, legs) ? written(all) : byNumber;
}

const byNumber = '${{ strategy.job-index }}';

const written = (keys: readonly string[]): string => keys.map((key) => `\${{ matrix.${key} }}`).join('-');

const isFit = (node: SourceNode | undefined): boolean => node?.kind === 'scalar' && node.text !== '' && !unfit.test(node.text);

type Legs = readonly ReadonlyMap<string, SourceNode>[];

const textIn = (leg: Legs[number], key: string): string => {
  const node = leg.get(key);
  return node?.kind === 'scalar' ? node.text : '';
};

const differs = (key: string, legs: Legs): boolean => new Set(legs.map((leg) => textIn(leg, key))).size > 1;

const tells = (keys: readonly string[], legs: Legs): boolean =>
  keys.length > 0 && new Set(legs.map((leg) => keys.map((key) => textIn(leg, key)).join('\0'))).size === legs.length;

/** Keys that people name files after come first. */
const rank = (key: string): number => {
  const at = [/target|triple/i, /platform/i, /^name$|suffix|artifact|asset/i, /arch/i, /os|runner/i].findIndex((p) => p.test(key));
  return at < 0 ? 9 : at;
};
