import type { Tree } from '../../../remotes/types.ts';
import type { Channel, Component, Driver, NotesConfig, ReleaseConfig } from '../../types.ts';
import { isFirst, tagProblem } from '../components.ts';
import {
  channelDefaults,
  componentDefaults,
  DEFAULT_BRANCHES,
  DEFAULT_NOTES,
  DEFAULT_PULL_REQUEST,
  DEFAULT_TAGGING,
  fromDefaults,
  ONLY,
  sectionDefaults,
} from '../defaults.ts';
import { writeReleaseConfig } from '../write.ts';
import { dependencies } from './depends.ts';
import { type Facts, factsOf } from './facts.ts';
import type { Found, FoundComponent, Reason } from './found.ts';
import { fromGitCliff } from './git-cliff.ts';
import { channelsOf, linesOf } from './lines.ts';
import { fromChangesets, fromLerna, fromNx, fromReleaseIt, fromSemanticRelease } from './node-tools.ts';
import { fromCocogitto, fromKnope, fromPythonSemanticRelease, fromReleaseDrafter, fromReleasePlease, fromReleasePlz } from './other-tools.ts';
import { fromTags } from './plain.ts';
import { mainFamily, tagFamilies } from './tags.ts';
import { pullRequestsDecide } from './titles.ts';

export type { Reason } from './found.ts';

export interface Inferred {
  readonly config: ReleaseConfig;
  /** slipway.yaml; `readReleaseConfig` of it is `config`. Each guess has a comment that says why. */
  readonly text: string;
  readonly because: readonly Reason[];
}

/** In this order: a tool that decides versions by its own files comes before one that only acts on them. */
const TOOLS: readonly ((facts: Facts) => Found | undefined)[] = [
  fromReleasePlease,
  fromChangesets,
  fromReleasePlz,
  fromPythonSemanticRelease,
  fromSemanticRelease,
  fromKnope,
  fromCocogitto,
  fromNx,
  fromLerna,
  fromReleaseIt,
  fromGitCliff,
];

/** What a person decides in place of a guess. */
export interface Choices {
  /** No other tool shall decide the versions. */
  readonly own?: boolean;
  /** Tags of an only component. */
  readonly tag?: string;
  /** Names of the channels. */
  readonly channels?: readonly string[];
}

/** The configuration that a repository already has, without being asked: of the tool that decides its versions, or of its tags and manifests. */
export function inferConfig(tree: Tree, choices: Choices = {}): Inferred {
  const facts = factsOf(tree);
  const driven = TOOLS.reduce<Found | undefined>((before, tool) => before ?? tool(facts), undefined);
  const found = driven && !choices.own ? driven : plain(facts);
  const chosenBy: Reason[] =
    driven && choices.own ? [{ key: 'driven-by', why: `a person chose the rules of Slipway over those of ${driven.driver}`, at: undefined }] : [];
  const { components, reasons } = componentsOf(facts, found);
  const tags = facts.tags.filter((tag) => components.some((one) => belongs(one, tag)));
  const ranges = found.lines || found.channels ? undefined : linesOf(facts, tags);
  const lines = ranges ?? { lines: found.lines ?? [], reasons: [] };
  const usual = found.channels ? { channels: found.channels, reasons: [] } : channelsOf(facts, tags.slice(0, 300), ranges?.newest);
  const notes = notesOf(facts, components);
  const [only] = components;
  const { tag } = choices;
  const config: ReleaseConfig = {
    components: tag !== undefined && only && components.length === 1 ? [{ ...only, tag }] : components,
    channels: choices.channels ? chosen(choices.channels, usual.channels) : usual.channels,
    lines: lines.lines,
    from: found.from ?? fromDefaults(components),
    notes: notes.notes,
    pullRequest: DEFAULT_PULL_REQUEST,
    tagging: DEFAULT_TAGGING,
  };
  const because = distinct([...chosenBy, ...found.reasons, ...reasons, ...usual.reasons, ...lines.reasons, ...notes.reasons]);
  const keys = new Set([...writeReleaseConfig(config).matchAll(/^ {2}([\w-]+):/gm)].map(([, key]) => key));
  return { config, text: writeReleaseConfig(config, commentsOf(because, keys)), because };
}

