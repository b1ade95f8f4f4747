import type { Channel, Line, ReleaseConfig } from '../types.ts';
import { pathGlob } from '../versions/path-globs.ts';
import { listed } from '../words.ts';
import { PlanError } from './errors.ts';
import type { PlanQuestion } from './types.ts';

/** What is released from this branch. */
export interface ChosenChannel {
  readonly channel: Channel;
  /** The maintained range that the branch is; absent on the main line. */
  readonly line?: Line;
  readonly warnings: readonly string[];
}

/**
 * The channel of a plan: the one that is asked for, else the one of the branch. A maintained line is released as the first channel without a
 * pre-release; of several channels of one branch the first of the configuration is taken, but an asked `rc` or `hotfix` is of its own channel.
 *
 * @throws PlanError when there is no such channel, or when nothing is released from the branch
 */
export function chooseChannel({ config, history, channel: asked, asked: version }: PlanQuestion): ChosenChannel {
  const { branch } = history;
  const line = branch === undefined ? undefined : config.lines.find((one) => one.branch === branch);
  const withLine = line === undefined ? {} : { line };
  if (asked !== undefined) {
    const channel = config.channels.find(({ name }) => name === asked);
    if (channel === undefined)
      throw new PlanError(`There is no channel ${asked}; the configuration has ${listed(config.channels.map(({ name }) => name))}.`);
    const strange = branch !== undefined && line === undefined && !releasesFrom(channel, branch);
    const warning = `The channel ${asked} is released from ${listed(channel.branches)}, and this is ${branch}.`;
    return { channel, ...withLine, warnings: strange ? [warning] : [] };
  }
  const named = namedBy(config, version);
  if (branch === undefined) {
    const channel = named ?? plainChannel(config);
    return { channel, warnings: [`No branch is checked out, so the channel ${channel.name} is taken; \`--channel\` names another.`] };
  }
  if (line !== undefined) return { channel: named ?? plainChannel(config), line, warnings: [] };
  if (named !== undefined) return { channel: named, warnings: [] };
  const channel = config.channels.find((one) => releasesFrom(one, branch));
  if (channel !== undefined) return { channel, warnings: [] };
  throw new PlanError(
    `Nothing is released from the branch ${branch}: ${branchesOf(config)}; go to one of these, add the branch to slipway.yaml, or name a channel with \`--channel\`.`,
  );
}

/** Whether a channel is released from a branch; the last of its globs that matches decides. */
export function releasesFrom(channel: Pick<Channel, 'branches'>, branch: string): boolean {
  let answer = false;
  for (const text of channel.branches) {
    const glob = pathGlob(text);
    if (!('error' in glob) && glob.matches(branch)) answer = !glob.negative;
  }
  return answer;
}

/** A person who asks for `rc` or `hotfix` means the channel of that kind, whatever else the branch releases. */
function namedBy({ channels }: ReleaseConfig, version: string | undefined): Channel | undefined {
  if (version === 'hotfix') return channels.find((one) => one.hotfix !== undefined || one.name === 'hotfix');
  return version === 'rc' ? channels.find((one) => one.name === 'rc' || one.identifier === 'rc') : undefined;
}

function plainChannel({ channels }: ReleaseConfig): Channel {
  return channels.find((one) => one.identifier === undefined && one.hotfix === undefined) ?? channels[0]!;
}

function branchesOf({ channels, lines }: ReleaseConfig): string {
  const byBranch = new Map<string, string[]>();
  for (const { name, branches } of channels) for (const branch of branches) byBranch.set(branch, [...(byBranch.get(branch) ?? []), name]);
  for (const { branch, range } of lines) byBranch.set(branch, [range]);
  return [...byBranch].map(([branch, names]) => `${branch} releases ${listed(names)}`).join(', ');
}
