import semver from 'semver';
import type { Bump } from '../types.ts';
import { type Arithmetic, compareNumbers, isRefusal, type Refusal, readPrerelease } from './version.ts';

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** Since the start of the year, from 1. Not ISO's, whose week 53 may lie in the next January and would then sort after all of that year. */
  readonly week: number;
}

interface Token {
  readonly pattern: string;
  /** Width with leading zeros; 0: none. */
  readonly pad: number;
  /** Order among dates: year, month, week, day. Absent for counters. */
  readonly rank?: number;
  readonly of?: (day: Day) => number;
}

const year = (day: Day): number => day.year;
const short = (day: Day): number => day.year - 2000;
const month = (day: Day): number => day.month;
const week = (day: Day): number => day.week;
const date = (day: Day): number => day.day;
const COUNTER: Token = { pattern: '0|[1-9]\\d*', pad: 0 };

/** The names of calver.org; PATCH is what many call MICRO. */
const TOKENS: ReadonlyMap<string, Token> = new Map([
  ['YYYY', { pattern: '[1-9]\\d{3}', pad: 0, rank: 0, of: year }],
  ['YY', { pattern: '0|[1-9]\\d{0,2}', pad: 0, rank: 0, of: short }],
  ['0Y', { pattern: '\\d{2}|[1-9]\\d{2}', pad: 2, rank: 0, of: short }],
  ['MM', { pattern: '[1-9]|1[0-2]', pad: 0, rank: 1, of: month }],
  ['0M', { pattern: '0[1-9]|1[0-2]', pad: 2, rank: 1, of: month }],
  ['WW', { pattern: '[1-9]|[1-4]\\d|5[0-3]', pad: 0, rank: 2, of: week }],
  ['0W', { pattern: '0[1-9]|[1-4]\\d|5[0-3]', pad: 2, rank: 2, of: week }],
  ['DD', { pattern: '[1-9]|[12]\\d|3[01]', pad: 0, rank: 3, of: date }],
  ['0D', { pattern: '0[1-9]|[12]\\d|3[01]', pad: 2, rank: 3, of: date }],
  ['MAJOR', COUNTER],
  ['MINOR', COUNTER],
  ['MICRO', COUNTER],
  ['PATCH', COUNTER],
]);

interface Format {
  readonly text: string;
  readonly names: readonly string[];
  readonly tokens: readonly Token[];
  /** Before each token. */
  readonly separators: readonly string[];
  readonly reader: RegExp;
}

/**
 * Reads, writes and raises versions of a format as calver.org names them: `YYYY.0M.MICRO`, `YY.MM.PATCH`, `YYYY.0M.0D`.
 * A new date starts the counters after it at 0; on the same date a counter rises. A day before that of the last version never leads back.
 * @returns one sentence when the format is none, or when its versions would not sort by time
 */
export function calendar(format: string): Arithmetic | Refusal {
  const known = parse(format);
  if (isRefusal(known)) return known;
  return {
    read: (text) => read(known, text),
    write: (numbers, prerelease) => write(known, numbers, prerelease),
    start(_first, day) {
      const today = dayOf(day);
      return isRefusal(today) ? today : known.tokens.map((token) => token.of?.(today) ?? 0);
    },
    raise: (numbers, bump, day) => raise(known, numbers, bump, day),
  };
}

/** Whether versions of this format are semantic versions too, as npm and cargo demand: three numbers, dots, no leading zeros. */
export function isSemanticFormat(format: string): boolean {
  const known = parse(format);
  return (
    !isRefusal(known) &&
    known.tokens.length === 3 &&
    known.tokens.every((token) => token.pad === 0) &&
    known.separators.every((text, at) => text === (at === 0 ? '' : '.'))
  );
}