/** The channels of these names: as they were found, else the usual ones. */
function chosen(names: readonly string[], found: readonly Channel[]): readonly Channel[] {
  const branches = found.find((one) => one.name === 'stable')?.branches ?? DEFAULT_BRANCHES;
  return names.map((name) => {
    const { promotes, ...own } = found.find((one) => one.name === name) ?? channelDefaults(name, names, branches);
    return promotes !== undefined && names.includes(promotes) ? { ...own, promotes } : own;
  });
}

function plain(facts: Facts): Found {
  const tags = fromTags(facts);
  if (tags.components.length > 1) return tags;
  const labels = fromReleaseDrafter(facts);
  const titles = pullRequestsDecide(facts);
  const [own] = tags.components;
  const [drafted] = labels?.components ?? [];
  const hasTags = tagFamilies(facts.tags, facts.dates).length > 0;
  const from = labels?.from ?? (titles ? (['pull-requests'] as const) : undefined);
  return {
    driver: 'slipway',
    components: [
      {
        ...own!,
        ...(drafted?.rules ? { rules: drafted.rules } : {}),
        ...(!hasTags && drafted?.tag !== undefined ? { tag: drafted.tag } : {}),
        reasons: [...own!.reasons, ...(drafted?.reasons ?? [])],
      },
    ],
    ...(from ? { from } : {}),
    reasons: [...tags.reasons, ...(labels?.reasons ?? []), ...(titles && !labels?.from ? [titles] : [])],
  };
}

function belongs(one: Pick<Component, 'name' | 'tag'>, tag: string): boolean {
  const [before = '', after = ''] = one.tag.replaceAll('{name}', one.name).split('{version}');
  return tag.length > before.length + after.length && tag.startsWith(before) && tag.endsWith(after);
}

function componentsOf(facts: Facts, found: Found): { readonly components: readonly Component[]; readonly reasons: readonly Reason[] } {
  const several = found.components.length > 1;
  const names = uniqueNames(found.components, several);
  const uses = several ? dependencies(facts.world, found.components) : new Map<string, readonly string[]>();
  const nameAt = new Map(found.components.map(({ path }, index) => [path, names[index]!]));
  const reasons: Reason[] = [];
  const family = mainFamily(tagFamilies(facts.tags, facts.dates));
  const made = found.components.map((one, index): Component => {
    const name = names[index]!;
    const defaults = componentDefaults(one.path, found.driver, several);
    // The name of an only component is not written, so its tags say it themselves.
    const given = several || one.name === undefined ? one.tag : one.tag?.replaceAll('{name}', one.name);
    const told = given !== undefined && tagProblem(given) === undefined ? given : undefined;
    // These tools can be told to leave tags to somebody else, who may write them in another way.
    const strange =
      told !== undefined &&
      !several &&
      family &&
      family.count > 2 &&
      UNTAGGED.has(found.driver) &&
      !facts.tags.some((one) => belongs({ name, tag: told }, one));
    if (strange) reasons.push({ key: 'tag', why: `${family.count} tags are written like ${family.newest}, and none like ${told}`, at: undefined });
    const tag = strange ? family.template : (told ?? (several ? defaults.tag : (family?.template ?? defaults.tag)));
    const changelog = changelogOf(facts, one);
    if (changelog.reason) reasons.push(changelog.reason);
    return {
      name,
      path: one.path,
      paths: one.paths ?? [],
      tag,
      scheme: one.scheme ?? defaults.scheme,
      rules: one.rules ?? defaults.rules,
      driver: found.driver,
      ...(several && one.group !== undefined ? { group: one.group } : {}),
      dependsOn: one.dependsOn ?? (uses.get(one.path) ?? []).flatMap((path) => nameAt.get(path) ?? []),
      ...(changelog.path === undefined ? {} : { changelog: changelog.path }),
      // Where there are tags, the first version is long made.
      first:
        one.first !== undefined && isFirst(one.first) && !facts.tags.some((released) => belongs({ name, tag }, released))
          ? one.first
          : defaults.first,
    };
  });
  const alike = made.every((one) => JSON.stringify([...one.rules.types]) === JSON.stringify([...made[0]!.rules.types]));
  for (const [index, one] of found.components.entries())
    for (const reason of one.reasons)
      reasons.push(several && !alike && reason.key === 'rules' ? { ...reason, key: `components.${names[index]}` } : reason);
  return { components: withGroups(made), reasons };
}

