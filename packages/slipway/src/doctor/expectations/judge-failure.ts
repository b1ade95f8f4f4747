import type { AssumedSecret } from '../../chain/index.ts';
import { listed, targetText } from '../links.ts';
import type { Judged } from './judge-reach.ts';
import { failingJobs, lossesOf } from './losses.ts';
import type { Play } from './play.ts';

/**
 * Whether somebody is told: every destination that is lost is lost by a run that fails.
 * @param before the same entries with nothing given
 */
export function judgeFailure(plays: readonly Play[], before: readonly Play[], given: ReadonlyMap<string, AssumedSecret>): Judged {
  if (plays.length === 0) return { outcome: 'fails', why: 'there is no way to release', chain: [], decide: [] };
  const losses = plays.flatMap((play) => {
    const same = before.find(({ entry }) => entry.id === play.entry.id);
    return same === undefined ? [] : lossesOf(same, play);
  });
  const said = listed([...given].map(([name, state]) => `${name} ${state}`));
  const silent = losses.find(({ how }) => how === 'silent');
  if (silent) {
    const others = [...new Set(losses.filter(({ how }) => how === 'silent').map(({ target }) => targetText(target)))];
    return {
      outcome: 'fails',
      why: `with ${said}, ${listed(others)} ${others.length === 1 ? 'is' : 'are'} lost and no run fails: ${silent.why}`,
      chain: silent.chain,
      location: silent.at,
      decide: [],
    };
  }
  const open = losses.find(({ how }) => how === 'unknown');
  if (open)
    return {
      outcome: 'undecided',
      why: `whether the loss of ${targetText(open.target)} fails a run is not known: ${open.why}`,
      chain: [],
      location: open.at,
      decide: [open.why],
    };
  const red = losses
    .map(({ why, at }) => ({ why, at }))
    .concat(plays.flatMap(failingJobs).map((job) => ({ why: `job ${job.id} fails`, at: job.failsAt! })));
  if (red[0]) return { outcome: 'passes', why: listed([...new Set(red.map(({ why }) => why))], 2), chain: [], location: red[0].at, decide: [] };
  const { world } = plays[0]!;
  const unread = [...given.keys()].filter((name) => !world.workflows.some(({ file }) => new RegExp(`secrets\\.${name}\\b`).test(file.text)));
  const why =
    given.size === 0
      ? 'nothing fails'
      : unread[0] !== undefined
        ? `nothing fails: no workflow reads secret ${unread[0]}`
        : `nothing fails with ${said}, and nothing is lost`;
  return { outcome: 'fails', why, chain: [], decide: [] };
}
