import type { AssumedSecret } from '../doctor/options.ts';
import { UsageError } from './exit.ts';
import { nearest } from './nearest.ts';

/** Collects an option that may be repeated. */
export function repeated(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value];
}

/** Collects an option that may be repeated or hold several values, separated by commas. */
export function listed(value: string, before: string[] | undefined): string[] {
  return [
    ...(before ?? []),
    ...value
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ];
}

/** A day of the calendar, YYYY-MM-DD. */
export function day(value: string): string {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00:00Z`) : undefined;
  if (date === undefined || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== value) {
    throw new UsageError(`--as-of takes a day as YYYY-MM-DD, not '${value}'.`);
  }
  return value;
}

/** A whole number of an option, from 1 to `most`. */
export function wholeNumber(option: string, most: number): (value: string) => number {
  return (value) => {
    const number = /^\d{1,9}$/.test(value) ? Number(value) : 0;
    if (number < 1 || number > most) throw new UsageError(`${option} takes a number from 1 to ${most}, not '${value}'.`);
    return number;
  };
}

/** `OWNER/NAME`. */
export function slug(value: string): string {
  if (!isSlug(value)) throw new UsageError(`--repo takes OWNER/NAME, not '${value}'.`);
  return value;
}

/** True for what GitHub accepts as `owner/name`. */
export function isSlug(value: string): boolean {
  return /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/[A-Za-z0-9._-]{1,100}$/.test(value) && !/\/\.{1,2}$/.test(value);
}

/**
 * Refuses a name that git takes for no branch or tag; it may start with `refs/`.
 * @see https://git-scm.com/docs/git-check-ref-format
 */
export function checkRef(option: string, name: string | undefined): void {
  if (name === undefined) return;
  const wrong = name === '' || /[\p{Cc} ~^:?*[\\]|\.\.|@\{|\/\/|^[/-]|[/.]$|(?:^|\/)\.|\.lock(?:\/|$)|^@$/u.test(name);
  if (wrong) throw new UsageError(`${option} takes a name that git accepts, not '${name.slice(0, 100)}'.`);
}

/** `NAME=missing|expired|pat|app|github-token`, each secret once: the last one counts. */
export function assumptions(values: readonly string[]): Map<string, AssumedSecret> {
  return new Map(
    values.map((value) => {
      const [, name, state] = /^([A-Za-z_][A-Za-z0-9_]*)=(missing|expired|pat|app|github-token)$/.exec(value) ?? [];
      if (name === undefined) throw new UsageError(`--assume takes NAME=missing, expired, pat, app or github-token, not '${value}'.`);
      return [name, state as AssumedSecret];
    }),
  );
}

/** `key=value` pairs of a dispatch, as `gh workflow run -f` takes them. */
export function fields(values: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    values.map((value) => {
      const at = value.indexOf('=');
      if (at < 1) throw new UsageError(`-f takes KEY=VALUE, not '${value}'.`);
      return [value.slice(0, at), value.slice(at + 1)];
    }),
  );
}

/** Refuses rules that do not exist, with the nearest that does, and an option that names none. */
export function checkRules(option: string, values: readonly string[] | undefined, known: readonly string[]): void {
  if (values?.length === 0) throw new UsageError(`${option} names no rule (\`slipway explain\` lists them).`);
  for (const value of values ?? []) {
    if (known.includes(value)) continue;
    const guess = nearest(value, known);
    throw new UsageError(
      `${option}: there is no rule '${value}'${guess === undefined ? '' : `; did you mean '${guess}'?`} (\`slipway explain\` lists them).`,
    );
  }
}