function parse(format: string): Format | Refusal {
  const pieces = format.split(/([._-])/);
  const names = pieces.filter((_, at) => at % 2 === 0);
  const unknown = names.find((name) => !TOKENS.has(name));
  if (unknown !== undefined)
    return { refused: `The calendar format \`${format}\` has a part \`${unknown}\` that is unknown; known are ${[...TOKENS.keys()].join(', ')}.` };
  const tokens = names.map((name) => TOKENS.get(name)!);
  const ranks = tokens.flatMap((token) => token.rank ?? []);
  if (ranks[0] !== 0)
    return { refused: `The calendar format \`${format}\` does not have the year as its first date; its versions would not sort by time.` };
  const ordered = ranks.every((rank, at) => at === 0 || rank > ranks[at - 1]!);
  if (!ordered || (ranks.includes(3) && !ranks.includes(1)))
    return {
      refused: `The calendar format \`${format}\` does not name year, month and day from the largest to the smallest; its versions would not sort by time.`,
    };
  const separators = names.map((_, at) => (at === 0 ? '' : pieces[at * 2 - 1]!));
  const source = tokens.map((token, at) => `${separators[at] === '.' ? '\\.' : separators[at]}(${token.pattern})`).join('');
  return { text: format, names, tokens, separators, reader: new RegExp(`^${source}(?:-([0-9A-Za-z.-]+))?(?:\\+[0-9A-Za-z.-]+)?$`) };
}

function read(format: Format, text: string): ReturnType<Arithmetic['read']> {
  const match = format.reader.exec(text);
  const suffix = match?.[format.tokens.length + 1];
  const prerelease = suffix === undefined ? [] : semver.parse(`0.0.0-${suffix}`)?.prerelease;
  const numbers = match?.slice(1, format.tokens.length + 1).map(Number);
  if (!numbers || !prerelease || !numbers.every(Number.isSafeInteger))
    return { refused: `\`${text}\` is not of the calendar format \`${format.text}\`` };
  return { text, numbers, ...readPrerelease(prerelease) };
}

function write(format: Format, numbers: readonly number[], prerelease: readonly (string | number)[] = []): string {
  const core = format.tokens.map((token, at) => format.separators[at] + String(numbers[at] ?? 0).padStart(token.pad, '0')).join('');
  return prerelease.length > 0 ? `${core}-${prerelease.join('.')}` : core;
}

function raise(format: Format, numbers: readonly number[], bump: Exclude<Bump, 'none'>, day: string): readonly number[] | Refusal {
  const today = dayOf(day);
  if (isRefusal(today)) return today;
  const dates = format.tokens.map((token, at) => token.of?.(today) ?? numbers[at]!);
  const later = compareNumbers(dates, numbers) > 0;
  const firstNewDate = later ? dates.findIndex((number, at) => number !== numbers[at]) : Number.POSITIVE_INFINITY;
  const counter = counterFor(format, bump);
  const at = Math.min(firstNewDate, counter < 0 ? Number.POSITIVE_INFINITY : counter);
  if (at === Number.POSITIVE_INFINITY)
    return { refused: `${write(format, numbers)} is released already, and the format \`${format.text}\` has no MICRO to raise on the same date.` };
  return format.tokens.map((token, place) => {
    if (place < at) return numbers[place]!;
    if (place === at) return at === counter && at !== firstNewDate ? numbers[place]! + 1 : dates[place]!;
    // After a day that lies before the last version's, its date stays: versions never go back.
    return token.of ? (later ? dates[place]! : numbers[place]!) : 0;
  });
}

/** The counter that a bump raises, where the format has it, or the next smaller one; otherwise the last. -1 when there is none. */
function counterFor(format: Format, bump: Exclude<Bump, 'none'>): number {
  const wanted = { major: ['MAJOR', 'MINOR'], minor: ['MINOR'], patch: [] }[bump];
  const exact = wanted.map((name) => format.names.indexOf(name)).find((at) => at >= 0);
  return exact ?? format.tokens.findLastIndex((token) => token.of === undefined);
}

function dayOf(text: string): Day | Refusal {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const time = match ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (!match || Number.isNaN(time)) return { refused: `\`${text}\` is no day; write it as 2026-07-31.` };
  const days = Math.round((time - Date.UTC(Number(match[1]), 0, 1)) / 86_400_000);
  return { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]), week: Math.floor(days / 7) + 1 };
}
