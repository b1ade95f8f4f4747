import type { Component } from '../types.ts';
import { attributionOf, isRefusal, larger, type Release } from '../versions/index.ts';
import { listed } from '../words.ts';
import { type Attributed, attribute, needsFiles } from './attributed.ts';
import { changedInputs } from './cargo-inputs.ts';
import { type Changesets, readChangesets } from './changesets.ts';
import { type ChosenChannel, chooseChannel } from './channel.ts';
import { PlanError } from './errors.ts';
import { type FilesSay, filesSay, NOWHERE } from './files-say.ts';
import { checkedInterface, type InterfaceCheck } from './rust-check.ts';
import { Sources } from './sources.ts';
import { lastOfChannel, type Standing, standingOf, tagsByComponent, withBegin } from './standing.ts';
import type { PlanQuestion } from './types.ts';
import { type Walk, walk } from './walk.ts';
import { type OwnCommit, type Weighed, weigh } from './weigh.ts';

/** What is known of one component before anything is decided. */
export interface Known {
  readonly standing: Standing;
  readonly says: FilesSay;
  /** The last pre-release of the channel. */
  readonly last: Release | undefined;
  readonly attributed: Attributed;
  readonly weighed: Weighed;
  /** What only the commits that one of them has amount to; for a candidate that becomes stable. */
  readonly weighedAt: (commit: string) => Weighed;
}

export interface Knowledge {
  readonly question: PlanQuestion;
  readonly chosen: ChosenChannel;
  /** By name of the component. */
  readonly known: ReadonlyMap<string, Known>;
  /** Names of the components that are meant, with the other members of their groups. */
  readonly meant: ReadonlySet<string>;
  readonly changesets: Changesets;
  readonly walked: Walk;
  readonly warnings: readonly string[];
}

/**
 * Reads the tags, and the history once: back to the oldest of the last releases.
 *
 * @throws PlanError when the question cannot be meant
 */
export function gather(question: PlanQuestion): Knowledge {
  const { history, config } = question;
  const { components } = config;
  const chosen = chooseChannel(question);
  const meant = meantComponents(question);
  const changesets = readChangesets(question);
  const tags = tagsByComponent(components, history.tags);
  // By name, so that nothing depends on the order of the configuration.
  const standings = [...components].sort((a, b) => (a.name < b.name ? -1 : 1)).map((one) => standingOf(one, tags.get(one.name)!, history, chosen));
  const ours = withBegin(standings.filter(({ component }) => meant.has(component.name)));
  const byCommits = config.from.some((one) => one !== 'changesets');
  const walked = walk(
    history,
    basesOf(ours, byCommits, history.head, changesets.all.length > 0),
    [...new Set(ours.flatMap(({ releases }) => releases.map(({ commit }) => commit)))],
    needsFiles(components) || changesets.all.length > 0,
    releasedBefore(ours),
  );
  refuseCut(question, ours, walked);
  const sources = new Sources(config, question.pullRequests, walked.commits, history.head);
  const attributed = attribute(
    walked,
    components,
    ours.map(({ component, since }) => ({ component, base: since?.commit })),
  );
  const explicit = question.asked === undefined ? {} : { explicit: question.asked };
  const lasts = new Map(standings.map((one) => [one.component.name, lastOfChannel(one, { channel: chosen.channel, ...explicit })]));
  const declared = changesets.declared(walked, (name) => lasts.get(name)?.commit);
  const known = new Map<string, Known>();
  for (const standing of [...ours, ...standings.filter(({ component }) => !meant.has(component.name))]) {
    const { component, from, since } = standing;
    const last = lasts.get(component.name);
    const mine = attributed.get(component.name) ?? { own: [], others: [], why: [] };
    const scales = { component, sources, current: since?.numbers, byCommits, since: since?.tag };
    const files = declared.get(component.name) ?? [];
    const own = mine.own.map(({ commit, at }): OwnCommit => ({ commit, fresh: last === undefined || !walked.reaches(last.commit, at) }));
    known.set(component.name, {
      standing,
      says: filesSay(question, standing, changesets.waiting),
      last,
      attributed: mine,
      weighed: withMerged(
        withInterface(
          withInputs(weigh(own, files, scales), () => from && changedInputs(question, component, from.commit)),
          () =>
            from &&
            checkedInterface(
              question,
              component,
              from,
              own.map(({ commit }) => commit),
            ),
        ),
        () => (last && from ? weigh(mergedBy(question, component, last, from), [], scales) : undefined),
      ),
      weighedAt: (commit) =>
        weigh(
          own.filter((_, index) => walked.reaches(commit, mine.own[index]!.at)),
          files,
          scales,
        ),
    });
  }
  const said = [...known.values()].flatMap(({ standing, says }) => (meant.has(standing.component.name) ? says.warnings : []));
  return { question, chosen, known, meant, changesets, walked, warnings: [...chosen.warnings, ...changesets.warnings, ...sources.warnings, ...said] };
}

