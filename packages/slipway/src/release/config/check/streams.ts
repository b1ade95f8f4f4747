import semver from 'semver';
import { compileGlob } from '../../../actions/index.ts';
import { nearest } from '../../../tools/index.ts';
import { notesTemplateProblem } from '../../notes/index.ts';
import type { Line, ReleaseConfig } from '../../types.ts';
import type { Notebook, Surroundings } from './places.ts';

/** Branches of channels and lines, where it is known which there are. */
export function checkBranches(config: ReleaseConfig, { branches = [] }: Surroundings, notes: Notebook): void {
  const named = new Map<string, readonly string[]>();
  if (notes.node(['branches'])) named.set('branches', config.channels.find((one) => one.name !== 'hotfix')?.branches ?? []);
  for (const { name, branches: own } of config.channels) if (notes.node(['channels', name, 'branches'])) named.set(name, own);
  // A clone with one branch, as CI makes them, knows nothing of the others.
  const known = branches.length > 1;
  const lost: string[] = [];
  for (const [name, globs] of named) {
    const way = name === 'branches' ? ['branches'] : ['channels', name, 'branches'];
    const bad = globs.map((glob) => [glob, compileGlob(glob)] as const);
    for (const [index, [glob, compiled]] of bad.entries())
      if (compiled.error !== undefined) notes.tell('error', `${glob} cannot be read as a glob: ${compiled.error}`, notes.place([...way, index], way));
    if (bad.some(([, compiled]) => compiled.error !== undefined)) continue;
    if (branches.some((branch) => bad.some(([, compiled]) => compiled.error === undefined && compiled.matches(branch)))) continue;
    if (!known) {
      if (!globs.some((glob) => /[*?+[]/.test(glob))) lost.push(...globs);
      continue;
    }
    const meant = globs.flatMap((glob) => nearest(glob, branches) ?? [])[0];
    const what = name === 'branches' ? 'the channels' : `the channel ${name}`;
    notes.tell(
      // Branches of candidates and hotfixes come and go, and another tool may be told of one before it is there.
      globs.some((glob) => /[*?+[]/.test(glob)) || config.components.some(({ driver }) => driver !== 'slipway') ? 'note' : 'warning',
      `no branch is called ${globs.join(' or ')}, so nothing is released on ${what}${meant === undefined ? '' : `; did you mean ${meant}?`}`,
      notes.place(way),
    );
  }
  for (const [index, { branch }] of config.lines.entries()) {
    if (branches.includes(branch)) continue;
    if (!known) lost.push(branch);
    else {
      const meant = nearest(branch, branches);
      notes.tell(
        'warning',
        `there is no branch ${branch} for this line${meant === undefined ? '' : `; did you mean ${meant}?`}`,
        notes.place(['lines', index, 'branch'], ['lines', index]),
      );
    }
  }
  const names = [...new Set(lost)];
  if (names.length > 0)
    notes.tell(
      'note',
      `not checked: whether there ${names.length === 1 ? 'is a branch' : 'are branches'} ${names.join(', ')}, because ${branches.length === 0 ? 'no branch is' : 'only one branch is'} known here`,
      notes.place(['branches'], ['channels'], ['lines']),
    );
}

/** Lines of maintenance that would both keep a version. A narrow one within a wide one is common, and told by the way. */
export function checkLines({ lines }: ReleaseConfig, notes: Notebook): void {
  for (const [index, line] of lines.entries())
    for (const other of lines.slice(0, index)) {
      const place = notes.place(['lines', index, 'range'], ['lines', index]);
      const both = overlap(other, line);
      if (other.branch === line.branch) notes.tell('error', `the branch ${line.branch} stands twice; keep one of them`, place);
      else if (both === undefined) continue;
      else if (isWithin(line, other) !== isWithin(other, line)) {
        const [narrow, wide] = isWithin(line, other) ? [line, other] : [other, line];
        notes.tell('note', `${narrow.range} of ${narrow.branch} lies within ${wide.range} of ${wide.branch}, so both may make ${both}`, place);
      } else
        notes.tell(
          'error',
          `${line.branch} (${line.range}) and ${other.branch} (${other.range}) would both keep ${both}; narrow one of the ranges`,
          place,
        );
      break;
    }
}

/** Versions at which ranges begin or end, without pre-releases; and those right behind them. */
function boundsOf(...ranges: readonly string[]): string[] {
  const found = ranges.flatMap((range) => semver.validRange(range)?.match(/\d+\.\d+\.\d+/g) ?? []);
  return ['0.0.0', ...found.flatMap((one) => [one, semver.inc(one, 'patch') ?? one])].sort(semver.compare);
}

/** The lowest version that both ranges take. A common stretch begins where one of the two does. */
function overlap(a: Line, b: Line): string | undefined {
  return boundsOf(a.range, b.range).find((one) => semver.satisfies(one, a.range) && semver.satisfies(one, b.range));
}

/** Whether every version of one range is in another: what is not would begin where one of the two begins or ends. */
function isWithin(narrow: Line, wide: Line): boolean {
  return boundsOf(narrow.range, wide.range).every((one) => !semver.satisfies(one, narrow.range) || semver.satisfies(one, wide.range));
}

/** Hotfixes as pre-releases where a package manager decides who gets them, and labels that nobody reads. */
export function checkMeaning(config: ReleaseConfig, { registry }: Surroundings, notes: Notebook): void {
  const suffix = config.channels.find((one) => one.hotfix === 'suffix');
  if (suffix && registry)
    notes.tell(
      'warning',
      `hotfixes are pre-releases of a version here (X.Y.Z-${suffix.identifier ?? 'hotfix'}.N), and a registry is a destination: no package manager gives them to anybody who does not ask by name; \`hotfix: patch\` makes X.Y.Z+1`,
      notes.place(['channels', suffix.name, 'hotfix'], ['channels']),
    );
  if (!config.from.includes('pull-requests'))
    for (const [index, one] of config.components.entries())
      if (one.rules.labels) {
        notes.tell(
          'warning',
          'labels of pull requests raise nothing, because `from` does not name pull-requests',
          notes.place(['components', index, 'rules', 'labels'], ['rules', 'labels']),
        );
        break;
      }
  const problem = config.notes.template === undefined ? undefined : notesTemplateProblem(config.notes.template);
  if (problem !== undefined) notes.tell('error', problem.replace(/\.$/, ''), notes.place(['notes', 'template']));
}
