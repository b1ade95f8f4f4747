import type { Analysis } from '../../../chain/index.ts';
import type { Registry } from '../../../tools/index.ts';
import { effectText, listed } from '../../links.ts';
import type { Draft } from '../../rule.ts';
import type { VersionSubject } from './fix.ts';
import { type Published, publishedTogether } from './published.ts';
import { areNear, bareName, compareVersions, differ, said } from './versions.ts';

/** Charts have versions of their own, whatever they install. */
const INDEPENDENT: ReadonlySet<Registry> = new Set(['helm']);

/** One event publishes packages of one name to several registries, and their manifests say different versions. */
export function* oneRelease(analysis: Analysis): Generator<Draft> {
  const done = new Set<string>();
  for (const published of publishedTogether(analysis).values()) {
    for (const [name, group] of byName(published)) {
      const newest = group.reduce((a, b) => (compareVersions(a.source.value, b.source.value) < 0 ? b : a));
      const behind = group.filter((one) => differ(one.source, newest.source) && areNear(one.source.value, newest.source.value));
      const [first] = behind;
      if (first === undefined || done.has(name)) continue;
      done.add(name);
      yield draft(name, first, behind, newest);
    }
  }
}

const registryOf = ({ effect }: Published): Registry => (effect.deed.kind === 'package' ? effect.deed.registry : 'other');

/** Of each name the one package of each registry: packages of other names, and several of one registry, may have versions of their own. */
function byName(published: readonly Published[]): Map<string, Published[]> {
  const groups = new Map<string, Map<Registry, Set<Published>>>();
  for (const one of published) {
    if (INDEPENDENT.has(registryOf(one))) continue;
    for (const { name } of one.source.publishes) {
      const group = groups.get(bareName(name, registryOf(one))) ?? new Map<Registry, Set<Published>>();
      group.set(registryOf(one), (group.get(registryOf(one)) ?? new Set()).add(one));
      groups.set(bareName(name, registryOf(one)), group);
    }
  }
  return new Map(
    [...groups]
      .map(([name, group]) => [name, [...group.values()].flatMap((ones) => (ones.size === 1 ? [...ones] : []))] as const)
      .filter(([, ones]) => ones.length > 1),
  );
}

function draft(name: string, first: Published, behind: readonly Published[], newest: Published): Draft {
  const { event } = first.run;
  const registries = [newest, ...behind].map(registryOf);
  return {
    at: first.source.at,
    certainty: 'likely',
    title: `${name} would be published as ${newest.source.value} and as ${first.source.value} by one release`,
    message:
      `When ${event.text}, ${name} goes to ${listed(registries, 6)}, each with the version of its own manifest. ${said(newest.source)}, but ${listed(behind.map((one) => said(one.source)))}. ` +
      `Nothing before the publication writes another version, so ${behind.length === 1 ? 'that registry gets' : 'those registries get'} the older version${event.refType === 'tag' ? ' under the tag of the newer one' : ''}, or refuse it because they have it already.`,
    chain: [
      { kind: 'event', text: event.text, state: 'holds' },
      { kind: 'step', text: said(newest.source), location: newest.source.at, state: 'holds' },
      ...behind.slice(0, 4).flatMap((one) => [
        { kind: 'step' as const, text: said(one.source), location: one.source.at, state: 'cut' as const },
        { kind: 'effect' as const, text: `${effectText(one.effect)} (${one.effect.deed.tool})`, location: one.effect.at, state: 'cut' as const },
      ]),
    ],
    facts: ['crates.perm', 'npm.perm'],
    key: ['one-release', name],
    subject: { newest: newest.source.value, behind: behind.map((one) => ({ at: one.source.at, value: one.source.value })) } satisfies VersionSubject,
    advice: `Write ${newest.source.value} into all of them, and let one command do it for every release.`,
  };
}
