const markers = /\[(?:skip ci|ci skip|no ci|skip actions|actions skip)\]/;
/** The trailer counts in the last paragraph, behind two empty lines. */
const trailer = /\n[ \t]*\r?\n[ \t]*\r?\n(?:[^\n]+\n)*?(skip-checks: ?true)[ \t]*(?:\r?\n[^\n]+)*\s*$/;

/**
 * The marker in a commit message that keeps `push` and `pull_request` workflows from running, as written; undefined without one.
 * It works wherever it stands in the message, and for tag pushes by the tagged commit's message. Facts: `skip.words`, `skip.tag`.
 */
export function skipMarker(message: string): string | undefined {
  const text = message.length > 100_000 ? message.slice(0, 100_000) : message;
  return markers.exec(text)?.[0] ?? (text.includes('skip-checks:') ? trailer.exec(text)?.[1] : undefined);
}
