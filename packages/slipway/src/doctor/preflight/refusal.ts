import type { Route } from '../../chain/index.ts';
import { listed, targetText } from '../links.ts';
import type { Preflight } from './types.ts';

/** Why it must not be made. What is not known never refuses, and neither does an event that nothing is meant to start from. */
export function refusalOf(found: Omit<Preflight, 'refusal'>, broken: readonly Route[]): Preflight['refusal'] {
  const { startsNothing: nothing, findings } = found;
  if (nothing?.meant === true) {
    const where = nothing.location === undefined ? '' : ` (${nothing.location.path}:${nothing.location.line})`;
    return { kind: 'starts-nothing', text: `${nothing.text}${where}${waysIn(nothing.ways)}.` };
  }
  // The event's own cut: who makes it, or the message of the commit.
  const lost = broken.filter((route) => route.cuts.some((cut) => cut.effect === undefined));
  if (nothing === undefined && lost.length > 0) {
    const cut = lost[0]!.cuts.find((one) => one.effect === undefined);
    const why = cut?.kind === 'skip-marker' ? "the commit's message carries a skip marker" : 'events made with the GITHUB_TOKEN start no run';
    const { listener } = cut ?? {};
    return {
      kind: 'broken',
      text: `${listed([...new Set(lost.map(({ target }) => targetText(target)))])} would not be reached: ${listener === undefined ? '' : `${listener.path} does not start, because `}${why}.`,
    };
  }
  const [first] = findings;
  if (first === undefined) return undefined;
  const { path, line } = first.location;
  const more = findings.length === 1 ? '' : ` (and ${findings.length - 1} more)`;
  return { kind: 'findings', text: `${path}:${line}: ${first.title} [${first.rule}]${more}.` };
}

const waysIn = (ways: readonly string[]): string => (ways.length === 0 ? '' : `; ${ways.length > 1 ? 'either ' : ''}${ways.join(', or ')}`);
