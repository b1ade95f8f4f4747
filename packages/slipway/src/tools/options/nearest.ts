/** The name that is meant, when one is close: the same but for case and separators, or at most two letters away (one in short names, none in those of two letters). */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const plain = bareName(name);
  const same = known.find((k) => bareName(k) === plain);
  if (same !== undefined) return same;
  const limit = name.length <= 2 ? 0 : name.length <= 5 ? 1 : 2;
  let best: string | undefined;
  let least = limit + 1;
  for (const other of known) {
    const far = distance(plain, bareName(other), limit);
    if (far < least) [best, least] = [other, far];
  }
  return best;
}

/** A name without what people write in different ways: case and separators. */
export const bareName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Letters to add, drop, change or swap; `limit + 1` for anything farther. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit || a.length > 60) return limit + 1;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      next.push(cost);
    }
    before = row;
    row = next;
  }
  return Math.min(row[b.length]!, limit + 1);
}
