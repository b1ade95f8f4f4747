import { alternatives, describe, matchFilters, type Str, str, type Trigger, type Workflow } from '../../../actions/index.ts';
import { type Analysis, type Effect, locate, perform, pushTag, starts } from '../../../chain/index.ts';
import { effectText } from '../../links.ts';
import { opened } from '../../opened.ts';
import type { Draft, Rule } from '../../rule.ts';

/** What a fix needs to know of two filters. */
export interface Overlapping {
  /** The workflow for stable versions, and its pattern that takes pre-releases too. */
  readonly workflow: Workflow;
  readonly filter: Str;
  /** The pattern of the workflow for pre-releases. */
  readonly theirs: string;
}

export const rule: Rule = {
  id: 'tag-filter-overlap',
  group: 'chain',
  severity: 'warning',
  title: 'A filter for stable tags that takes pre-releases too',
  *check(analysis) {
    const routes = routesOf(analysis);
    for (const stable of routes)
      for (const apart of routes) {
        if (apart === stable) continue;
        const draft = overlap(stable, apart, analysis);
        if (draft === undefined) continue;
        yield draft;
        break;
      }
  },
};

/** A workflow that tags start, and which of the sample tags pass its filter. */
interface TagRoute {
  readonly workflow: Workflow;
  readonly tags: NonNullable<Trigger['tags']>;
  readonly takes: ReadonlySet<string>;
}

const suffixes = ['-rc.1', '-rc1', '-beta.1', '-alpha.1', '-hotfix.1', 'rc1'];

/** Stable versions, each with its pre-releases. */
function samplesOf({ world, families }: Analysis): { readonly plain: string; readonly tag: string }[] {
  const bare = new Set([...families.filter((f) => !f.startsWith('=')), 'v', '']);
  return [...bare].flatMap((f) => suffixes.map((s) => ({ plain: `${f}${world.version}`, tag: `${f}${world.version}${s}` })));
}

function routesOf(analysis: Analysis): TagRoute[] {
  const samples = [...new Set(samplesOf(analysis).flatMap((s) => [s.plain, s.tag]))];
  return analysis.world.workflows.flatMap((workflow) => {
    const tags = workflow.triggers.find((t) => t.event === 'push')?.tags ?? [];
    if (tags.length === 0) return [];
    const patterns = tags.map((p) => p.text);
    return [{ workflow, tags, takes: new Set(samples.filter((s) => matchFilters(patterns, s))) }];
  });
}

function overlap(stable: TagRoute, apart: TagRoute, analysis: Analysis): Draft | undefined {
  const { world } = analysis;
  for (const { plain, tag } of samplesOf(analysis)) {
    // The other one is for this kind of pre-release alone, and this one for stable versions.
    if (!stable.takes.has(tag) || !stable.takes.has(plain) || !apart.takes.has(tag) || apart.takes.has(plain)) continue;
    const event = pushTag(world, str(tag), { kind: 'person' });
    if (starts(event, stable.workflow, world).answer !== 'runs' || opened(apart.workflow, analysis).effects.length === 0) return undefined;
    const reached = perform(event, stable.workflow, world).effects.find((e) => e.happens !== false && e.elsewhere === undefined && isForStable(e));
    if (reached === undefined) continue;
    const filter = stable.tags.find((p) => !p.text.startsWith('!') && matchFilters([p.text], tag)) ?? stable.tags[0]!;
    const theirs = apart.tags.find((p) => matchFilters([p.text], tag)) ?? apart.tags[0]!;
    return {
      at: locate(filter),
      certainty: reached.happens === true ? 'proven' : 'likely',
      title: `${filter.text} takes the pre-release ${tag} too, and ${stable.workflow.path} brings it ${placeOf(reached)}`,
      message: `${apart.workflow.path} is there for pre-releases (${theirs.text}). But \`${filter.text}\` also matches ${tag}, because \`*\` takes what stands behind the version. So the tag of a pre-release starts ${stable.workflow.path} as well, and it ${effectText(reached)}: the pre-release goes ${placeOf(reached)}, where only stable versions should be.`,
      chain: [
        { kind: 'person', text: `tag ${tag} is pushed`, state: 'holds' },
        { kind: 'filter', text: `tags: ${theirs.text}`, location: locate(theirs), state: 'holds' },
        { kind: 'filter', text: `tags: ${filter.text}`, location: locate(filter), state: 'holds' },
        { kind: 'effect', text: effectText(reached), location: reached.at, state: 'holds' },
      ],
      facts: ['glob.overlap'],
      key: [filter.text, theirs.text],
      subject: { workflow: stable.workflow, filter, theirs: theirs.text } satisfies Overlapping,
      advice: "Write `'v[0-9]+.[0-9]+.[0-9]+'` here: a pattern must match the whole tag, so that nothing may follow the version.",
    };
  }
  return undefined;
}

const isProduction = (name: string): boolean => /^prod(?:uction)?$|^live$/i.test(name);

/** A place where only stable versions belong. */
function isForStable(e: Effect): boolean {
  if (isProduction(e.job.environment?.name?.text ?? '')) return true;
  if (e.deed.kind === 'image')
    return e.deed.push !== false && e.deed.images.flatMap((i) => alternatives(i)).some((i) => /:(?:latest|stable)$/.test(describe(i)));
  return e.deed.kind === 'release' && e.deed.act === 'create' && e.deed.prerelease === false && e.deed.draft === false;
}

function placeOf(e: Effect): string {
  const environment = e.job.environment?.name?.text ?? '';
  if (isProduction(environment)) return `to the environment ${environment}`;
  return e.deed.kind === 'image' ? 'to the image tag `latest`' : 'out as a full release';
}
