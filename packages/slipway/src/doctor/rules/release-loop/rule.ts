import { describe } from '../../../actions/index.ts';
import { credentialText, type Effect, type Label, locate, type RunNode } from '../../../chain/index.ts';
import { effectText, linksTo } from '../../links.ts';
import type { Draft, Rule } from '../../rule.ts';
import type { Subject } from './fix.ts';

export const rule: Rule = {
  id: 'release-loop',
  group: 'chain',
  severity: 'warning',
  title: 'A release that makes the event which starts the release',
  *check(analysis) {
    const said = new Set<string>();
    for (const walk of analysis.walks)
      for (const node of walk.nodes)
        for (const label of node.labels) {
          const loop = loopOf(node, label);
          if (loop === undefined || said.has(`${loop.effect.at.path}:${loop.effect.at.line}`)) continue;
          said.add(`${loop.effect.at.path}:${loop.effect.at.line}`);
          yield draftOf(node, label, loop.effect);
        }
  },
};

/** The effect of an earlier run of the same workflow that led here, when it is sure to happen again and again. */
function loopOf(node: RunNode, label: Label): { readonly effect: Effect } | undefined {
  if (label.cuts.length > 0 || label.doubts.length > 0 || label.persons.length > 0) return undefined;
  for (let at = label; at.via.from !== undefined; at = at.via.from.label) {
    const { effect, from } = at.via;
    if (effect === undefined || !isSure(effect)) return undefined;
    if (from.node.run.workflow !== node.run.workflow) continue;
    const again = node.run.effects.find((e) => e.at.path === effect.at.path && e.at.line === effect.at.line && e.deed.kind === effect.deed.kind);
    return again && isSure(again) && makesSomethingNew(again, node) ? { effect } : undefined;
  }
  return undefined;
}

/** It happens whenever its run does, with a credential whose events start runs. */
function isSure(effect: Effect): boolean {
  const { deed, held, swallowed, happens } = effect;
  return (
    happens === true &&
    !swallowed &&
    deed.certain !== false &&
    !('certain' in deed && deed.certain === undefined) &&
    /^(?:pat|app|deploy-key|either)$/.test(held.credential.kind)
  );
}

/** A second push of what is there already makes no event: the run must make a new version each time. A tag that is there already is refused. */
function makesSomethingNew(effect: Effect, node: RunNode): boolean {
  if (effect.deed.kind === 'tag') return false;
  if (effect.deed.kind === 'dispatch') return true;
  const versions = node.run.effects.some(
    (e) =>
      isSure(e) &&
      ((e.deed.kind === 'tag' && e.deed.act !== 'move' && !e.tagExists) ||
        (e.deed.kind === 'release' && e.deed.act === 'create' && !e.tagExists && !e.deed.updates)),
  );
  // What a merge brings to the branch is what the same run has committed.
  const messages =
    effect.deed.kind === 'pull-request' && effect.deed.act !== 'open'
      ? node.run.effects.filter((e) => e.deed.kind === 'branch' && isSure(e))
      : [effect];
  const bumps = messages.some((e) => e.message !== undefined && /\{version\}|\{number\}\.|\bbump|\brelease\b.*\d/i.test(describe(e.message)));
  return versions || bumps;
}

function draftOf(node: RunNode, label: Label, effect: Effect): Draft {
  const { workflow } = node.run;
  const trigger = workflow.triggers.find((t) => t.event === label.via.event.name);
  return {
    at: effect.at,
    certainty: 'likely',
    title: `${effect.deed.tool} starts ${workflow.path} again, which does the same`,
    message: `${workflow.path} ${effectText(effect)} with ${credentialText(effect.held.credential)}, and events made with that start runs. The event starts ${workflow.path} once more, no condition stops it there, and that run does the same again: one release after the other, until somebody cancels it.`,
    chain: [
      ...linksTo(label),
      ...(trigger
        ? [{ kind: 'workflow' as const, text: `${workflow.path} starts again`, location: locate(trigger.key), state: 'holds' as const }]
        : []),
    ].slice(0, 12),
    facts: ['pat.normal', 'app.normal'],
    key: [effect.job.id, effect.step?.id ?? effect.deed.tool],
    advice:
      'Stop it where the run starts: a condition on the actor or on the message of the commit, a path filter, or `[skip ci]` in the message of a commit that no tag waits for.',
    subject: { node, event: label.via.event, effect } satisfies Subject,
  };
}
