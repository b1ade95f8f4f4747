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

/** Where the doctor's answers are kept between plans. */
export interface KeptReach {
  /** Folder of all that is kept. */
  readonly cache: string;
  /** Full path of the git directory. */
  readonly gitDir: string;
}

/** What the doctor says of the tree, in a form that can be kept. */
interface Answer {
  readonly destinations: ReturnType<Prove>['destinations'];
  readonly stages: ReturnType<Prove>['contract'];
}

/**
 * Readies the doctor's answers without walking yet: the walk is made when a version is known, and once; where nothing changed that it looks at, the
 * last one's answer is taken. A tree without workflows needs no doctor.
 */
export async function reachOf(target: Target, flags: TreeFlags, context: Context<'reach' | 'remotes'>, kept?: KeptReach): Promise<Reach> {
  if (!target.tree.list().some((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path))) return NOTHING;
  const [doctor, { options }, remotes] = await Promise.all([context.doors.reach(), doctorOptions(target, flags, context), context.doors.remotes()]);
  const walked = once(() => doctor.reachOf(target.tree, options));
  const ask = (preRelease: string | undefined): Answer => {
    // Files of other repositories may change at any time.
    if (kept === undefined || options.elsewhere !== undefined)
      return { destinations: walked().destinations, stages: doctor.stagesOf(walked(), preRelease) };
    const { git } = target.tree;
    const circumstances = [options, [...(options.assume ?? [])], preRelease, git?.slug, git?.defaultBranch, git?.tags.map(({ name }) => name)];
    return remotes.keptAnswer(remotes.answerFile(kept.cache, kept.gitDir, `reach-${preRelease ?? 'stable'}`), target.tree, circumstances, (tree) => {
      const reach = doctor.reachOf(tree, options);
      return { destinations: reach.destinations, stages: doctor.stagesOf(reach, preRelease) };
    });
  };
  const answers = new Map<string | undefined, Answer>();
  const answer = (preRelease: string | undefined): Answer => {
    const known = answers.get(preRelease) ?? ask(preRelease);
    answers.set(preRelease, known);
    return known;
  };
  return {
    prove: (released) => {
      const { destinations, stages } = answer(preReleaseOf(released));
      const contract = stages.map(({ stage, items }) => ({ stage, items: items.map(({ kind, name }) => ({ kind, name: filled(name, released) })) }));
      return { destinations, contract };
    },
    registry: () => answer(undefined).destinations.some(({ kind }) => kind === 'registry'),
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
