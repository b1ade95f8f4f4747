import { type Analysis, analyse, channelsOf, contractOf, preReleases } from '../chain/index.ts';
import type { Tree } from '../remotes/types.ts';
import type { DoctorOptions } from './options.ts';
import type { Contract } from './report.ts';
import { worldOf } from './world.ts';

/** The contract of a channel's releases, as the report has it. */
export function reportContract(analysis: Analysis, channel = 'stable'): Contract {
  return {
    stages: contractOf(analysis, channel).stages.map((s) => ({
      name: s.name,
      after: s.after,
      ...(s.gate === undefined ? {} : { gate: s.gate.text }),
      items: s.items.map((i) => ({ kind: i.kind, name: i.name, from: { path: i.from.path, line: i.from.line } })),
      open: s.open,
    })),
  };
}

/** The contract of one tree, with the channels that it could be asked for. */
export interface ContractReport extends Contract {
  readonly schemaVersion: 1;
  readonly channel: string;
  /** Channels that releases of this tree go to. */
  readonly channels: readonly string[];
  readonly limits: readonly string[];
}

/** What a release of a tree must consist of. @param channel undefined: the first that there is, `stable` when it is one of them */
export function contractOfTree(tree: Tree, options: DoctorOptions, channel: string | undefined): ContractReport {
  const world = worldOf(tree, options);
  const analysis = analyse(world);
  const channels = channelsOf(analysis);
  const chosen = channel ?? channels[0] ?? 'stable';
  // A channel of pre-releases is walked with a tag of its own kind.
  const { stages } = preReleases.includes(chosen)
    ? reportContract(analyse(worldOf(tree, options, { preRelease: chosen })))
    : reportContract(analysis, chosen);
  return { schemaVersion: 1, channel: chosen, channels, stages, limits: [...tree.limits(), ...[...world.limits].sort()] };
}
