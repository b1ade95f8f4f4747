import { type Analysis, analyse, preReleases } from '../chain/index.ts';
import type { Tree } from '../remotes/types.ts';
import { reportContract } from './contract.ts';
import { destinationsOf } from './destinations.ts';
import type { DoctorOptions } from './options.ts';
import type { Verdict } from './report.ts';
import { worldOf } from './world.ts';

/** What a release of a tree reaches, without the findings. */
export interface Reach {
  readonly destinations: readonly { readonly id: string; readonly kind: string; readonly verdict: Verdict }[];
  readonly tree: Tree;
  readonly options: DoctorOptions;
  readonly analysis: Analysis;
}

/**
 * Walks a tree for its destinations, as the report has them. No rule is asked: which routes break is the analysis' own answer, and rules say why.
 */
export function reachOf(tree: Tree, options: DoctorOptions): Reach {
  const analysis = analyse(worldOf(tree, options));
  const destinations = destinationsOf(analysis, new Map()).map(({ id, kind, verdict }) => ({ id, kind, verdict }));
  return { destinations, tree, options, analysis };
}

/**
 * What a release must consist of, by stage. Names hold `{version}` where the version stands.
 * @param preRelease kind of the pre-release that it is (`rc`); undefined for a stable release
 */
export function stagesOf(
  { tree, options, analysis }: Reach,
  preRelease: string | undefined,
): readonly { readonly stage: string; readonly items: readonly { readonly kind: string; readonly name: string }[] }[] {
  // A pre-release is walked with a tag of its own kind.
  const walked = preRelease !== undefined && preReleases.includes(preRelease) ? analyse(worldOf(tree, options, { preRelease })) : analysis;
  return reportContract(walked).stages.map(({ name, items }) => ({ stage: name, items: items.map((one) => ({ kind: one.kind, name: one.name })) }));
}
