/**
 * The longest text that a place takes: with all of so many things, else with as many of the first as fit, else cut at the end of a line.
 * @param render gives the text with the first `kept` of them; it says itself what it leaves out
 */
export function fitting(total: number, render: (kept: number) => string, bytes: number): string {
  const whole = render(total);
  if (sizeOf(whole) <= bytes) return whole;
  let fits = -1;
  let tooMany = total;
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    if (sizeOf(render(middle)) <= bytes) fits = middle;
    else tooMany = middle;
  }
  return fits === -1 ? cut(render(0), bytes) : render(fits);
}

/** UTF-8 bytes of a text. */
export function sizeOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

const REST = '\n\nThe rest does not fit here.\n';

/** Markdown cut at the end of a line; a code block that is open there is closed. */
export function cut(markdown: string, bytes: number): string {
  const encoded = new TextEncoder().encode(markdown);
  if (encoded.length <= bytes) return markdown;
  const room = Math.max(0, bytes - sizeOf(REST) - 20);
  const kept = new TextDecoder().decode(encoded.subarray(0, room));
  const lines = kept.slice(0, Math.max(0, kept.lastIndexOf('\n'))).split('\n');
  let fence: string | undefined;
  for (const line of lines) {
    const mark = /^(`{3,})/.exec(line)?.[1];
    if (mark !== undefined) fence = fence === undefined ? mark : line.trim() === fence ? undefined : fence;
  }
  return `${lines.join('\n')}${fence === undefined ? '' : `\n${fence.slice(0, 16)}`}${REST}`;
}
