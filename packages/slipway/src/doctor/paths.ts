/** A path from the root of the workspace, of one that is written relative to a folder; undefined when it leaves it. */
export function resolvedPath(folder: string, written: string): string | undefined {
  const bare = written.replace(/^(?:\/github\/workspace|\/home\/runner\/work\/[^/]+\/[^/]+)(?:\/|$)/, './');
  if (/^[/~]|^\w+:\/\/|[*?[\]{}$<>|\\]/.test(bare)) return undefined;
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of bare.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
