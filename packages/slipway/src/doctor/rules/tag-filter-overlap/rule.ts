import { alternatives, describe, matchFilters, str, type Trigger, type Workflow } from '../../../actions/index.ts';
import { type Analysis, type Effect, locate, perform, pushTag, starts } from '../../../chain/index.ts';
import { effectText } from '../../links.ts';
import { opened } from '../../opened.ts';
import type { Draft, Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'tag-filter-overlap',
  group: 'chain',
  severity: 'warning',
  title: 'A filter for stable tags that takes pre-releases too',
  *check(analysis) {
    const { workflows } = analysis.world;
    for (const stable of workflows) {
      const trigger = tagTrigger(stable);
      if (trigger === undefined) continue;
      for (const apart of workflows) {
        const other = apart === stable ? undefined : tagTrigger(apart);
        const draft = other && overlap(stable, trigger, apart, other, analysis);
        if (draft === undefined) continue;
        yield draft;
        break;
      }
    }
  },
};

const tagTrigger = (w: Workflow): Trigger | undefined => w.triggers.find((t) => t.event === 'push' && t.tags !== undefined && t.tags.length > 0);

const suffixes = ['-rc.1', '-rc1', '-beta.1', '-alpha.1', '-hotfix.1', 'rc1'];

function overlap(stable: Workflow, trigger: Trigger, apart: Workflow, other: Trigger, analysis: Analysis): Draft | undefined {
  const { world, families } = analysis;
  const takes = (t: Trigger, tag: string): boolean =>
    matchFilters(
      t.tags!.map((p) => p.text),
      tag,
    );
  for (const family of new Set([...families.filter((f) => !f.startsWith('=')), 'v', '']))
    for (const suffix of suffixes) {
      const tag = `${family}${world.version}${suffix}`;
      const plain = `${family}${world.version}`;
      // The other one is for this kind of pre-release alone, and this one for stable versions.
      if (!takes(trigger, tag) || !takes(trigger, plain) || !takes(other, tag) || takes(other, plain)) continue;
      const event = pushTag(world, str(tag), { kind: 'person' });
      if (starts(event, stable, world).answer !== 'runs' || opened(apart, analysis).effects.length === 0) return undefined;
      const reached = perform(event, stable, world).effects.find((e) => e.happens !== false && e.elsewhere === undefined && isForStable(e));
      if (reached === undefined) continue;
      const filter = trigger.tags!.find((p) => !p.text.startsWith('!') && matchFilters([p.text], tag)) ?? trigger.tags![0]!;
      const theirs = other.tags!.find((p) => matchFilters([p.text], tag)) ?? other.tags![0]!;
      return {
        at: locate(filter),
        certainty: reached.happens === true ? 'proven' : 'likely',
        title: `${filter.text} takes the pre-release ${tag} too, and ${stable.path} brings it ${placeOf(reached)}`,
        message: `${apart.path} is there for pre-releases (${theirs.text}). But \`${filter.text}\` also matches ${tag}, because \`*\` takes what stands behind the version. So the tag of a pre-release starts ${stable.path} as well, and it ${effectText(reached)}: the pre-release goes ${placeOf(reached)}, where only stable versions should be.`,
        chain: [
          { kind: 'person', text: `tag ${tag} is pushed`, state: 'holds' },
          { kind: 'filter', text: `tags: ${theirs.text}`, location: locate(theirs), state: 'holds' },
          { kind: 'filter', text: `tags: ${filter.text}`, location: locate(filter), state: 'holds' },
          { kind: 'effect', text: effectText(reached), location: reached.at, state: 'holds' },
        ],
        facts: ['glob.overlap'],
        key: [filter.text, theirs.text],
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
