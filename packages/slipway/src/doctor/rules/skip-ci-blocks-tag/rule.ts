import { describe, skipMarker } from '../../../actions/index.ts';
import { type Analysis, type Effect, targetsOf } from '../../../chain/index.ts';
import { effectText, linksOfRoute, listed, routeKey, targetText } from '../../links.ts';
import type { Draft, Rule } from '../../rule.ts';

/** What a fix needs to know of a marker. */
export interface Marked {
  /** The push of the marked commit, or of a tag on it. */
  readonly effect: Effect;
}

export const rule: Rule = {
  id: 'skip-ci-blocks-tag',
  group: 'chain',
  severity: 'error',
  title: 'A skip marker in the commit that is tagged',
  *check(analysis) {
    const said = new Set<string>();
    for (const cause of analysis.causes) {
      const cut = [cause.cut, ...cause.later].find((c) => c.kind === 'skip-marker');
      if (!cut?.effect || said.has(cut.id)) continue;
      said.add(cut.id);
      const lost = cause.losses.map((l) => targetText(l.target));
      const first = cause.cut === cut;
      yield {
        at: cut.effect.at,
        certainty: 'proven',
        ...(first ? {} : { severity: 'warning' as const }),
        title: `The commit behind this ${cut.event?.refType === 'tag' ? 'tag' : 'push'} carries a skip marker, so ${cut.listener?.path ?? 'the release'} is skipped`,
        message: `${cut.effect.deed.tool} ${effectText(cut.effect)} on a commit whose message is "${cut.effect.message ? describe(cut.effect.message) : ''}". A skip marker in the commit's message suppresses push runs of the branch and of every tag on that commit, whatever the token. So ${listed(lost)} ${lost.length === 1 ? 'is' : 'are'} never reached.${first ? '' : ' (The event does not arrive for another reason too; this one stands behind it.)'}`,
        chain: linksOfRoute(cause.losses[0]!),
        facts: ['skip.words', 'skip.tag'],
        key: [cut.effect.job.id, cut.listener?.path ?? ''],
        subject: { effect: cut.effect } satisfies Marked,
        advice:
          'Take the marker out of the message and stop the loop with a condition, or listen to `release` or `create`, which markers do not suppress.',
        breaks: cause.losses.map(routeKey),
      };
    }
    if (said.size === 0) yield* taggedByHand(analysis);
  },
};

/** The bump commit carries the marker and nothing in the tree makes the tag: a person tags that commit. */
function* taggedByHand(analysis: Analysis): Generator<Draft> {
  const makesTags = [...analysis.declared.values()]
    .flat()
    .some((r) =>
      r.effects.some(
        (e) => e.elsewhere === undefined && ((e.deed.kind === 'tag' && e.deed.act !== 'delete') || (e.deed.kind === 'release' && !e.tagExists)),
      ),
    );
  if (makesTags) return;
  const waiting = analysis.relevant.filter(
    (w) =>
      w.triggers.some((t) => t.event === 'push' && t.tags !== undefined) &&
      (analysis.declared.get(w.path) ?? []).some((r) => r.event.refType === 'tag' && r.effects.some((e) => targetsOf(e, analysis.world).length > 0)),
  );
  const first = waiting[0];
  if (first === undefined) return;
  const seen = new Set<string>();
  for (const runs of analysis.declared.values())
    for (const r of runs)
      for (const e of r.effects) {
        const marker = markerOf(e);
        if (marker === undefined || e.elsewhere !== undefined || seen.has(`${e.at.path}:${e.at.line}`)) continue;
        if (!/bump|version|release|chore\(release\)/i.test(`${e.message ? describe(e.message) : ''} ${e.workflow.path}`)) continue;
        seen.add(`${e.at.path}:${e.at.line}`);
        const trigger = first.triggers.find((t) => t.event === 'push' && t.tags !== undefined)!;
        yield {
          at: e.at,
          severity: 'warning',
          certainty: 'likely',
          title: `The version commit carries ${marker}: a tag on it does not start ${first.path}`,
          message: `This commit's message carries ${marker}. ${first.path} starts from a pushed tag, and a skip marker in the tagged commit's message suppresses that run too. A person who tags the commit that this workflow makes gets a tag and no release.`,
          chain: [
            { kind: 'effect', text: `${effectText(e)}, message "${e.message ? describe(e.message) : ''}"`, location: e.at, state: 'holds' },
            { kind: 'person', text: 'a person pushes a tag on that commit', state: 'holds' },
            { kind: 'workflow', text: `${first.path} is skipped`, location: trigger.key.file.locate(trigger.key.span), state: 'cut' },
          ],
          assumptions: ['the tag is put on this commit'],
          facts: ['skip.words', 'skip.tag'],
          key: [e.job.id, first.path],
          subject: { effect: e } satisfies Marked,
          advice: 'Take the marker out of the message and stop the loop with a condition instead.',
        };
      }
}

function markerOf(e: Effect): string | undefined {
  if (e.deed.kind !== 'branch' || e.message === undefined) return undefined;
  return skipMarker(describe(e.message));
}
