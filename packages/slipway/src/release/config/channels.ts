import type { SourceNode } from '../../source/index.ts';
import { nearest } from '../../tools/index.ts';
import type { Channel, Line } from '../types.ts';
import { channelDefaults, DEFAULT_BRANCHES, DEFAULT_CHANNELS } from './defaults.ts';
import { fail, Section } from './section.ts';

export const CHANNEL_KEYS = ['identifier', 'branches', 'promotes', 'hotfix', 'latest', 'taken'];
export const LINE_KEYS = ['branch', 'range'];

/** Reads `branches` and `channels`: names alone, or a map of names to what differs from the channel of that name. */
export function readChannels(release: Section): readonly Channel[] {
  const branches = release.texts('branches') ?? DEFAULT_BRANCHES;
  const node = release.get('channels');
  const named: readonly (readonly [name: string, value: SourceNode | null, at: SourceNode | undefined])[] =
    node === undefined
      ? DEFAULT_CHANNELS.map((name) => [name, null, undefined])
      : node.kind === 'map'
        ? node.entries.map(({ key, value }) => [key.text, value?.kind === 'scalar' && value.value === null ? null : value, key])
        : (release.texts('channels') ?? []).map((name, index) => [name, null, (node.kind === 'seq' ? node.items[index] : undefined) ?? node]);
  if (node && named.length === 0) fail(node, '`channels` must name at least one channel, such as stable');
  const names = named.map(([name]) => name);
  return named.map(([name, value, at], index) => {
    if (at && !/^[0-9A-Za-z][0-9A-Za-z-]*$/.test(name)) fail(at, `${name} cannot be the name of a channel; use letters, digits and hyphens`);
    if (at && names.indexOf(name) !== index) fail(at, `the channel ${name} stands twice; keep one of them`);
    return channel(channelDefaults(name, names, branches), value, names);
  });
}

function channel(base: Channel, node: SourceNode | null, names: readonly string[]): Channel {
  if (node === null) return base;
  const section = new Section(node, `the channel ${base.name}`, CHANNEL_KEYS);
  const identifier = section.textOrNone('identifier') ?? base.identifier ?? false;
  const promotes = section.textOrNone('promotes') ?? base.promotes ?? false;
  const hotfix = section.get('hotfix') ? section.word('hotfix', ['patch', 'suffix'] as const) : base.hotfix;
  if (identifier !== false && !/^[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*$/.test(identifier))
    fail(section.get('identifier')!, `${identifier} cannot stand in a version; use letters, digits and hyphens, as in rc`);
  if (promotes !== false && (!names.includes(promotes) || promotes === base.name)) {
    const meant = nearest(
      promotes,
      names.filter((one) => one !== base.name),
    );
    const remedy = meant === undefined ? '' : `; did you mean ${meant}?`;
    fail(section.get('promotes') ?? node, `${base.name} promotes ${promotes}, and there is no other channel of that name${remedy}`);
  }
  return {
    name: base.name,
    ...(identifier === false ? {} : { identifier }),
    branches: section.texts('branches') ?? base.branches,
    ...(promotes === false ? {} : { promotes }),
    ...(hotfix === undefined ? {} : { hotfix }),
    latest: section.flag('latest') ?? (base.latest && identifier === false),
    ...(section.word('taken', ['skip', 'refuse'] as const) === 'refuse' ? { taken: 'refuse' as const } : {}),
  };
}

/** Reads `lines`: `1.x` is the branch and the range, else a map of both. */
export function readLines(release: Section): readonly Line[] {
  const node = release.get('lines');
  if (node === undefined) return [];
  if (node.kind !== 'seq') return fail(node, '`lines` must be a list of branches such as 1.x, or of {branch, range}');
  return node.items.map((item) => {
    const section = item.kind === 'map' ? new Section(item, 'a line', LINE_KEYS) : undefined;
    const branch = section ? section.text('branch') : item.kind === 'scalar' ? item.text : undefined;
    if (branch === undefined || branch === '') return fail(item, 'a line needs its `branch`, such as 1.x');
    const range = section?.text('range') ?? rangeOf(branch);
    if (range === undefined)
      return fail(item, `which versions the branch ${branch} keeps cannot be told from its name; write {branch: ${branch}, range: 1.x}`);
    if (!RANGE.test(range))
      return fail(section?.get('range') ?? item, `${range} is no range of versions; write one such as 1.x, 1.2.x or >=1.2.0 <2.0.0`);
    return { branch, range };
  });
}

const RANGE =
  /^(?:[<>]=?|[~^=])?\s*v?(?:\d+|[xX*])(?:\.(?:\d+|[xX*])){0,2}(?:-[0-9A-Za-z.-]+)?(?:\s+(?:-\s+|\|\|\s+)?(?:[<>]=?|[~^=])?\s*v?(?:\d+|[xX*])(?:\.(?:\d+|[xX*])){0,2}(?:-[0-9A-Za-z.-]+)?)*$/;

/** The range that a branch's name tells: `1.x`, `v1`, `release/1.2`, `stable-1.2.x`; undefined when it tells none. */
export function rangeOf(branch: string): string | undefined {
  const match = /^(?:(?:release|releases|stable|maint|maintenance|support)[-/_])?v?(\d+)(?:\.(\d+))?(?:\.[xX])?$/.exec(branch);
  if (!match) return undefined;
  return match[2] === undefined ? `${match[1]}.x` : `${match[1]}.${match[2]}.x`;
}
