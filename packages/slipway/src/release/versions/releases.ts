import type { Component, Tag } from '../types.ts';
import { arithmeticOf } from './scheme.ts';
import { shapeOf, tagOf, versionText } from './templates.ts';
import { type Arithmetic, compareNumbers, compareVersions, isRefusal, type Refusal, type Version } from './version.ts';

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
  /** One of the newest tags, where none of these is a version of the scheme, and all are above those that are: what comes next is then not known. */
  readonly unread?: string;
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
      const whole = SHORT.test(text) && (component.scheme.kind === 'calver' || TWO_NUMBERS.test(text)) ? arithmetic.read(`${text}.0`) : version;
      if (isRefusal(whole)) leftOut.push({ tag: name, why: `${name} is left out: ${version.refused}.` });
      else short.push({ ...whole, text, tag: name, commit });
    } else if (version.prerelease.length > 0 && version.numbers.every((number) => number === 0))
      leftOut.push({ tag: name, why: `${name} is left out: it is a pre-release of ${arithmetic.write(version.numbers)}, which is no release.` });
    else releases.push({ ...version, tag: name, commit });
  }
  const counted = shortReleases(short, releases);
  for (const one of short)
    if (!counted.includes(one)) leftOut.push({ tag: one.tag, why: `${one.tag} is left out: it moves with the versions ${one.text}.x.` });
  const unread = newestUnread([...byName.values()], leftOut, releases, ({ name }) => versionText(shape, name) ?? '');
  releases.push(...counted);
  releases.sort((a, b) => compareVersions(b, a) || (a.tag < b.tag ? -1 : 1));
  const warnings = [...moved.values()]
    .filter(({ name }) => versionText(shape, name) !== undefined)
    .map(({ name, commit }) => {
      const here = byName.get(name)!.commit.slice(0, 7);
      return `${name} is ${here} and also ${commit.slice(0, 7)}: the tag was moved; ${here} is counted, and the name is used.`;
    });
  const [newest] = counted;
  if (newest && component.scheme.kind === 'semver')
    warnings.push(
      `${counted.length === 1 ? `${newest.tag} has` : `${counted.length} tags have`} two numbers where a semantic version has three: ${newest.text} counts as ${newest.text}.0.`,
    );
  return { releases, leftOut, warnings, ...(unread === undefined ? {} : { unread }) };
}

/** So many in a row are no accident. */
const NEWEST = 3;

function newestUnread(
  tags: readonly Tag[],
  leftOut: Releases['leftOut'],
  releases: readonly Release[],
  textOf: (tag: Tag) => string,
): string | undefined {
  if (leftOut.length < NEWEST) return undefined;
  const numbers = (text: string): readonly number[] => (/^\d+(?:\.\d+)+/.exec(text)?.[0] ?? '').split('.').map(Number);
  const newest = tags
    .filter((tag) => numbers(textOf(tag)).length > 1)
    .sort((a, b) => b.date - a.date)
    .slice(0, NEWEST);
  const out = new Set(leftOut.map(({ tag }) => tag));
  const above = (tag: Tag): boolean => out.has(tag.name) && releases.every((one) => compareNumbers(numbers(textOf(tag)), one.numbers) > 0);
  return newest.length === NEWEST && newest.every(above) ? newest[0]!.name : undefined;
}

const TWO_NUMBERS = /^\d+\.\d+$/;
const SHORT = /^\d+(?:[._-]\d+)*$/;

/** Tags like `0.18` that are versions, highest first. One that sits where `0.18.1` does moves with every patch, and so does one beside `0.18.0`. */
function shortReleases(short: readonly Release[], releases: readonly Release[]): readonly Release[] {
  if (short.length === 0) return [];
  const line = ({ numbers }: Release): string => numbers.slice(0, -1).join('.');
  const moving = new Set(releases.flatMap((one) => [`${line(one)} ${one.commit}`, ...(one.numbers.at(-1) === 0 ? [line(one)] : [])]));
  return short.filter((one) => !moving.has(line(one)) && !moving.has(`${line(one)} ${one.commit}`)).sort((a, b) => compareVersions(b, a));
}

/** A version as this project's tags have it: without its last zero where the last version that had one was written so. @param releases highest first */
export function writtenInTags(text: string, { numbers, prerelease }: Pick<Version, 'numbers' | 'prerelease'>, releases: readonly Release[]): string {
  if (prerelease.length > 0 || numbers.length < 3 || numbers.at(-1) !== 0 || !/[._-]0$/.test(text)) return text;
  const last = releases.find((one) => one.prerelease.length === 0 && one.numbers.length === numbers.length && one.numbers.at(-1) === 0);
  return last !== undefined && SHORT.test(last.text) && last.text.split(/[._-]/).length === numbers.length - 1 ? text.slice(0, -2) : text;
}
