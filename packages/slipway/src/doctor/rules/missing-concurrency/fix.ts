import { changed } from '../../fixes/parts/places.ts';
import type { Fixer } from '../../fixes/types.ts';
import type { Overlap } from './rule.ts';

/** Since that day a group can hold more than one run that waits (GitHub's changelog of that day). */
const QUEUES = '2026-05-07';

/** Lets the runs that take a version come one after the other; those of pull requests have a group each. */
export const fix: Fixer<Overlap> = function* ({ subject, analysis }) {
  const { workflow } = subject;
  const { world } = analysis;
  const queue = world.host === 'github.com' && world.asOf >= QUEUES;
  const asked = workflow.triggers.some((t) => t.event === 'pull_request' && !t.types?.every((x) => x.text === 'closed'));
  const group = `\${{ github.workflow }}${asked ? "-${{ github.event_name == 'pull_request' && github.ref || 'release' }}" : ''}`;
  yield {
    id: 'one-at-a-time',
    title: `Let runs of ${workflow.path} come one after the other`,
    changes: [
      changed(workflow.path, {
        op: 'set',
        at: ['concurrency'],
        value: [`group: ${group}`, 'cancel-in-progress: false', ...(queue ? ['queue: max'] : [])].join('\n'),
        place: { before: 'jobs' },
      }),
    ],
    tradeoffs: [
      'A run waits until the one before it has ended.',
      ...(queue ? [] : ['Only one run waits: a third one takes the place of the second, which is dropped.']),
    ],
    check: 'Start the workflow twice in a row: the second run waits, and the two have different versions.',
  };
};
