import { type Channel, inferConfig, type Plan, type ReleaseConfig } from '../../src/release/index.ts';
import { makePlan } from '../../src/release/plan/index.ts';
import type { OpenHistory } from '../../src/remotes/index.ts';
import type { ReleaseEvent, ReleaseTag } from './events.ts';
import { branchOf, openPast, type Past, tagsBefore } from './past.ts';

/** One tag that was made, beside what would have been planned. */
export interface Row {
  readonly repository: string;
  readonly driver: string;
  readonly tag: string;
  readonly date: string;
  readonly before: string;
  /** Tag of the component in the plan; null: nothing. */
  readonly planned: string | null;
  readonly from: string | null;
  /** Whether the plan at the tagged commit, with its tags, says that there is nothing to release of the component. */
  readonly quietAfter: boolean | null;
  readonly why: readonly string[];
  readonly raised: readonly string[];
}

export interface Judgement {
  readonly rows: readonly Row[];
  /** Components that the plan releases and that got no tag. */
  readonly more: readonly string[];
}

/** Plans before a release as if it had not happened, and holds the plan against the tags. */
export async function judge(
  repository: string,
  gitDir: string,
  history: OpenHistory,
  event: ReleaseEvent,
  main: string | undefined,
): Promise<Judgement> {
  const visible = tagsBefore(history.tags, event);
  const branch = branchOf(gitDir, event.commit, main);
  const past = await openPast(gitDir, event.before, visible, branch, branchesOf(event.tags));
  const { config } = inferConfig(past.tree);
  const day = new Date(event.date * 1000).toISOString().slice(0, 10);
  const groups = byChannel(config, event.tags);
  const rows: Row[] = [];
  const more: string[] = [];
  for (const [channel, tags] of groups) {
    const plan = planAt(past, config, day, channel, repository);
    const expected = new Set(tags.map(({ name }) => name));
    const after = await openPast(gitDir, event.commit, [...event.tags, ...visible], branch, branchesOf(event.tags));
    const later = planAt(after, config, day, channel, repository);
    for (const tag of tags) rows.push(rowOf(repository, config, event, tag, plan, later, day));
    for (const one of plan.components) if (!expected.has(one.tag) && !rows.some((row) => row.planned === one.tag)) more.push(one.tag);
  }
  return { rows, more };
}

/** Branches of pre-releases that are gone since: they are called as their versions. */
function branchesOf(tags: readonly ReleaseTag[]): readonly string[] {
  return [...new Set(tags.flatMap(({ version }) => /-([A-Za-z]+)/.exec(version)?.[1] ?? []))];
}

/** What a person says who wants a pre-release from the main branch; the branch says everything else. */
function byChannel(config: ReleaseConfig, tags: readonly ReleaseTag[]): ReadonlyMap<Channel | undefined, readonly ReleaseTag[]> {
  const groups = new Map<Channel | undefined, ReleaseTag[]>();
  for (const tag of tags) {
    const identifier = /-([A-Za-z]+)/.exec(tag.version)?.[1];
    const channel = identifier === undefined ? undefined : config.channels.find((one) => one.identifier === identifier);
    groups.set(channel, [...(groups.get(channel) ?? []), tag]);
  }
  return groups;
}

function planAt({ history, tree, readAt }: Past, config: ReleaseConfig, day: string, channel: Channel | undefined, repository: string): Plan {
  return makePlan({
    history,
    read: (path) => tree.read(path),
    readAt,
    list: () => tree.list(),
    config,
    repository,
    day,
    version: '0.0.0',
    channel: channel?.name,
  });
}

function rowOf(repository: string, config: ReleaseConfig, event: ReleaseEvent, tag: ReleaseTag, plan: Plan, later: Plan, day: string): Row {
  const owner = config.components.find((one) => isOf(tag, one));
  const planned = plan.components.find((one) => one.name === owner?.name);
  const unreleased = plan.unreleased.find((one) => one.name === owner?.name);
  const considered = planned?.considered ?? unreleased?.considered ?? [];
  return {
    repository,
    driver: owner?.driver ?? config.components[0]!.driver,
    tag: tag.name,
    date: day,
    before: event.before.slice(0, 10) + (event.written ? '' : ' (unwritten)'),
    planned: planned?.tag ?? null,
    from: planned?.from?.tag ?? null,
    quietAfter: owner === undefined ? null : !later.components.some((one) => one.name === owner.name),
    why: planned?.why ?? (unreleased ? [`${unreleased.kind}: ${unreleased.why}`] : [`no component has tags like ${tag.name}`]),
    raised: considered.filter(({ bump }) => bump !== 'none').map(({ hash, bump, subject, why }) => `${hash.slice(0, 8)} ${bump} ${subject} (${why})`),
  };
}

function isOf(tag: ReleaseTag, { tag: template, name }: ReleaseConfig['components'][number]): boolean {
  return template.replaceAll('{name}', name).replace('{version}', tag.version) === tag.name;
}
