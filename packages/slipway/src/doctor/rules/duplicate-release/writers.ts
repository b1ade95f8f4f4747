import { alternatives, asText, describe, type Workflow } from '../../../actions/index.ts';
import type { Effect, Run, Target, World } from '../../../chain/index.ts';
import type { Link } from '../../report.ts';
import type { Draft } from '../../rule.ts';
import { versionTargets } from '../../version-effects.ts';

/** A defect between workflows, reported once for the same ones. */
export interface Doubled {
  readonly draft: Draft;
  readonly of: readonly Workflow[];
}

/** One run's effect on a destination that takes a version once. */
export interface Writer {
  readonly run: Run;
  readonly effect: Effect;
  readonly target: Target;
}

/** Tools that look at what the registry has and publish only what is missing. */
const idempotent =
  /changeset|release-plz|lerna|semantic-release|nx|beachball|rush|multi-release|knope|release-please|cargo-workspaces|cargo workspaces|jsr/i;

/** What a run writes to destinations where a second writer of the same version fails or races. */
export function writersOf(run: Run, world: World): Writer[] {
  return run.effects.flatMap((effect) => {
    if (!isExclusive(effect)) return [];
    return versionTargets(effect, world).flatMap((target) =>
      target.kind === 'release' || target.kind === 'image' || (target.kind === 'registry' && target.id.includes(':'))
        ? [{ run, effect, target }]
        : [],
    );
  });
}

function isExclusive({ deed, step }: Effect): boolean {
  if (deed.kind === 'package') return !idempotent.test(deed.tool) && !step?.with.some((p) => /^skip[-_]existing$/i.test(p.name));
  if (deed.kind === 'release') return deed.act === 'create';
  return deed.kind === 'image';
}

/** Whether two writers get in each other's way at the same destination. */
export function collide(a: Writer, b: Writer): boolean {
  if (a.target.id !== b.target.id || a.target.kind !== b.target.kind || (a.effect.swallowed && b.effect.swallowed)) return false;
  if (a.target.kind === 'image') return sharesImage(a.effect, b.effect);
  if (a.effect.deed.kind !== 'release' || b.effect.deed.kind !== 'release') return true;
  // Who updates a release that is there already gets along with another one of its kind.
  if (a.effect.deed.updates && b.effect.deed.updates) return false;
  const [one, other] = [a, b].map((w) => (w.effect.tag === undefined ? undefined : asText(w.effect.tag)));
  return one !== undefined && one === other;
}

function sharesImage(a: Effect, b: Effect): boolean {
  const names = (e: Effect): string[] =>
    e.deed.kind === 'image'
      ? e.deed.images
          .flatMap((i) => alternatives(i))
          .filter((v) => v.k === 'str')
          .map(describe)
      : [];
  const others = new Set(names(b));
  return names(a).some((n) => others.has(n) && /:v?\d+\.\d+\.\d+/.test(n));
}

/** Where a workflow names what it pushes, when that is another line than the push: the image names of the metadata step. */
export function namedAt({ effect }: Writer): Link[] {
  if (effect.deed.kind !== 'image') return [];
  const tags = effect.step?.with.find((p) => p.name === 'tags')?.value;
  const id = tags?.kind === 'scalar' ? /steps\.([\w-]+)\.outputs/.exec(tags.text)?.[1] : undefined;
  const from = effect.job.steps.find((s) => s.id !== undefined && s.id === id)?.with.find((p) => p.name === 'images');
  return from ? [{ kind: 'step', text: 'the image is named here', location: from.key.file.locate(from.key.span), state: 'holds' }] : [];
}
