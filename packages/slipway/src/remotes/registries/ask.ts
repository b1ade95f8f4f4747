import type { Presence, RegistryOptions } from './types.ts';

const TIMEOUT_MS = 15_000;
const RETRY_AFTER_MS = 2_000;

/** An answer of a registry, or why there is none. */
export type Asked =
  | { readonly status: number; readonly text: string; readonly headers: Headers }
  | { readonly status?: never; readonly failed: string };

/** One request, done once more when the registry is busy or the connection breaks. */
export async function ask(url: string, options: RegistryOptions, headers: Readonly<Record<string, string>> = {}): Promise<Asked> {
  const first = await attempt(url, options, headers);
  if (first.status !== undefined && first.status !== 429 && first.status < 500) return first;
  const told = first.status === undefined ? undefined : Number(first.headers.get('retry-after'));
  await new Promise((resolve) => setTimeout(resolve, Math.min(told ? told * 1_000 : RETRY_AFTER_MS, options.timeoutMs ?? TIMEOUT_MS)));
  return attempt(url, options, headers);
}

async function attempt(
  url: string,
  { userAgent, timeoutMs = TIMEOUT_MS, signal }: RegistryOptions,
  headers: Readonly<Record<string, string>>,
): Promise<Asked> {
  const limit = AbortSignal.timeout(timeoutMs);
  try {
    const answer = await fetch(url, {
      headers: { 'user-agent': userAgent, ...headers },
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
    });
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  } catch (error) {
    signal?.throwIfAborted();
    const name = error instanceof Error ? error.name : '';
    return { failed: name === 'TimeoutError' ? `it did not answer within ${timeoutMs / 1000} seconds` : 'it cannot be reached' };
  }
}

/** Why an answer decides nothing. */
export function notKnown(what: string, answer: Asked): Presence {
  return { state: 'unknown', text: `${what} could not be asked: ${answer.status === undefined ? answer.failed : `it answered ${answer.status}`}` };
}

/** JSON of an answer; undefined when it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
