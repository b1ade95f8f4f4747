import { familyOfText } from '../../../chain/index.ts';
import type { Material } from '../types.ts';
import { blocks, code } from '../words.ts';

const DAY = 86_400;
/** Releases that are looked at: the younger ones tell how it is done now. */
const MOST = 20;

/**
 * How often versions were released, by the dates of their tags. Said in rough words, so that the next release does not change it.
 * undefined when git's tags are not there (a shallow clone has none): what a document says then stays.
 */
export function cadence({ tags, tag }: Material): string | undefined {
  const family = tag === undefined ? undefined : familyOfText(tag.replace('X.Y.Z', '1.2.3'));
  const dates = tags.filter(({ name, date }) => date > 0 && familyOfText(name) === family && !/\d-\w/.test(name)).map(({ date }) => date);
  const young = dates.sort((a, b) => b - a).slice(0, MOST);
  if (tag === undefined || young.length < 4) return undefined;
  const gaps = young.slice(1).map((date, i) => (young[i]! - date) / DAY);
  const middle = gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)]!;
  return blocks('## Cadence', `Half of the last releases (tags like ${code(tag)}) followed the one before within ${inWords(middle)}.`);
}

function inWords(days: number): string {
  if (days < 1.5) return 'a day';
  if (days < 5) return 'a few days';
  if (days < 10) return 'about a week';
  if (days < 20) return 'about two weeks';
  if (days < 45) return 'about a month';
  if (days < 75) return 'about two months';
  if (days < 135) return 'about three months';
  return days < 270 ? 'about half a year' : 'about a year or more';
}
