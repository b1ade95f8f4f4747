import { type Job, matchFilters } from '../../../actions/index.ts';
import { type Analysis, type EnvironmentRoute, environmentRoutes, locate, tierOf } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import type { Link } from '../../report.ts';
import type { Draft } from '../../rule.ts';
import { capital } from '../../wording.ts';
import type { Unguarded } from './subject.ts';

/** A version that is none yet: `v1.2.3-rc1`, `2.0.0-beta.4`. */
const early = /\d[-.]?(?:rc|alpha|beta|pre|preview|dev)(?:[.-]?\d+)*$/i;

/** A pre-release, which this repository makes, is deployed to production as a stable one is. */
export function* preReleases(analysis: Analysis): Generator<Draft> {
  if (!analysis.world.workflows.some((w) => w.jobs.some(mayBeProduction))) return;
  const made = preReleaseMade(analysis);
  if (made === undefined) return;
  const said = new Set<string>();
  for (const route of environmentRoutes(analysis)) {
    if (route.tier !== 'production' || route.purpose !== 'deploy' || route.reached !== true || said.has(route.workflow.path)) continue;
    const byRelease = route.event.startsWith('release:') && route.channel === 'pre-release';
    const byTag = route.event === 'push' && route.channel === 'rc' && !isPartedByFilter(route, analysis);
    if (!byRelease && !byTag) continue;
    said.add(route.workflow.path);
    yield draft(route, byRelease, made, analysis);
  }
}

/** Cheap to ask: without such a job no way leads to production. */
function mayBeProduction(job: Job): boolean {
  const name = job.environment?.name?.text ?? '';
  return name.includes('${{') || tierOf(name) === 'production' || tierOf(`${job.id} ${job.name?.text ?? ''}`) === 'production';
}

interface Made {
  readonly text: string;
  readonly link?: Link;
}

/** Where the repository shows that it makes pre-releases; undefined when nothing does. */
function preReleaseMade({ world, declared }: Analysis): Made | undefined {
  const tag = world.tree.git?.tags.find((t) => early.test(t.name));
  if (tag) return { text: `tag ${tag.name} is there` };
  for (const runs of declared.values())
    for (const run of runs)
      for (const e of run.effects)
        if (e.deed.kind === 'release' && e.deed.act !== 'delete' && e.deed.prerelease === true && e.happens !== false && e.elsewhere === undefined)
          return {
            text: `${e.workflow.path} makes pre-releases`,
            link: { kind: 'effect', text: 'makes a pre-release', location: e.at, state: 'holds' },
          };
  for (const workflow of world.workflows)
    for (const trigger of workflow.triggers) {
      const option = trigger.inputs
        .flatMap((i) => i.options ?? [])
        .find((o) => /^(?:rc|alpha|beta|pre-?release|pre(?:major|minor|patch))$/i.test(o.text));
      if (option)
        return {
          text: `${workflow.path} offers \`${option.text}\``,
          link: { kind: 'event', text: `offers ${option.text}`, location: locate(option), state: 'holds' },
        };
    }
  return undefined;
}

/** Another workflow takes the tags of pre-releases alone: then the filter here is too wide, which is said of the filter. */
function isPartedByFilter(route: EnvironmentRoute, { world }: Analysis): boolean {
  return world.workflows.some((w) =>
    w.triggers.some((t) => {
      if (w === route.workflow || t.event !== 'push' || t.tags === undefined) return false;
      const patterns = t.tags.map((p) => p.text);
      return matchFilters(patterns, `v${world.version}-rc.1`) && !matchFilters(patterns, `v${world.version}`);
    }),
  );
}

function draft(route: EnvironmentRoute, byRelease: boolean, made: Made, { world }: Analysis): Draft {
  const trigger = route.run.workflow.triggers.find((t) => t.event === (byRelease ? 'release' : 'push'));
  const place = byRelease ? (trigger?.types?.[0] ?? trigger?.key) : (trigger?.tags?.[0] ?? trigger?.key);
  const at: Location = place === undefined ? route.at : locate(place);
  const what = byRelease ? 'a release is published, a pre-release too' : `a tag such as v${world.version}-rc.1 is pushed`;
  return {
    at,
    certainty: 'proven',
    title: `A pre-release is deployed to ${route.environment}`,
    message:
      `${route.workflow.path} runs when ${what}, and no condition on the way to job \`${route.job.id}\` looks whether it is one. ${capital(made.text)}, so a candidate that is meant for testing goes to ${route.environment} like a stable version` +
      `${route.declared ? ', unless the environment has a reviewer who stops it' : ''}.`,
    chain: [
      { kind: 'event', text: route.event, location: at, state: 'holds' },
      { kind: 'job', text: `job ${route.job.id} deploys to ${route.environment}`, location: route.at, state: 'holds' },
      ...(made.link ? [made.link] : []),
    ],
    ...(byRelease ? { facts: ['rel.released'] } : { facts: ['glob.overlap'] }),
    key: ['pre-release', route.environment, byRelease ? 'release' : 'tag'],
    subject: { why: byRelease ? 'release' : 'tag', workflow: route.run.workflow, job: route.job, environment: route.environment } satisfies Unguarded,
    advice: byRelease
      ? 'Wait for `types: [released]`, which is not sent for pre-releases, or ask `!github.event.release.prerelease` in the first job.'
      : "Write the filter so that nothing may follow the version ('v[0-9]+.[0-9]+.[0-9]+'), or ask `!contains(github.ref_name, '-')`.",
  };
}
