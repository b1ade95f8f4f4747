/** A run of lines that differs: `before[from, to)` became `after[start, end)`. */
export interface Hunk {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
}

/** Cells of the table above which what is between equal ends counts as one changed run. */
const maxCells = 4_000_000;

/** Lines with their line feeds; the last one may have none. */
export function linesOf(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}

/** The runs of lines in which two texts differ, in order; as few lines as possible, bounded in time and memory. */
export function diffLines(before: readonly string[], after: readonly string[]): Hunk[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < before.length - head && tail < after.length - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const n = before.length - head - tail;
  const m = after.length - head - tail;
  if (n === 0 && m === 0) return [];
  if (n === 0 || m === 0 || n * m > maxCells) return [{ from: head, to: head + n, start: head, end: head + m }];
  return runs(before, after, head, n, m);
}

/** Longest common subsequence of the middle, then the gaps between its members. */
function runs(before: readonly string[], after: readonly string[], head: number, n: number, m: number): Hunk[] {
  const width = m + 1;
  const longest = new Uint32Array((n + 1) * width);
  for (let i = n - 1; i >= 0; i--)
    for (let j = m - 1; j >= 0; j--)
      longest[i * width + j] =
        before[head + i] === after[head + j]
          ? longest[(i + 1) * width + j + 1]! + 1
          : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!);
  const hunks: Hunk[] = [];
  let i = 0;
  let j = 0;
  while (i < n || j < m) {
    const from = i;
    const start = j;
    while ((i < n || j < m) && !(i < n && j < m && before[head + i] === after[head + j])) {
      if (j >= m || (i < n && longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!)) i++;
      else j++;
    }
    if (i > from || j > start) hunks.push({ from: head + from, to: head + i, start: head + start, end: head + j });
    while (i < n && j < m && before[head + i] === after[head + j]) {
      i++;
      j++;
    }
  }
  return hunks;
}
