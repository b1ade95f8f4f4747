import { describe } from '../../../actions/index.ts';
import { type Analysis, type Cause, type Cut, type Effect, locate } from '../../../chain/index.ts';
import { linksOfRoute, listed, routeKey, targetText } from '../../links.ts';
import type { Draft, Rule } from '../../rule.ts';
import { waitingForTags } from './listeners.ts';
import { type Sweep, sweepingScripts } from './scripts.ts';

/** What a fix needs to know of a push of many tags: that of a run, or the lines of scripts that people run. */
export type ManyTags = { readonly effect: Effect } | { readonly sweeps: readonly Sweep[] };

export const rule: Rule = {
  id: 'too-many-tags',
  group: 'chain',
  severity: 'warning',
  title: 'More than three tags in one push, which makes no event',
  *check(analysis) {
    const said = new Set<string>();
    for (const cause of analysis.causes) {
      const cut = [cause.cut, ...cause.later].find((c) => c.kind === 'too-many-tags');
      if (!cut?.effect || said.has(cut.effect.at.path + cut.effect.at.line)) continue;
      said.add(cut.effect.at.path + cut.effect.at.line);
      yield byRun(cause, cut);
    }
    if (said.size > 0) return;
    const waiting = waitingForTags(analysis);
    if (waiting === undefined) return;
    const [first, ...others] = sweepingScripts(analysis.world);
    if (first) yield byPerson(first, others, waiting, analysis);
  },
};

function byRun(cause: Cause, cut: Cut): Draft {
  const effect = cut.effect!;
  const count = effect.deed.kind === 'tag' ? (effect.deed.count ?? 4) : 4;
  const lost = cause.losses.map((l) => targetText(l.target));
  return {
    at: effect.at,
    certainty: 'likely',
    title: `${effect.deed.tool} may push ${count} tags at once, and GitHub makes no event for more than three`,
    message: `${effect.deed.tool} pushes the tags of up to ${count} packages in one push${effect.tag ? ` (${describe(effect.tag)} and others)` : ''}. When more than three tags arrive at once, GitHub makes no push event for any of them: ${cut.listener?.path ?? 'the workflow that waits for them'} does not start, and ${listed(lost)} ${lost.length === 1 ? 'is' : 'are'} not reached. Nothing shows it.`,
    chain: linksOfRoute(cause.losses[0]!),
    assumptions: ['more than three packages are released together'],
    facts: ['push.3tags'],
    key: [effect.job.id, effect.deed.tool],
    subject: { effect } satisfies ManyTags,
    advice: 'Push the tags one by one, at most three in one push.',
    breaks: cause.losses.map(routeKey),
  };
}

function byPerson(first: Sweep, others: readonly Sweep[], waiting: NonNullable<ReturnType<typeof waitingForTags>>, analysis: Analysis): Draft {
  const { workflow, trigger, targets } = waiting;
  const at = trigger.tags?.[0] ?? trigger.key;
  const tags = analysis.world.tree.git?.tags.length ?? 0;
  return {
    at: first.at,
    certainty: 'likely',
    title: `\`${first.command}\` pushes every local tag, not the new one alone`,
    message: `Whoever releases with ${first.at.path} pushes all tags of the local clone that GitHub does not have: also old ones, failed attempts and tags of other remotes. When more than three arrive at once, GitHub makes no push event for any of them, so ${workflow.path} does not start and ${listed(targets)} ${targets.length === 1 ? 'is' : 'are'} not reached.${tags > 50 ? ` The repository has ${tags} tags already.` : ''}`,
    chain: [
      { kind: 'person', text: `a person releases with ${first.at.path}`, location: first.at, state: 'holds' },
      ...others.slice(0, 3).map((o) => ({ kind: 'person' as const, text: `so does ${o.at.path}`, location: o.at, state: 'holds' as const })),
      { kind: 'event', text: 'more than three tags at once: no push event', state: 'maybe' },
      { kind: 'workflow', text: `${workflow.path} waits for a pushed tag`, location: locate(at), state: 'cut' },
    ],
    assumptions: ['a clone from which someone releases holds tags that GitHub does not have'],
    facts: ['push.3tags'],
    key: ['sweep', first.at.path],
    subject: { sweeps: [first, ...others] } satisfies ManyTags,
    advice: 'Push the new tag alone: `git push origin refs/tags/<tag>`, or `git push --follow-tags` for an annotated one.',
  };
}
