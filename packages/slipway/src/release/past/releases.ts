import { tagsByComponent } from '../plan/standing.ts';
import type { PlanQuestion } from '../plan/types.ts';
import type { Component, Tag } from '../types.ts';
import { arithmeticOf, compareVersions, isRefusal, type Release, releasesOf } from '../versions/index.ts';

/** What was released of one component, highest version first. */
export interface PastReleases {
  readonly component: Component;
  readonly releases: readonly Release[];
  /** By the name of the tag. */
  readonly tags: ReadonlyMap<string, Tag>;
}

/** The releases that tags tell of, of any branch, by component in the order of the configuration. */
export function pastReleases({ history, config }: Pick<PlanQuestion, 'history' | 'config'>): readonly PastReleases[] {
  const byComponent = tagsByComponent(config.components, history.tags);
  return config.components.map((component) => {
    const tags = byComponent.get(component.name) ?? [];
    const arithmetic = arithmeticOf(component.scheme);
    const releases = isRefusal(arithmetic) ? [] : releasesOf(component, tags, arithmetic).releases;
    return { component, releases, tags: new Map([...tags].reverse().map((tag) => [tag.name, tag])) };
  });
}

/** ISO day of a release: of its tag, or of the commit that it is of. */
export function dayOf({ tags }: PastReleases, release: Release, committed: number | undefined): string {
  const seconds = tags.get(release.tag)?.date || committed || 0;
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

/** A finished version, and no candidate of one. */
export const isStable = ({ prerelease }: Release): boolean => prerelease.length === 0;

/** The next lower release of the kind that its notes follow on: a stable one for a stable one, any for a candidate. */
export function releaseBefore(release: Release, releases: readonly Release[]): Release | undefined {
  return releases.find((one) => compareVersions(one, release) < 0 && one.commit !== release.commit && (isStable(one) || !isStable(release)));
}