const UNTAGGED: ReadonlySet<Driver> = new Set(['lerna', 'nx', 'release-it']);

function uniqueNames(components: readonly FoundComponent[], several: boolean): readonly string[] {
  const names: string[] = [];
  for (const { name, path } of components) {
    const plain = path === '' ? ONLY : path.slice(path.lastIndexOf('/') + 1);
    const own = several ? (name ?? plain) : plain;
    names.push(names.includes(own) ? [path, `${own}-2`, `${own}-${names.length}`].find((other) => other !== '' && !names.includes(other))! : own);
  }
  return names;
}

/** Components with the same tags can only rise together. */
function withGroups(components: readonly Component[]): readonly Component[] {
  const filled = (one: Component): string => one.tag.replaceAll('{name}', one.name);
  return components.map((one) => {
    const twins = components.filter((other) => filled(other) === filled(one));
    if (twins.length === 1 || (one.group !== undefined && twins.every(({ group }) => group === one.group))) return one;
    return { ...one, group: 'one-tag' };
  });
}

const CHANGELOGS = ['CHANGELOG.md', 'CHANGES.md', 'HISTORY.md', 'NEWS.md', 'Changelog.md', 'changelog.md', 'docs/CHANGELOG.md', 'docs/changelog.md'];

function changelogOf({ world }: Facts, one: FoundComponent): { readonly path: string | undefined; readonly reason?: Reason } {
  if (one.changelog === false) return { path: undefined };
  if (one.changelog !== undefined) return { path: one.changelog };
  const path = CHANGELOGS.map((file) => (one.path === '' ? file : `${one.path}/${file}`)).find((file) => world.exists(file));
  return path === undefined
    ? { path, reason: { key: 'changelog', why: 'no changelog is kept here, so notes stand in the releases only', at: undefined } }
    : { path };
}

/** The style of the changelog that there is. */
function notesOf({ world }: Facts, components: readonly Component[]): { readonly notes: NotesConfig; readonly reasons: readonly Reason[] } {
  for (const { changelog } of components) {
    const text = changelog === undefined ? undefined : world.read(changelog)?.slice(0, 20_000);
    if (text === undefined) continue;
    const match = /^#{2,4} +(?:\S+ )?(?:Features|Bug Fixes)\s*$/m.exec(text);
    if (!match || /keep ?a ?changelog/i.test(text)) break;
    const line = text.slice(0, match.index).split('\n').length;
    const at = { path: changelog!, line, column: 1, endLine: line, endColumn: match[0].length + 1 };
    return {
      notes: { ...DEFAULT_NOTES, style: 'sections', sections: sectionDefaults('sections') },
      reasons: [{ key: 'notes', why: 'the changelog has sections by type of change', at }],
    };
  }
  return { notes: DEFAULT_NOTES, reasons: [] };
}

function distinct(reasons: readonly Reason[]): readonly Reason[] {
  const seen = new Set<string>();
  return reasons.filter((one) => {
    const id = `${one.key}\0${one.why}\0${one.at?.path}\0${one.at?.line}`;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}

/** Reasons as comments, by the key above which they stand; one line each. Those of a key that is not written stand above all. */
function commentsOf(reasons: readonly Reason[], keys: ReadonlySet<string | undefined>): ReadonlyMap<string, readonly string[]> {
  const comments = new Map<string, string[]>();
  for (const { key: about, why, at } of reasons) {
    const key = keys.has(about.replace(/\..*/, '')) ? about : '';
    const line = `${why}${at ? ` (${at.path}:${at.line})` : ''}`.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
    comments.set(key, [...(comments.get(key) ?? []), line]);
  }
  return comments;
}
