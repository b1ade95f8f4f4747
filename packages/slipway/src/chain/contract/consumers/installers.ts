import { str } from '../../../actions/index.ts';
import type { Location } from '../../../source/types.ts';
import type { Platform } from '../../../tools/files/types.ts';
import { isAside } from '../../../tools/index.ts';
import { spend } from '../../budget.ts';
import type { World } from '../../world.ts';
import { type Name, namesOf } from '../names.ts';
import { Lines } from './lines.ts';
import { type Machine, machinesFor, usualMachines } from './machines.ts';
import { isSameRepository } from './release-url.ts';
import { type Visit, visit } from './shell-script.ts';
import type { Consumer, Published, Selection, Want } from './types.ts';

const scripts = /(?:^|\/)(?:[\w.-]*(?:install|setup|bootstrap|download|update|upgrade|get)[\w.-]*)(?:\.(?:sh|bash)|(?<!\.\w+))$/i;
/** Folders whose scripts install something else, or nothing. */
const others = /(?:^|\/)(?:\.github|spec|examples?|templates?)\//;
const mostScripts = 10;
const longestScript = 60_000;

/** Scripts of the tree that people run to install what this repository, or one of the same name, releases. Not `all`: on one machine. */
export function installers(world: World, slug: string, release: Published, all = true): Consumer[] {
  const seen = new Set<string>();
  const { tree } = world;
  const out: Consumer[] = [];
  let read = 0;
  const paths = tree.list().filter((path) => scripts.test(path) && !isAside(path) && !others.test(path));
  tree.prefetch?.(paths.slice(0, 200));
  for (const path of paths) {
    const text = tree.read(path);
    if (text === undefined || text.length > longestScript || !/releases/.test(text) || !/github\.com/.test(text)) continue;
    if (!/^#!.*sh\b|\bcurl\b|\bwget\b/m.test(text) || !hasName(text, slug)) continue;
    // A copy on the project's site says the same.
    if (seen.has(text)) continue;
    seen.add(text);
    if (++read > mostScripts) break;
    out.push(...installer(path, text, slug, release, world, all));
  }
  return out;
}

const hasName = (text: string, slug: string): boolean => text.toLowerCase().includes(slug.slice(slug.indexOf('/') + 1).toLowerCase());

function installer(path: string, text: string, slug: string, release: Published, world: World, all: boolean): Consumer[] {
  const lines = new Lines(path, text);
  const visits: { machine: Machine; seen: Visit }[] = [];
  const machines = machinesFor(text);
  for (const machine of machines) {
    const seen = visit(text, machine, release);
    // What no installer does is not followed on seven machines.
    if (seen.partly || !spend(world, 10 + seen.commands)) return [];
    visits.push({ machine, seen });
    // One machine tells which repository is asked.
    if (!all && !isIdle(seen)) break;
    // A script that asks nothing on the usual machines of either system asks nothing on any.
    if (visits.length === usualMachines.length && visits.every(({ seen }) => isIdle(seen))) return [];
  }
  const repositories = new Map<string, string>();
  for (const { seen } of visits) for (const ask of seen.asks) repositories.set(ask.repository.toLowerCase(), ask.repository);
  const picks = visits.flatMap(({ machine, seen }) => selectionsOf(text, machine, seen, lines, release));
  if (picks.length > 0 && repositories.size === 0) repositories.set(slug.toLowerCase(), slug);
  return [...repositories.values()].map((repository): Consumer => {
    const wants = visits.flatMap(({ machine, seen }) => wantsOf(seen, machine.platform, repository, lines));
    return {
      kind: 'installer',
      at: wants[0]?.urlAt ?? wants[0]?.at ?? picks[0]?.at ?? lines.line(1),
      repository,
      wants,
      selections: isSameRepository(repository, slug) ? picks : [],
      verifies: verifies(text),
      machines: visits
        .filter(({ seen }) => seen.asks.some((a) => isSameRepository(a.repository, repository)) || seen.picks.length > 0)
        .map((v) => v.machine.platform),
      fallback: visits.some(({ seen }) => seen.builds),
    };
  });
}

const isIdle = (seen: Visit): boolean => seen.asks.length === 0 && seen.picks.length === 0;

/** Whether a script compares what it downloads with something. */
export const verifies = (text: string): boolean =>
  /\b(?:sha(?:256|512)(?:sum)?\b|shasum|sha256 |openssl dgst|cosign|gpg2? |minisign|rsign|gh attestation|Get-FileHash|certutil|createHash|slsa-verifier|checksums?\.txt)/i.test(
    text.replace(/^\s*#.*$/gm, ''),
  );

function wantsOf(seen: Visit, platform: Platform, repository: string, lines: Lines): Want[] {
  return seen.asks
    .filter((ask) => isSameRepository(ask.repository, repository))
    .filter((ask) => ask.tag === 'latest' || !/^v?$/.test(ask.tag))
    .map((ask): Want => {
      const urlAt = urlLine(ask.tag, lines) ?? lines.at(ask.start);
      const named = lines.naming(ask.name);
      return { names: [withTag(ask.name, ask.tag)], at: named ?? urlAt, urlAt, platform, tag: ask.tag, optional: ask.optional };
    });
}

function urlLine(tag: 'latest' | Name, lines: Lines): Location | undefined {
  return (
    (tag === 'latest' ? lines.holding('releases/latest/download') : undefined) ?? lines.holding('releases/download') ?? lines.holding('/download/')
  );
}

/** A version that the tag and the name both have is the version that is released then. */
export function withTag(name: Name, tag: 'latest' | Name): Name {
  const version = tag === 'latest' ? undefined : /\d+\.\d+(?:\.\d+)?(?:-[\w.]+)?$/.exec(tag)?.[0];
  return version === undefined ? name : namesOf(str(name), version)[0]!;
}

function selectionsOf(text: string, machine: Machine, seen: Visit, lines: Lines, release: Published): Selection[] {
  const pick = seen.picks.at(-1);
  if (pick === undefined || release.files === undefined) return [];
  const reversed = visit(text, machine, release, true);
  const first = seen.picks[0]!;
  return [{ pattern: first.pattern, at: lines.at(first.start), platform: machine.platform, picks: [pickedName(seen), pickedName(reversed)] }];
}

/** The file that was picked: it comes from the list, so its name is one of the release's. */
function pickedName(seen: Visit): Name | undefined {
  return seen.asks.find((a) => a.tag !== 'latest')?.name;
}
