/** Everything that GitHub gives out as a token, by its prefix; also what stands before the host in a URL, and the value of an Authorization header. */
const TOKENS = /\b(?:gh[opsur]_[A-Za-z0-9_.-]{10,}|github_pat_[A-Za-z0-9_]{10,})/g;
const IN_URL = /(\bhttps?:\/\/)[^/\s]+@/gi;
const IN_HEADER = /\b(authorization:?\s+)?(basic|bearer|token)\s+[A-Za-z0-9+/=_.-]{16,}/gi;

/**
 * A text without any token: the given ones, and whatever looks like one. Every sentence that leaves this room goes through it.
 * @param secrets values that must not be printed, whatever they look like
 */
export function redact(text: string, secrets: readonly (string | undefined)[] = []): string {
  let clean = text;
  for (const secret of secrets) if (secret !== undefined && secret.length >= 4) clean = clean.replaceAll(secret, '***');
  return clean
    .replace(TOKENS, '***')
    .replace(IN_URL, '$1')
    .replace(IN_HEADER, (_, header: string | undefined, scheme: string) => `${header ?? ''}${scheme} ***`);
}
