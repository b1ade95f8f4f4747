import type { Trigger, Workflow } from '../../../actions/index.ts';
import { type Analysis, locate, targetsOf } from '../../../chain/index.ts';
import { effectText, linksOfRoute, listed, routeKey, targetText } from '../../links.ts';
import type { Draft, Rule } from '../../rule.ts';

/** What a fix needs to know of a dead activity. */
export interface DeadType {
  readonly workflow: Workflow;
}

export const rule: Rule = {
  id: 'release-type-never-fires',
  group: 'chain',
  severity: 'error',
  title: 'A release activity that the way the release is made never sends',
  *check(analysis) {
    const said = new Set<string>();
    for (const cause of analysis.causes) {
      const cut = [cause.cut, ...cause.later].find((c) => c.kind === 'draft-first');
      const listener = cause.losses.flatMap((l) => l.best.label.via.start.at ?? [])[0];
      if (!cut?.effect || !listener || said.has(`${listener.path}:${listener.line}`)) continue;
      said.add(`${listener.path}:${listener.line}`);
      const activity = cut.event?.activity ?? '';
      const lost = cause.losses.map((l) => targetText(l.target));
      yield {
        at: listener,
        certainty: cause.doubts.length > 0 ? 'likely' : 'proven',
        title: `\`${activity}\` is not sent for a release that was a draft, so ${listener.path} never starts`,
        message: `${cut.effect.at.path}:${cut.effect.at.line} ${effectText(cut.effect)} with ${cut.effect.deed.tool}, as a draft that is published afterwards. GitHub sends \`published\` (and \`released\` for a full release) when a draft is published, never \`${activity}\`. So ${listed(lost)} ${lost.length === 1 ? 'is' : 'are'} not reached.`,
        chain: linksOfRoute(cause.losses[0]!),
        facts: [activity === 'created' ? 'rel.created.dead' : 'rel.prereleased', 'rel.draft'],
        key: [activity, cut.effect.deed.tool],
        ...about(analysis.world.workflow(listener.path)),
        advice: 'Wait for `published`, and look at `github.event.release.prerelease` in a condition when only one kind is meant.',
        breaks: cause.losses.map(routeKey),
      };
    }
    yield* undelivered(analysis, said);
    for (const w of analysis.relevant) for (const t of w.triggers) if (t.event === 'release') yield* byHand(analysis, w, t, said);
  },
};

const about = (workflow: Workflow | undefined): { subject?: DeadType } => (workflow === undefined ? {} : { subject: { workflow } });

/** A workflow that delivers nothing itself, and that the tree's own drafts never start. */
function* undelivered(analysis: Analysis, said: Set<string>): Generator<Draft> {
  for (const w of analysis.relevant) {
    if (!w.triggers.every((t) => t.event === 'release' || t.event === 'workflow_dispatch')) continue;
    const labels = analysis.walks
      .filter((x) => x.entry.kind !== 'release')
      .flatMap((x) => x.nodes.filter((n) => n.run.workflow === w && n.run.event.name === 'release').flatMap((n) => n.labels));
    const dead = labels.map((l) => l.cuts.find((c) => c.kind === 'draft-first'));
    const cut = dead[0];
    const at = labels[0]?.via.start.at;
    // Another activity is sent: for releases that are none of the tree's it does start.
    const types = w.triggers.flatMap((t) => (t.event === 'release' ? (t.types?.map((x) => x.text) ?? []) : []));
    if (types.some((x) => x === 'published' || x === 'released')) continue;
    if (!cut?.effect || !at || dead.some((c) => c === undefined) || said.has(`${at.path}:${at.line}`)) continue;
    said.add(`${at.path}:${at.line}`);
    const activity = cut.event?.activity ?? '';
    yield {
      at,
      severity: 'warning',
      certainty: 'proven',
      title: `\`${activity}\` is not sent for a release that was a draft, so ${w.path} never starts`,
      message: `${cut.effect.at.path}:${cut.effect.at.line} ${effectText(cut.effect)} with ${cut.effect.deed.tool}. Publishing a draft sends \`published\` (and \`released\` for a full release), never \`${activity}\`, so this workflow does not run for the releases that the tree makes.`,
      chain: [
        { kind: 'effect', text: `${effectText(cut.effect)} (${cut.effect.deed.tool})`, location: cut.effect.at, state: 'holds' },
        { kind: 'person', text: 'someone publishes the draft', state: 'holds' },
        { kind: 'filter', text: `release: ${activity} is not sent`, location: at, state: 'cut' },
      ],
      facts: [activity === 'created' ? 'rel.created.dead' : 'rel.prereleased', 'rel.draft'],
      key: [activity, cut.effect.deed.tool, 'quiet'],
      ...about(w),
      advice: 'Wait for `published`, and look at `github.event.release.prerelease` in a condition when only one kind is meant.',
    };
  }
}

/** Nothing in the tree makes the release: a person does, at once or from a draft; only one of the two starts the workflow. */
function* byHand(analysis: Analysis, w: Workflow, t: Trigger, said: ReadonlySet<string>): Generator<Draft> {
  const types = t.types?.map((x) => x.text) ?? [];
  if (types.length === 0 || types.some((x) => x === 'published' || x === 'released')) return;
  const dead = types.filter((x) => x === 'created' || x === 'prereleased');
  if (dead.length === 0 || dead.length !== types.filter((x) => x !== 'edited').length) return;
  const at = t.types?.[0] ? locate(t.types[0]) : locate(t.key);
  if (said.has(`${at.path}:${at.line}`)) return;
  const targets = new Map(
    (analysis.declared.get(w.path) ?? [])
      .filter((r) => r.event.name === 'release')
      .flatMap((r) => r.effects.flatMap((e) => targetsOf(e, analysis.world).map((x) => [x.id, targetText(x)] as const))),
  );
  if (targets.size === 0) return;
  const names = [...targets.values()];
  yield {
    at,
    severity: 'warning',
    certainty: 'likely',
    title: `${w.path} starts only for releases that were never a draft`,
    message: `\`${dead.join('`, `')}\` is sent when a person publishes a release at once. When the release is saved as a draft first and published later, GitHub sends only \`published\` (and \`released\`), so ${listed(names)} ${names.length === 1 ? 'is' : 'are'} not reached, and no run shows it. Tools that upload files make a draft first.`,
    chain: [
      { kind: 'person', text: 'a person publishes a draft', state: 'holds' },
      { kind: 'filter', text: `release: ${dead.join(', ')} is not sent`, location: at, state: 'cut' },
    ],
    assumptions: ['releases are sometimes drafted first'],
    facts: ['rel.draft', 'rel.created.dead', 'rel.prereleased'],
    key: [w.path, ...dead],
    ...about(w),
    advice: 'Write `types: [published]`.',
  };
}
