import type { Change } from './weave.ts';

/** Sections with more lines are printed whole, old and new. */
const MOST = 600;

/** What weaving changes, section by section: lines that go behind `-`, lines that come behind `+`. Ends with a newline. */
export function changeText(path: string, changes: readonly Change[]): string {
  return changes
    .map(({ id, before, after }) => `${path}: section ${id}${before === undefined ? ', new' : ''}\n${lines(before ?? '', after)}`)
    .join('\n');
}

function lines(before: string, after: string): string {
  const [old, now] = [split(before), split(after)];
  if (old.length > MOST || now.length > MOST) return [...old.map((line) => `- ${line}`), ...now.map((line) => `+ ${line}`), ''].join('\n');
  // Longest common subsequence, from the ends backwards.
  const longest = Array.from({ length: old.length + 1 }, () => new Uint16Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      longest[i]![j] = old[i] === now[j] ? longest[i + 1]![j + 1]! + 1 : Math.max(longest[i + 1]![j]!, longest[i]![j + 1]!);
    }
  }
  let out = '';
  for (let i = 0, j = 0; i < old.length || j < now.length; ) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      i++;
      j++;
    } else if (j >= now.length || (i < old.length && longest[i + 1]![j]! >= longest[i]![j + 1]!)) out += `- ${old[i++]}\n`;
    else out += `+ ${now[j++]}\n`;
  }
  return out;
}

function split(text: string): string[] {
  return text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);
}
