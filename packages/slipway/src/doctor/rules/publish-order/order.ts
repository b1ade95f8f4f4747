import { type World, waitsFor } from '../../../chain/index.ts';
import type { CargoCrate, CargoDependency } from '../../../tools/index.ts';
import type { Draft } from '../../rule.ts';
import { isSameCommand, ordersItself, type Publication, type Uploads } from './publications.ts';
import { writtenName } from './written-name.ts';

/** Crates that are uploaded before a crate of the same release that they depend on, or beside it. */
export function* wrongOrder(uploads: Uploads, world: World): Generator<Draft> {
  for (const early of uploads.of) {
    if (ordersItself(early)) continue;
    for (const dependency of early.crate.dependencies) {
      const late = uploads.of.find((one) => one.crate.directory === dependency.directory);
      if (late === undefined || late.crate === early.crate) continue;
      const order = orderOf(early, late, uploads);
      const wants = order && needsNewest(dependency, late.crate, early.crate);
      if (order === undefined || wants === undefined) continue;
      const sure = order === 'after' && wants === 'sure' && !early.command.includes('--no-verify');
      yield draftOf(early, late, dependency, order, sure, world);
      break;
    }
  }
}

/** Whether `late` is uploaded after `early` and not before it, or in a job beside it. */
function orderOf(early: Publication, late: Publication, { of, run }: Uploads): 'after' | 'beside' | undefined {
  const [a, b] = [early.effect, late.effect];
  // It is there already, or it is tried again when the other is there.
  if (of.some((one) => one.crate === late.crate && one.nth < early.nth && one.effect.job === a.job)) return undefined;
  if (of.some((one) => one.crate === early.crate && one.nth > late.nth)) return undefined;
  if (a.job === b.job) {
    if (late.nth < early.nth) return undefined;
    if (isSameCommand(early, late) || (a.happens === true && b.happens === true)) return 'after';
    return areBothMeant(early, late) ? 'after' : undefined;
  }
  // Jobs of which a condition chooses one have no order.
  if (a.workflow !== run.workflow || b.workflow !== run.workflow || a.job.if?.text !== b.job.if?.text) return undefined;
  if (waitsFor(a.job, b.job.id, run)) return undefined;
  return waitsFor(b.job, a.job.id, run) ? 'after' : 'beside';
}

/** Steps under one condition, or places of one script with no branch between them. */
function areBothMeant(early: Publication, late: Publication): boolean {
  const [a, b] = [early.effect, late.effect];
  if (a.step !== b.step)
    return (
      a.step?.if?.text === b.step?.if?.text &&
      a.at.path === b.at.path &&
      a.step?.run !== undefined &&
      b.step?.run !== undefined &&
      !branches(a.step.run.text) &&
      !branches(b.step.run.text)
    );
  const text = a.step?.run?.file.path === a.at.path ? a.step.run.text : undefined;
  return text !== undefined && !branches(text);
}

const branches = (script: string): boolean => /;;|\belse\b|\belif\b|\bcase\b/.test(script);

/**
 * The dependency asks for the very version that this release uploads: nothing older fits. `sure` when both crates share that version, so that
 * both are new at once; undefined when an older one may do.
 */
export function needsNewest({ requirement, kind }: CargoDependency, needed: CargoCrate, crate: CargoCrate): 'sure' | 'likely' | undefined {
  if (requirement === undefined || needed.version === undefined) return undefined;
  const lowest = lowestOf(requirement);
  const now = partsOf(needed.version);
  if (lowest === undefined || now === undefined) return undefined;
  if (lowest.every((part, at) => part === now[at])) return needed.version === crate.version ? 'sure' : 'likely';
  // `0.16` is met by every 0.16.x: only the next 0.17 fails. A test tool may well be an older one.
  return kind === 'dev' ? undefined : 'likely';
}

/** The lowest version that a requirement with one bound takes. */
function lowestOf(requirement: string): readonly number[] | undefined {
  const bare = /^\s*(?:[=^~]|>=)?\s*(\d+(?:\.\d+){0,2})(?:[-+][\w.+-]*)?\s*$/.exec(requirement)?.[1];
  return bare === undefined ? undefined : partsOf(bare);
}

function partsOf(version: string): readonly number[] | undefined {
  const m = /^(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(version);
  return m ? [Number(m[1]), Number(m[2] ?? 0), Number(m[3] ?? 0)] : undefined;
}

const asWhat: Readonly<Record<CargoDependency['kind'], string>> = {
  normal: 'depends on it',
  build: 'needs it for its build script',
  dev: 'has it among its dev-dependencies with a version, which cargo looks for as well',
};

function draftOf(early: Publication, late: Publication, dependency: CargoDependency, order: 'after' | 'beside', sure: boolean, world: World): Draft {
  const [first, second] = [early.crate, late.crate];
  const at = writtenName(early, world) ?? early.effect.at;
  const behind = writtenName(late, world) ?? late.effect.at;
  const happens =
    order === 'after'
      ? `Job \`${early.effect.job.id}\` publishes ${first.name} first and ${second.name} after it`
      : `Jobs \`${early.effect.job.id}\` and \`${late.effect.job.id}\` publish ${first.name} and ${second.name} at the same time`;
  return {
    at,
    severity: sure ? 'error' : 'warning',
    certainty: sure ? 'proven' : 'likely',
    title:
      order === 'after'
        ? `${first.name} is published before ${second.name}, which it needs`
        : `${first.name} is published beside ${second.name}, which it needs`,
    message: `${happens}, but ${first.path} ${asWhat[dependency.kind]}: \`${dependency.name} = "${dependency.requirement}"\` (line ${dependency.at.line}), and the version in the tree is ${second.version ?? 'not known'}. ${
      sure
        ? 'It is not on crates.io yet when its dependent is uploaded, so cargo finds no version that fits and the release stops half-way.'
        : 'Whenever a release needs a version that is not on crates.io yet, cargo finds none that fits and the release stops half-way.'
    }`,
    chain: [
      { kind: 'effect', text: `publishes ${first.name}`, location: at, state: 'cut' },
      { kind: 'effect', text: `publishes ${second.name} ${order === 'after' ? 'after it' : 'at the same time'}`, location: behind, state: 'holds' },
      {
        kind: 'destination',
        text: `${first.name} needs ${dependency.name} ${dependency.requirement ?? ''}`.trim(),
        location: dependency.at,
        state: 'holds',
      },
    ],
    facts: ['crates.lag', 'crates.perm'],
    key: [first.name, second.name],
    advice: `Publish ${second.name} before ${first.name}, or let \`cargo publish --workspace\` (1.90 and later) find the order.`,
  };
}
