import type { PlanQuestion } from '../release/plan/types.ts';
import type { Context } from './context.ts';
import type { Target, TreeFlags } from './trees.ts';
import { doctorOptions } from './trees.ts';

type Prove = NonNullable<PlanQuestion['prove']>;

/** What a release of a tree reaches, asked of the doctor. */
export interface Reach {
  readonly prove: Prove;
  /** Whether a package registry is among the destinations; walks. */
  readonly registry: () => boolean;
}

const NOTHING: Reach = { prove: () => ({ destinations: [], contract: [] }), registry: () => false };

/**
 * Readies the doctor's answers without walking yet: the walk is made when a version is known, and once.
 * A tree without workflows needs no doctor.
 */
export async function reachOf(target: Target, flags: TreeFlags, context: Context<'reach' | 'remotes'>): Promise<Reach> {
  if (!target.tree.list().some((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path))) return NOTHING;
  const [doctor, { options }] = await Promise.all([context.doors.reach(), doctorOptions(target, flags, context)]);
  const reach = once(() => doctor.reachOf(target.tree, options));
  return {
    prove: (released) => ({
      destinations: reach().destinations,
      contract: doctor.stagesOf(reach(), preReleaseOf(released)).map(({ stage, items }) => ({
        stage,
        items: items.map(({ kind, name }) => ({ kind, name: filled(name, released) })),
      })),
    }),
    registry: () => reach().destinations.some(({ kind }) => kind === 'registry'),
  };
}

/** The kind of pre-release that these are, when all are of one. */
function preReleaseOf(released: Parameters<Prove>[0]): string | undefined {
  const kinds = new Set(released.map(({ version }) => /^[^-]*-([A-Za-z]+)/.exec(version)?.[1]));
  return kinds.size === 1 ? [...kinds][0] : undefined;
}

/** Names say the version that is released; where several are, each name is of any of them. */
function filled(name: string, released: Parameters<Prove>[0]): string {
  const versions = new Set(released.map(({ version }) => version));
  const [only] = versions;
  return versions.size === 1 && only !== undefined ? name.replaceAll('{version}', only) : name;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
