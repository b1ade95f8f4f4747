/** Broken routes that nobody means to be whole. */

import { describe, skipMarker } from '../actions/index.ts';
import type { Route } from './analyse.ts';
import { targetKey } from './destinations.ts';
import { isRollingFamily } from './families.ts';
import type { Effect } from './types.ts';
import type { Label } from './walk.ts';

/** Whether a broken route is no defect: the destination is reached in the way that it is meant to be, or this event is meant to start nothing. */
export function isByDesign(r: Route, routes: readonly Route[]): boolean {
  return isMeantForAnother(r, routes) || isTakenAlong(r, routes) || isRehearsal(r, routes) || isLeftOut(r);
}

/**
 * A broken route is by design when the destination belongs to another family of tags that reaches it (a nightly build does not publish to the
 * registry), or when it is overwritten by design and another automatic entry does so.
 */
export function isMeantForAnother(r: Route, routes: readonly Route[]): boolean {
  const others = routes.filter((o) => o !== r && targetKey(o.target) === targetKey(r.target) && o.verdict !== 'broken');
  if (r.target.version === 'moving' && others.some((o) => o.role === 'release' && o.entry.kind !== 'dispatch')) return true;
  // A rolling tag is a channel of its own: what waits for versions is not for it.
  return isRollingFamily(familyOnTheWay(r)) && others.length > 0;
}

/**
 * A bot pushes a commit that is no release's (formatting, generated files), or one that a release has made and not the next one (its notes in a
 * page), and the tool that would run looks for itself whether there is something to release: the next merge takes the commit along.
 */
function isTakenAlong(r: Route, routes: readonly Route[]): boolean {
  const cause = r.cuts[0];
  const said = cause?.effect?.message === undefined ? '' : describe(cause.effect.message);
  if ((cause?.kind !== 'github-token' && cause?.kind !== 'skip-marker') || cause.effect?.deed.kind !== 'branch') return false;
  // Whoever writes the marker means that nothing starts.
  if (skipMarker(said) === undefined && !looksForItself(r, cause.effect)) return false;
  const isOfRelease = said.trim() === '' || /\{|\d\.\d|release|version|bump|publish|\btag|changelog|changeset|prepare/i.test(said);
  if (isOfRelease && r.entry.kind !== 'release') return false;
  return routes.some((o) => o.entry.kind === 'merge' && o.verdict === 'reached' && targetKey(o.target) === targetKey(r.target));
}

/** A bot opens a pull request: a workflow that also runs for releases shows there that it would work, and delivers when it is merged. */
function isRehearsal(r: Route, routes: readonly Route[]): boolean {
  const cause = r.cuts[0];
  if (cause?.kind !== 'github-token' || !/^pull_request/.test(cause.event?.name ?? '') || cause.event?.activity === 'closed') return false;
  return routes.some((o) => o !== r && o.verdict !== 'broken' && o.target.id === r.target.id);
}

/** The workflow's paths leave out the file that holds the version: a commit of a release alone is not to start it. */
function isLeftOut(r: Route): boolean {
  const { effect, event, listener } = r.cuts[0] ?? {};
  if (effect?.deed.kind !== 'branch' || event?.name !== 'push' || listener === undefined) return false;
  const pushes = listener.triggers.filter((t) => t.event === 'push');
  return (
    pushes.length > 0 &&
    pushes.every((t) =>
      [...(t.paths ?? []).filter((p) => p.text.startsWith('!')), ...(t.pathsIgnore ?? [])].some((p) => /version|changelog/i.test(p.text)),
    )
  );
}

/** Whether something is delivered behind the cut hangs on what a tool finds, there or on the way. */
function looksForItself(r: Route, cut: Effect): boolean {
  if (r.best.effect.happens === undefined) return true;
  for (let at: Label | undefined = r.best.label; at?.via.effect !== undefined && at.via.effect !== cut; at = at.via.from?.label)
    if (at.via.effect.happens === undefined) return true;
  return false;
}

/** The family of tags of the event that the cut suppresses, or that starts the delivering run. */
function familyOnTheWay(r: Route): string | undefined {
  const cut = r.cuts.find((c) => c.event?.family !== undefined);
  if (cut?.event?.family !== undefined) return cut.event.family;
  return r.best.label.via.event.family ?? r.entry.family;
}
