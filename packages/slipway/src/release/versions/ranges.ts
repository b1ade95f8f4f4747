import semver from 'semver';

/** Whose rules a declared range is written in. */
export type RangeKind = 'cargo' | 'npm' | 'python';

/**
 * Whether a declared range takes a version, as the resolver of that ecosystem would.
 * npm: node-semver ranges, and the `workspace:` protocol, which is exact (`*`), `^` or `~` of the version before once it is published.
 * cargo: a bare requirement is a caret one. Python: the specifiers of PEP 440 with numbers.
 * @param before the version that the dependency had when the dependant was last published
 * @returns undefined when the range cannot be read (a git URL, a path)
 */
export function takes(kind: RangeKind, range: string, version: string, before: string): boolean | undefined {
  const npm = kind === 'npm' ? fromNpm(range, before) : kind === 'cargo' ? fromCargo(range) : fromPython(range);
  if (npm === undefined || semver.validRange(npm) === null) return undefined;
  return semver.satisfies(version, npm);
}

/**
 * Whether a requirement says a version already, as far as its numbers go: `^1.2` says 1.2.9, `1.2.0` does not. One without numbers says every version.
 */
export function names(range: string, version: string): boolean {
  return [...range.matchAll(/\d[\w.+-]*/g)].every(([text]) => {
    const said = text.replace(/(?:\.[x*])+$/i, '').replace(/\.+$/, '');
    return version === said || (!/[-+]/.test(version) && version.startsWith(`${said}.`));
  });
}

function fromNpm(range: string, before: string): string {
  const workspace = /^workspace:(.*)$/.exec(range.trim())?.[1];
  if (workspace === undefined) return range;
  if (workspace === '*' || workspace === '') return before;
  return workspace === '^' || workspace === '~' ? workspace + before : workspace;
}

function fromCargo(range: string): string {
  return range
    .split(',')
    .map((part) => part.trim())
    .map((part) => (/^\d/.test(part) && !part.includes('*') ? `^${part}` : part))
    .join(' ');
}

function fromPython(range: string): string | undefined {
  if (range.trim() === '') return '*';
  const parts = range.split(',').map((part) => specifier(part.trim()));
  return parts.includes(undefined) ? undefined : parts.join(' ');
}

/** One specifier of PEP 440, or of Poetry's own: `^1.2` and `~1.2` as npm has them, `*`, and a bare version, which is exact. */
function specifier(text: string): string | undefined {
  if (text === '*') return text;
  if (/^[\^~]\s*\d+(?:\.\d+){0,2}$/.test(text)) return text.replace(/\s+/, '');
  if (/^\d+(?:\.\d+){0,2}$/.test(text)) return specifier(`==${text}`);
  const match = /^(~=|===?|!=|<=|>=|<|>)\s*(\d+(?:\.\d+){0,2})(\.\*)?$/.exec(text);
  if (!match) return undefined;
  const [, operator, number, star] = match;
  const parts = number!.split('.').map(Number);
  const full = [0, 1, 2].map((at) => parts[at] ?? 0).join('.');
  if (operator === '~=') {
    // The last number that is written may rise, the one before it may not: ~=1.4.2 is >=1.4.2, ==1.4.*.
    const head = parts.slice(0, -1);
    return head.length === 0 ? undefined : `>=${full} ${head.join('.')}.x`;
  }
  if (operator === '!=') return star ? undefined : `<${full} || >${full}`;
  if (operator === '==' || operator === '===') return star ? `${number}.x` : `=${full}`;
  return star ? undefined : `${operator}${full}`;
}
