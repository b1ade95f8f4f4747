import { alternatives, asText, type Workflow } from '../../../actions/index.ts';
import { type Analysis, locate, type Run } from '../../../chain/index.ts';
import { effectText, listed, targetText } from '../../links.ts';
import type { Link } from '../../report.ts';
import { mayRelease } from '../../version-effects.ts';
import type { Subject } from './fix.ts';
import { collide, type Doubled, namedAt, type Writer, writersOf } from './writers.ts';

/** One event that starts several workflows which write the same version to the same place. */
export function* sameEvent(analysis: Analysis): Generator<Doubled> {
  const byEvent = new Map<string, Run[]>();
  for (const runs of analysis.declared.values())
    for (const run of runs)
      if (mayRelease(run) && run.event.name !== 'schedule' && asText(run.event.ref) !== undefined)
        byEvent.set(run.event.id, [...(byEvent.get(run.event.id) ?? []), run]);
  for (const runs of byEvent.values()) {
    if (runs.length < 2) continue;
    const writers = runs.flatMap((r) => writersOf(r, analysis.world)).filter((w) => w.effect.happens === true);
    const together = new Map<string, Writer[]>();
    for (const w of writers) {
      const key = w.target.id;
      const others = together.get(key) ?? [];
      if (!others.some((o) => o.run.workflow === w.run.workflow) && (others.length === 0 || others.some((o) => collide(o, w))))
        together.set(key, [...others, w]);
    }
    const groups = [...together.values()].filter((g) => g.length > 1).sort((a, b) => rank(a) - rank(b) || b.length - a.length);
    const first = groups[0];
    if (first === undefined) continue;
    const same = groups.filter((g) => g.every((w) => first.some((f) => f.run.workflow === w.run.workflow)));
    yield { of: first.map((w) => w.run.workflow), draft: draftOf(first, same, laterWriters(first, analysis)) };
  }
}

/** Registries take a version once; a release and an image are overwritten, or refused. */
function rank(group: readonly Writer[]): number {
  return group[0]!.target.kind === 'registry' ? 0 : group[0]!.target.kind === 'release' ? 1 : 2;
}

/** Workflows that write the same image after another event of the same release. */
function laterWriters(group: readonly Writer[], { declared, world }: Analysis): Writer[] {
  const { target } = group[0]!;
  if (target.kind !== 'image') return [];
  const out = new Map<Workflow, Writer>();
  for (const runs of declared.values())
    for (const run of runs) {
      if (!mayRelease(run) || group.some((w) => w.run.workflow === run.workflow) || out.has(run.workflow)) continue;
      const one = writersOf(run, world).find(
        (w) => w.target.id === target.id && w.effect.deed.kind === 'image' && w.effect.deed.images.some((i) => alternatives(i).length > 0),
      );
      if (one) out.set(run.workflow, one);
    }
  return [...out.values()].slice(0, 2);
}

function draftOf(group: readonly Writer[], same: readonly (readonly Writer[])[], later: readonly Writer[]): Doubled['draft'] {
  const [first, ...others] = [...group].sort((a, b) => (a.run.workflow.path < b.run.workflow.path ? -1 : 1));
  const { event } = first!.run;
  const what = event.activity === undefined ? event.name : `${event.name}: ${event.activity}`;
  const files = group.map((w) => w.run.workflow.path).sort();
  const names = [...new Set(same.map((g) => targetText(g[0]!.target)))];
  const once = rank(group) < 2;
  // A registry takes a version once, and nothing swallows the refusal.
  const refused = rank(group) === 0 && group.every((w) => !w.effect.swallowed);
  const link = (w: Writer): Link[] => [
    ...namedAt(w),
    { kind: 'effect', text: `${effectText(w.effect)} (${w.effect.deed.tool})`, location: w.effect.at, state: 'holds' },
  ];
  return {
    at: first!.effect.at,
    severity: refused ? 'error' : 'warning',
    certainty: refused ? 'proven' : 'likely',
    title: `${listed(files)} ${files.length === 2 ? 'both' : 'all'} deliver ${listed(names, 2)} on the same event`,
    message: `One event (${what}, when ${event.text}) starts ${listed(files)}, and each of them delivers ${listed(names)}. ${
      once
        ? 'The second one is refused because that version is there already, or the two race for it, so the release ends red or half made.'
        : 'Which of the builds stays under the tag is a matter of which run ends last.'
    }${later.length > 0 ? ` ${listed(later.map((w) => w.run.workflow.path))} ${later.length === 1 ? 'pushes' : 'push'} it too, in another run of the same release.` : ''}`,
    chain: [{ kind: 'event', text: event.text, state: 'holds' }, ...[first!, ...others, ...later].slice(0, 4).flatMap(link)],
    facts: ['double.two-tags'],
    key: ['same-event', ...files, names[0] ?? ''],
    advice: `Keep one of them: ${listed(files.slice(1))} can go, or wait for another event.`,
    subject: { kind: 'trigger', event, of: [...others, first!].map((w) => w.run.workflow) } satisfies Subject,
  };
}

/** The trigger of a workflow for an event. */
export function triggerLink(run: Run): Link[] {
  const trigger = run.workflow.triggers.find((t) => t.event === run.event.name);
  return trigger
    ? [
        {
          kind: 'event',
          text: `${run.workflow.path} waits for ${run.event.name}`,
          location: locate(trigger.tags?.[0] ?? trigger.types?.[0] ?? trigger.key),
          state: 'holds',
        },
      ]
    : [];
}
