import { type Analysis, type AssumedSecret, type Entry, walk, worldWith } from '../../chain/index.ts';
import { type Loss, lossesOf } from '../expectations/losses.ts';
import { jobsIn } from '../expectations/names.ts';
import type { Play } from '../expectations/play.ts';
import type { Consequence } from './types.ts';

/** Every way to release, as things are. */
export function playsOf({ world, walks, entries }: Analysis): readonly Play[] {
  const releases = new Set(entries.filter(({ role }) => role === 'release').map(({ entry }) => entry));
  return walks.filter(({ entry }) => releases.has(entry)).map((one) => ({ entry: one.entry, world, walk: one }));
}

const rank = { nothing: 0, red: 1, unknown: 2, silent: 3 } as const;

/** What is no longer reached when a secret is not what it should be: every way to release is walked again. */
export function consequenceOf(secret: string, state: AssumedSecret, plays: readonly Play[], { world, relevant }: Analysis): Consequence {
  const other = worldWith(world, { assume: new Map([[secret, state]]) });
  const again = (entry: Entry): Play => ({ entry, world: other, walk: walk(entry, relevant, other) });
  const worst = new Map<string, Loss>();
  for (const play of plays.filter((one) => reads(one, secret)))
    for (const loss of lossesOf(play, again(play.entry))) {
      const known = worst.get(loss.target.id);
      if (known === undefined || rank[loss.how] > rank[known.how]) worst.set(loss.target.id, loss);
    }
  const dies = [...worst.values()].map(({ target, how, why, at }) => ({ destination: target.id, how, why, location: at }));
  const how = dies.reduce<Consequence['how']>((a, { how: b }) => (rank[b] > rank[a] ? b : a), 'nothing');
  return { how, dies: dies.sort((a, b) => (a.destination < b.destination ? -1 : 1)) };
}

/** Some workflow of a way reads the secret; what reads it nowhere goes the same way without it. */
function reads({ walk: { nodes } }: Play, secret: string): boolean {
  const workflows = new Set(nodes.flatMap(({ run }) => [run.workflow, ...[...jobsIn(run)].map((job) => job.workflow)]));
  const named = new RegExp(`\\bsecrets\\s*(?:\\.\\s*|\\[\\s*')${secret}\\b`, 'i');
  return [...workflows].some(({ file }) => named.test(file.text));
}
