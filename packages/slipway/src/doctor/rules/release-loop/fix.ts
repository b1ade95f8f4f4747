import { alternatives, type Val } from '../../../actions/index.ts';
import type { Effect, Event, RunNode } from '../../../chain/index.ts';
import { demand } from '../../fixes/parts/conditions.ts';
import { beforeRest } from '../../fixes/parts/job-head.ts';
import { changed, inJob } from '../../fixes/parts/places.ts';
import type { Fixer } from '../../fixes/types.ts';

export interface Subject {
  readonly node: RunNode;
  /** The event that comes back. */
  readonly event: Event;
  readonly effect: Effect;
}

/** The jobs with which a run starts leave out what an earlier run has made: the commit by its message, the pull request by its branch. */
export const fix: Fixer<Subject> = function* ({ subject: { node, event, effect } }) {
  const { workflow } = node.run;
  const own = ownMark(event, effect, node);
  if (own === undefined) return;
  const first = workflow.jobs.filter((j) => j.needs.length === 0);
  yield {
    id: 'own-events',
    title: `Let ${workflow.path} leave out what it has made itself (${own.what})`,
    changes: [changed(workflow.path, ...first.flatMap((job) => demand(job.if, inJob(job, 'if'), [own.condition], beforeRest(job))))],
    tradeoffs: [`A person's ${own.person} is left out too: it must not begin like that.`],
    check: 'After the next release the run that it starts shows its first job as skipped.',
  };
};

interface Mark {
  readonly condition: string;
  readonly what: string;
  readonly person: string;
}

function ownMark(event: Event, effect: Effect, { run }: RunNode): Mark | undefined {
  if (event.name === 'push' && event.refType === 'branch') {
    const commit = effect.message ?? run.effects.find((e) => e.deed.kind === 'branch' && e.message !== undefined)?.message;
    const start = commit && headOf(commit);
    return start === undefined
      ? undefined
      : {
          condition: `!startsWith(github.event.head_commit.message, '${quoted(start)}')`,
          what: `commits that begin with "${start}"`,
          person: 'commit',
        };
  }
  if (event.name !== 'pull_request' && event.name !== 'pull_request_target') return undefined;
  const head = effect.deed.kind === 'pull-request' ? effect.deed.head : undefined;
  const pushed = run.effects.find((e) => e.deed.kind === 'branch' && e.branch !== undefined && headOf(e.branch) !== undefined)?.branch;
  const branch = (head && headOf(head)) ?? (pushed && headOf(pushed));
  return branch === undefined
    ? undefined
    : {
        condition: `!startsWith(github.event.pull_request.head.ref, '${quoted(branch)}')`,
        what: `branches that begin with ${branch}`,
        person: 'branch',
      };
}

/** The literal beginning that all alternatives have, where it says something. */
function headOf(value: Val): string | undefined {
  const heads = alternatives(value).map((v) => (v.k === 'str' ? v.v : v.k === 'text' && typeof v.parts[0] === 'string' ? v.parts[0] : ''));
  const [first = '', ...rest] = heads;
  const start = (rest.every((h) => h === first) ? first : '').split('\n')[0]!.replace(/\s*v?\d[\s\S]*$/, '');
  return start.trim().length >= 4 ? start : undefined;
}

const quoted = (text: string): string => text.replaceAll("'", "''");
