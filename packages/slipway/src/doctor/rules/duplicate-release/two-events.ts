import type { Trigger } from '../../../actions/index.ts';
import { type Analysis, locate, type RunNode } from '../../../chain/index.ts';
import { effectText, listed, targetText } from '../../links.ts';
import type { Subject } from './fix.ts';
import { collide, type Doubled, type Writer, writersOf } from './writers.ts';

/** Two events of one release (the tag's push, its creation, the release's publication) that both start a publisher of the same version. */
export function* twoEvents(analysis: Analysis): Generator<Doubled> {
  for (const { entry, role } of analysis.entries) {
    if (role !== 'release' || (entry.kind !== 'tag' && entry.kind !== 'release' && entry.kind !== 'merge')) continue;
    const walk = analysis.walks.find((w) => w.entry === entry);
    const writers = (walk?.nodes ?? [])
      .filter(isFree)
      .flatMap((n) => writersOf(n.run, analysis.world).filter((w) => w.effect.happens === true && w.target.kind !== 'image'));
    for (const [at, b] of writers.entries()) {
      const a = writers.slice(0, at).find((o) => isOther(o, b) && collide(o, b));
      if (a === undefined) continue;
      yield { of: a.run.workflow === b.run.workflow ? [a.run.workflow] : [a.run.workflow, b.run.workflow], draft: draftOf(a, b, entry.text) };
    }
  }
}

/** Another event, or another activity of the release. */
function isOther(a: Writer, b: Writer): boolean {
  return a.run.event.name !== b.run.event.name || (a.run.event.name === 'release' && a.run.event.activity !== b.run.event.activity);
}

/** Reached without anything that cuts, holds or is not known. */
function isFree(node: RunNode): boolean {
  return node.labels.some((l) => l.cuts.length === 0 && l.doubts.length === 0 && l.persons.length === 0);
}

function draftOf(a: Writer, b: Writer, entry: string): Doubled['draft'] {
  const [first, second] = [a.run, b.run].map((r) =>
    r.event.activity === undefined
      ? `${r.event.name}${r.event.refType === 'tag' && r.event.name === 'push' ? ' of the tag' : ''}`
      : `${r.event.name}: ${r.event.activity}`,
  );
  const same = a.run.workflow === b.run.workflow;
  // The one that can go: the tag's push comes with every release.
  const extra = [a, b].find((w) => w.run.event.name === 'release') ?? b;
  return {
    at: locate(triggerOf(extra).key),
    severity: 'warning',
    certainty: 'likely',
    title: `${targetText(a.target)} is published twice: on ${first} and on ${second}`,
    message: `When ${entry}, GitHub sends both ${first} and ${second}. ${same ? `${a.run.workflow.path} waits for both` : `${a.run.workflow.path} waits for one and ${b.run.workflow.path} for the other`}, and each run delivers ${listed([targetText(a.target)])}: the second one is refused because that version is there already, or the two race.`,
    chain: [
      { kind: 'event', text: entry, state: 'holds' },
      ...[a, b].flatMap((w) => {
        const t = triggerOf(w);
        return [
          { kind: 'event' as const, text: `${w.run.event.name} starts ${w.run.workflow.path}`, location: locate(t.key), state: 'holds' as const },
          { kind: 'effect' as const, text: `${effectText(w.effect)} (${w.effect.deed.tool})`, location: w.effect.at, state: 'holds' as const },
        ];
      }),
    ],
    assumptions: ['the release is made together with its tag, or after it, with a credential that starts runs'],
    facts: ['double.release-push', 'double.create-push', 'rel.types'],
    key: ['two-events', a.target.id],
    advice: 'Keep one of the two triggers.',
    subject: { kind: 'trigger', event: extra.run.event, of: [extra.run.workflow] } satisfies Subject,
  };
}

const triggerOf = ({ run }: Writer): Trigger => run.workflow.triggers.find((t) => t.event === run.event.name)!;
