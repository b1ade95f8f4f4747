import type { Channel, Line } from '../types.ts';
import type { Release } from './releases.ts';
import { compareVersions, highest, inRange, type Version } from './version.ts';

export interface Latest {
  /** What users get who ask for the latest, afterwards; undefined when there is no stable release. */
  readonly version: string | undefined;
  /** Whether that is the version in question. */
  readonly changes: boolean;
  /** One sentence. */
  readonly why: string;
}

/**
 * Which version is `latest` (npm's dist-tag, GitHub's latest release) once a version is out. A registry would move it to whatever comes last,
 * so a maintenance line or a hotfix of an older version must not take it.
 * @param releases those of the component, of any branch
 */
export function latestOf(version: Version, channel: Channel, releases: readonly Release[], line?: Line, lines: readonly Line[] = []): Latest {
  const stable = releases.filter((one) => one.prerelease.length === 0 && compareVersions(one, version) !== 0);
  const main = stable.filter((one) => !lines.some(({ range }) => inRange(one, range)));
  const now = highest(main.length > 0 ? main : stable);
  const kept = (why: string): Latest => ({ version: now?.text, changes: false, why });
  const stays = now ? `${now.text} stays the latest` : 'nothing is the latest';
  if (version.prerelease.length > 0) return kept(`${version.text} is a pre-release: ${stays}.`);
  if (line) return kept(`${version.text} is of the line ${line.range}, which never is the latest: ${stays}.`);
  if (!channel.latest) return kept(`The channel ${channel.name} never is the latest: ${stays}.`);
  if (now && compareVersions(now, version) > 0) return kept(`${now.text} is higher than ${version.text}: ${stays}.`);
  return { version: version.text, changes: true, why: `${version.text} becomes the latest.` };
}
