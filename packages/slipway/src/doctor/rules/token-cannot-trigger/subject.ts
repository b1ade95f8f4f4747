import type { Trigger, Workflow } from '../../../actions/index.ts';
import type { Cause, Cut, Effect, Event, Label, Opaque, Run } from '../../../chain/index.ts';

/** What the rule has found: a cause that was tried, or something that cannot be read. */
export type Subject =
  | { readonly cause: Cause; readonly cut: Cut }
  | { readonly opaque: Opaque; readonly listener: Workflow; readonly trigger: Trigger };

export interface Waiting {
  readonly listener: Workflow;
  readonly event: Event;
}

/** An event that starts nothing, with all who wait for it. */
export interface Missed {
  readonly effect: Effect;
  /** The run that makes the event. */
  readonly run: Run | undefined;
  readonly waiting: readonly Waiting[];
}

export function missedBy({ cause, cut }: { readonly cause: Cause; readonly cut: Cut }): Missed | undefined {
  if (cut.effect === undefined) return undefined;
  const waiting = new Map<string, Waiting>();
  let run: Run | undefined;
  for (const loss of cause.losses) {
    for (const c of loss.cuts)
      if (c.id === cut.id && c.listener && c.event && !waiting.has(c.listener.path))
        waiting.set(c.listener.path, { listener: c.listener, event: c.event });
    for (let at: Label | undefined = loss.best.label; at !== undefined && run === undefined; at = at.via.from?.label)
      if (at.via.effect === cut.effect) run = at.via.from?.node.run;
  }
  return { effect: cut.effect, run, waiting: [...waiting.values()] };
}
