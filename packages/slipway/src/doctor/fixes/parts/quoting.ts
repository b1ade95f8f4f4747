import { maskExpressions } from '../../../actions/index.ts';

/** What a place of a shell script lies in. */
export type Quoting = 'bare' | 'double' | 'single' | 'heredoc' | 'quoted heredoc' | 'comment';

/** The quotes around a place of a script for a POSIX shell; expressions of GitHub Actions are text without quotes. */
export function quotingAt(script: string, offset: number): Quoting {
  const { masked } = maskExpressions(script);
  const document = heredocAt(masked, offset);
  if (document) return document;
  /** Open quotes and brackets, innermost last: a substitution begins anew. */
  const open: string[] = [];
  for (let i = 0; i < offset; i++) {
    const c = masked[i]!;
    const top = open.at(-1);
    if (top === "'") {
      if (c === "'") open.pop();
    } else if (c === '\\') i++;
    else if (c === '"') {
      if (top === '"') open.pop();
      else open.push('"');
    } else if (c === '$' && masked[i + 1] === '(') {
      open.push('(');
      i++;
    } else if (top === '"') continue;
    else if (c === "'") open.push("'");
    else if (c === '(') open.push('(');
    else if (c === ')' && top === '(') open.pop();
    else if (c === '#' && /^$|\s|;/.test(masked[i - 1] ?? '')) {
      const end = masked.indexOf('\n', i);
      if (end === -1 || end >= offset) return 'comment';
      i = end;
    }
  }
  const top = open.at(-1);
  return top === "'" ? 'single' : top === '"' ? 'double' : 'bare';
}

/** A document in the script whose lines hold the place. */
function heredocAt(masked: string, offset: number): Quoting | undefined {
  for (const m of masked.matchAll(/<<-?[^\S\n]*(["']?)([A-Za-z_]\w*)\1[^\n]*\n/g)) {
    const start = m.index + m[0].length;
    if (start > offset) break;
    const end = new RegExp(`^[^\\S\\n]*${m[2]}[^\\S\\n]*$`, 'm').exec(masked.slice(start));
    if (end === null || start + end.index > offset) return m[1] === '' ? 'heredoc' : 'quoted heredoc';
  }
  return undefined;
}