/** The release that head contains, where a higher one of another commit is where the walk begins. */
function releasedBefore(standings: readonly Standing[]): readonly string[] {
  const commits = new Set(standings.map(({ from }) => from?.commit));
  const [only] = commits;
  return commits.size === 1 && only !== undefined && standings.some(({ from, since }) => from !== since) ? [only] : [];
}

/**
 * Where the walk begins. Where changesets alone decide, a component without a release needs no history of its own: commits only tell who wrote
 * the changesets down, and these are younger than the releases of the others.
 */
function basesOf(standings: readonly Standing[], byCommits: boolean, head: string, files: boolean): readonly (string | undefined)[] {
  const bases = standings.map(({ since }) => since?.commit);
  if (byCommits) return bases;
  const known = bases.filter((base) => base !== undefined);
  return known.length > 0 ? known : files ? bases : [head];
}

/** What raises a component without a commit of its own; asked only where nothing else does. */
function withInputs(weighed: Weighed, changed: () => string | undefined): Weighed {
  const why = weighed.bump === 'none' ? changed() : undefined;
  return why === undefined ? weighed : { ...weighed, bump: 'patch', fresh: 'patch', why: [why] };
}

/** What a tool makes of the interface of a library; it looks only where there is something to release. */
function withInterface(weighed: Weighed, check: () => InterfaceCheck | undefined): Weighed {
  const checked = weighed.bump === 'none' || weighed.bump === 'major' ? undefined : check();
  if (checked === undefined) return weighed;
  const bump = larger(weighed.bump, checked.bump);
  return { ...weighed, bump, fresh: weighed.fresh === 'none' ? 'none' : larger(weighed.fresh, checked.bump), why: [...weighed.why, checked.why] };
}

/** What a stable release has brought since the last pre-release is new to the channel, though it is released already; asked only where nothing else is. */
function withMerged(weighed: Weighed, merged: () => Weighed | undefined): Weighed {
  const brought = weighed.fresh === 'none' ? merged() : undefined;
  if (brought === undefined || brought.bump === 'none') return weighed;
  return { ...weighed, fresh: brought.bump, freshChanges: brought.changes };
}

/** Commits of a component that a stable release has and the last pre-release has not. */
function mergedBy({ history, config }: PlanQuestion, { name }: Component, last: Release, from: Release): readonly OwnCommit[] {
  if (last.commit === NOWHERE || from.commit === NOWHERE) return [];
  const files = needsFiles(config.components);
  const owns = files ? attributionOf(config.components) : undefined;
  const commits = history.commits([last.commit], { to: from.commit, files });
  const own = owns === undefined || isRefusal(owns) ? commits : commits.filter((commit) => owns(commit.files).components.includes(name));
  return own.map((commit) => ({ commit, fresh: true }));
}

const KINDS: readonly string[] = ['major', 'minor', 'patch', 'rc', 'hotfix'];

/** @throws PlanError when a name is that of no component, or when one version is asked for several */
function meantComponents({ config, components: named = [], asked }: PlanQuestion): ReadonlySet<string> {
  const all = config.components;
  const locked = all.every(({ group }) => group !== undefined && group === all[0]!.group);
  if (named.length === 0 && all.length > 1 && !locked && asked !== undefined && !KINDS.includes(asked))
    throw new PlanError(`Which component gets the version ${asked}? Name it with \`--component\`: there are ${listed(all.map(({ name }) => name))}.`);
  const unknown = named.find((name) => !all.some((one) => one.name === name));
  if (unknown !== undefined) throw new PlanError(`There is no component ${unknown}; the configuration has ${listed(all.map(({ name }) => name))}.`);
  if (named.length === 0) return new Set(all.map(({ name }) => name));
  const groups = new Set(all.flatMap(({ name, group }) => (group !== undefined && named.includes(name) ? [group] : [])));
  return new Set(all.filter(({ name, group }) => named.includes(name) || (group !== undefined && groups.has(group))).map(({ name }) => name));
}

/**
 * A shallow clone is enough where it has all commits since the last releases: then none of those read has lost its parents.
 *
 * @throws PlanError where it has not
 */
function refuseCut({ history }: PlanQuestion, standings: readonly Standing[], { commits }: Walk): void {
  if (!history.shallow) return;
  if (standings.every(({ from }) => from !== undefined) && commits.every(({ parents }) => parents.length > 0)) return;
  throw new PlanError(
    'The clone is shallow and lacks commits since the last release; fetch the rest with `git fetch --unshallow --tags` (in actions/checkout: `fetch-depth: 0`).',
  );
}
