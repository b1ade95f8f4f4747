/** Remembers a pure function's answers by text; forgets everything when `limit` texts are held, so that memory stays bounded. */
export function memoised<T>(compute: (text: string) => T, limit = 5000): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const answer = compute(text);
    if (known.size >= limit) known.clear();
    known.set(text, answer);
    return answer;
  };
}
