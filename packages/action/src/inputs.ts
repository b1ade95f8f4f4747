import { UsageError } from '../../slipway/src/cli/exit.ts';
import type { Severity } from '../../slipway/src/doctor/index.ts';
import type { Env } from './runner.ts';

export interface Inputs {
  readonly path: string;
  readonly failOn: Severity | 'never';
  /** A revision, `none`, or undefined for the base of the pull request. */
  readonly base: string | undefined;
  readonly sarif: 'upload' | 'file' | 'none';
  readonly comment: boolean;
  readonly fixes: boolean;
  readonly token: string | undefined;
  readonly config: string | undefined;
  readonly platform: 'github.com' | 'ghes' | undefined;
  readonly asOf: string | undefined;
  readonly assume: readonly string[];
  readonly fetch: boolean;
}

/**
 * The inputs as the runner hands them over; those that are not given have the defaults of action.yml.
 * @throws UsageError for a value that cannot be meant
 */
export function readInputs(env: Env): Inputs {
  const read = (name: string): string | undefined => env[`INPUT_${name.toUpperCase()}`]?.trim() || undefined;
  const one = <T extends string>(name: string, choices: readonly T[], fallback: T): T => {
    const value = read(name) ?? fallback;
    const chosen = choices.find((choice) => choice === value);
    if (chosen === undefined) throw new UsageError(`the input \`${name}\` is '${value}', and takes ${choices.join(', ')}.`);
    return chosen;
  };
  const yes = (name: string, fallback: 'true' | 'false'): boolean => one(name, ['true', 'false'], fallback) === 'true';
  const platform = read('platform') === undefined ? undefined : one('platform', ['github.com', 'ghes'], 'github.com');
  const asOf = read('as-of');
  if (asOf !== undefined && !(/^\d{4}-\d{2}-\d{2}$/.test(asOf) && !Number.isNaN(Date.parse(asOf))))
    throw new UsageError(`the input \`as-of\` is '${asOf}', and takes a day as YYYY-MM-DD.`);
  return {
    path: read('path') ?? '.',
    failOn: one('fail-on', ['error', 'warning', 'note', 'never'], 'error'),
    base: read('base'),
    sarif: one('sarif', ['upload', 'file', 'none'], 'file'),
    comment: yes('comment', 'true'),
    fixes: yes('fixes', 'true'),
    token: read('token'),
    config: read('config'),
    platform,
    asOf,
    assume: (read('assume') ?? '').split(/[\n,]/).flatMap((line) => line.trim() || []),
    fetch: yes('fetch', 'false'),
  };
}
