import type { Component, Tag } from '../types.ts';
import { arithmeticOf } from './scheme.ts';
import { shapeOf, tagOf, versionText } from './templates.ts';
import { type Arithmetic, compareVersions, isRefusal, type Refusal, type Version } from './version.ts';

/** A tag that is a version of a component. */
export interface Release extends Version {
  readonly tag: string;
  readonly commit: string;
}

/** The tags of one component, read. */
export interface Releases {
  /** Highest first; of equal ones (`1.0.0+a`, `1.0.0+b`) the one whose name sorts first. */
  readonly releases: readonly Release[];
  /** Tags that look like this component's and are no versions of its, each with a sentence. */
  readonly leftOut: readonly { readonly tag: string; readonly why: string }[];
  /** One sentence each. */
  readonly warnings: readonly string[];
}

type Tagged = Pick<Component, 'name' | 'tag' | 'scheme'>;

/**
 * Reads the version of a tag back.
 * @param template `v{version}`, `{name}-v{version}`, `{name}@{version}`, `{name}/v{version}`
 * @returns the reason when the tag is not of this shape, or holds no version of the scheme
 */
export function versionOfTag(template: string, name: string, tag: string, arithmetic?: Arithmetic): Version | Refusal {
  const text = versionText(shapeOf(template, name), tag);
  if (text === undefined) return { refused: `${tag} does not have the shape \`${tagOf(template, name, '{version}')}\`` };
  const known = arithmetic ?? arithmeticOf({ kind: 'semver' });
  return isRefusal(known) ? known : known.read(text);
}

/**
 * The releases that tags tell of. Tags of other components are passed over; a tag of this shape without a version is left out with its reason
 * (`v1`, which many move with every release), and so is a pre-release of 0.0.0: nothing is ever released as 0.0.0, scripts write such tags as marks.
 * @throws never; one name on two commits (here and at the remote) is a warning, and the first is kept
 */
export function releasesOf(component: Tagged, tags: readonly Tag[], arithmetic: Arithmetic): Releases {
  const shape = shapeOf(component.tag, component.name);
  const byName = new Map<string, Tag>();
  const moved = new Map<string, Tag>();
  for (const tag of tags) {
    const known = byName.get(tag.name);
    if (known && known.commit !== tag.commit) moved.set(tag.name, tag);
    else if (!known) byName.set(tag.name, tag);
  }
  const releases: Release[] = [];
  const leftOut: { tag: string; why: string }[] = [];
  const short: Release[] = [];
  for (const { name, commit } of byName.values()) {
    const text = versionText(shape, name);
    if (text === undefined) continue;
    const version = arithmetic.read(text);
    if (isRefusal(version)) {
      const whole = component.scheme.kind === 'semver' && TWO_NUMBERS.test(text) ? arithmetic.read(`${text}.0`) : version;
      if (isRefusal(whole)) leftOut.push({ tag: name, why: `${name} is left out: ${version.refused}.` });
      else short.push({ ...whole, text, tag: name, commit });
    } else if (version.prerelease.length > 0 && version.numbers.every((number) => number === 0))
      leftOut.push({ tag: name, why: `${name} is left out: it is a pre-release of ${arithmetic.write(version.numbers)}, which is no release.` });
    else releases.push({ ...version, tag: name, commit });
  }
  const counted = shortReleases(short, releases);
  for (const one of short)
    if (!counted.includes(one)) leftOut.push({ tag: one.tag, why: `${one.tag} is left out: it moves with the versions ${one.text}.x.` });
  releases.push(...counted);
  releases.sort((a, b) => compareVersions(b, a) || (a.tag < b.tag ? -1 : 1));
  const warnings = [...moved.values()]
    .filter(({ name }) => versionText(shape, name) !== undefined)
    .map(({ name, commit }) => {
      const here = byName.get(name)!.commit.slice(0, 7);
      return `${name} is ${here} and also ${commit.slice(0, 7)}: the tag was moved; ${here} is counted, and the name is used.`;
    });
  const [newest] = counted;
  if (newest)
    warnings.push(
      `${counted.length === 1 ? `${newest.tag} has` : `${counted.length} tags have`} two numbers where a semantic version has three: ${newest.text} counts as ${newest.text}.0.`,
    );
  return { releases, leftOut, warnings };
}

const TWO_NUMBERS = /^\d+\.\d+$/;

/** Tags like `0.18` that are versions, highest first. Beside `0.18.1` such a tag is one that moves with every patch. */
function shortReleases(short: readonly Release[], releases: readonly Release[]): readonly Release[] {
  if (short.length === 0) return [];
  const lines = new Set(releases.map(({ numbers }) => `${numbers[0]}.${numbers[1]}`));
  return short.filter(({ numbers }) => !lines.has(`${numbers[0]}.${numbers[1]}`)).sort((a, b) => compareVersions(b, a));
}
