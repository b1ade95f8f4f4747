/** The first line of a message in the sense of Conventional Commits 1.0.0: `type(scope)!: description`. */
export interface Header {
  /** Lower case. */
  readonly type: string;
  readonly scope: string | undefined;
  /** Marked with `!`. */
  readonly breaking: boolean;
  readonly description: string;
}

const HEADER = /^([A-Za-z][\w-]*)(?:\(([^()\n]*)\))?(!)?:[ \t]+(\S[^\n]*)$/;
/** `Revert "feat: a thing" (#12)`, `Reapply "feat: a thing"`: what git and GitHub write. */
const QUOTED = /^Re(?:vert|apply) "([^\n]*)"(?: \(#\d+\))?$/;
const MAX_QUOTES = 8;

/** undefined where the line does not follow the convention. What a reverted revert brings back is read as what it was. */
export function readHeader(line: string, depth = 0): Header | undefined {
  const found = HEADER.exec(line);
  if (found === null) return isQuoting(line) && depth < MAX_QUOTES ? readQuoted(line, depth) : undefined;
  const [, type = '', scope = '', mark, description = ''] = found;
  return { type: type.toLowerCase(), scope: scope.trim() || undefined, breaking: mark !== undefined, description: description.trimEnd() };
}

/** The line is one that git writes when a commit is taken back, or taken back and brought again. */
export function isQuoting(line: string): boolean {
  return line.startsWith('Revert "') || line.startsWith('Reapply "');
}

function readQuoted(line: string, depth: number): Header | undefined {
  const description = QUOTED.exec(line)?.[1];
  if (description === undefined) return undefined;
  if (line.startsWith('Reapply')) return readHeader(description, depth + 1);
  const again = description.startsWith('Revert "') ? QUOTED.exec(description)?.[1] : undefined;
  return again === undefined ? { type: 'revert', scope: undefined, breaking: false, description } : readHeader(again, depth + 1);
}

/** Number of the pull request that a first line names: `(#12)` at its end, or `Merge pull request #12 from …`. */
export function pullRequestOf(line: string): number | undefined {
  const found = line.endsWith(')')
    ? /\(#(\d{1,9})\)$/.exec(line)
    : line.startsWith('Merge pull request #')
      ? /^Merge pull request #(\d{1,9})\b/.exec(line)
      : null;
  return found === null ? undefined : Number(found[1]);
}
