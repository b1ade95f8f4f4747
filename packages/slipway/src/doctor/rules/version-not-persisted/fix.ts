import type { Job } from '../../../actions/index.ts';
import { type Effect, isGithubToken, type Run } from '../../../chain/index.ts';
import type { Change, Location } from '../../../source/index.ts';
import { beforeCommand } from '../../fixes/parts/before-command.ts';
import { commandHere } from '../../fixes/parts/command-at.ts';
import { demand } from '../../fixes/parts/conditions.ts';
import { beforeRest } from '../../fixes/parts/job-head.ts';
import { grantPermission, grantTradeoffs } from '../../fixes/parts/permissions.ts';
import { linesOf, type Piece, pieceAt } from '../../fixes/parts/pieces.ts';
import { changed, inJob, inStep, together } from '../../fixes/parts/places.ts';
import type { Fixer } from '../../fixes/types.ts';

export interface Subject {
  readonly job: Job;
  readonly run: Run;
  /** Where the raised version is committed. */
  readonly commit: Location | undefined;
  /** What goes out with it. */
  readonly delivered: readonly Effect[];
}

const contents = [{ scope: 'contents', level: 'write' }] as const;

/** The commit goes to the branch before anything of it goes out: what is refused there is not released. */
export const fix: Fixer<Subject> = function* ({ subject: { job, run, commit, delivered }, analysis }) {
  const branch = branchOf(run);
  const piece = commit && pieceAt(commit, analysis);
  if (branch === undefined || piece?.node === undefined) {
    yield {
      refused: 'Nothing here commits the raised version, or the branch that it belongs to is not known.',
      instead: 'Commit it and push it to the branch, or take the next version from the tags (`git describe --tags --abbrev=0`).',
    };
    return;
  }
  const pushed = pushBefore(delivered, run, piece, `git push origin "HEAD:${branch}"`);
  if (pushed === undefined) return;
  const line = linesOf(piece);
  const message = /-(?:a?m|-message)[= ]["']([^"'$]{4,}?)["'\s$]/.exec(line.text)?.[1]?.replace(/\s*v?$/, '');
  const again = startsAgain(run, delivered) && message !== undefined;
  const guard = again
    ? run.workflow.jobs
        .filter((j) => j.needs.length === 0)
        .flatMap((j) =>
          demand(j.if, inJob(j, 'if'), [`!startsWith(github.event.head_commit.message, '${message.replaceAll("'", "''")}')`], beforeRest(j)),
        )
    : [];
  yield {
    id: 'push-branch',
    title: `Push the raised version to the branch before it is released`,
    changes: together([changed(run.workflow.path, pushed, ...guard)], grantPermission(job, contents, analysis)),
    tradeoffs: [
      'A branch that is protected refuses the push unless the identity behind it may bypass that; the release then stops before its tag.',
      'When another commit has arrived on the branch in between, the push is refused and the run has to be started again.',
      ...(again ? [`Runs are left out for commits that begin with "${message}", so that the release does not start the next one.`] : []),
      ...grantTradeoffs(job, contents, analysis),
    ],
    check: 'After the next release the branch has the commit with its version, and the release after that raises it further.',
  };
};

/** A line before the statement that pushes the tag, or behind the commit where that is not a script's. */
function pushBefore(delivered: readonly Effect[], run: Run, commit: Piece, line: string): Change | undefined {
  for (const { step, job, at, deed } of delivered) {
    if (deed.kind !== 'tag' || step?.run === undefined || step.node.file !== job.node.file) continue;
    const command = commandHere(at, step, job, run.workflow);
    const place = command && beforeCommand(step.run.text, command, line);
    if (place) return { op: 'splice', at: inStep(step, job, 'run'), start: place.offset, end: place.offset, text: place.text };
  }
  const whole = linesOf(commit);
  const indent = /^[ \t]*/.exec(whole.text)?.[0] ?? '';
  // It goes on in the next line.
  if (/\\\s*$/.test(whole.text) || (whole.text.match(/["']/g)?.length ?? 0) % 2 === 1) return undefined;
  return { op: 'splice', at: commit.node!, start: whole.end, end: whole.end, text: `\n${indent}${line}` };
}

/** The branch on which the run works. */
function branchOf({ event }: Run): string | undefined {
  if (event.name === 'pull_request' || event.name === 'pull_request_target') return '$GITHUB_BASE_REF';
  return event.refType === 'branch' && (event.name === 'push' || event.name === 'workflow_dispatch' || event.name === 'schedule')
    ? '$GITHUB_REF_NAME'
    : undefined;
}

/** A push to the branch with any token but the GITHUB_TOKEN starts the workflow that makes it. */
function startsAgain({ event }: Run, delivered: readonly Effect[]): boolean {
  return event.name === 'push' && delivered.some((e) => e.deed.kind === 'tag' && !isGithubToken(e.held.credential));
}
