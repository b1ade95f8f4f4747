import { routesOf, type Walk, walk, worldWith } from '../../chain/index.ts';
import type { Tree } from '../../remotes/types.ts';
import { type Examination, examine } from '../diagnose.ts';
import { routeKey } from '../links.ts';
import type { DoctorOptions } from '../options.ts';
import type { Assumption } from '../report.ts';
import { reachedBy } from './destinations.ts';
import { entryOf, subject, versionIn } from './event.ts';
import { startsNothing } from './nothing.ts';
import { refusalOf } from './refusal.ts';
import { standingOn } from './standing.ts';
import type { Preflight, PreflightAct, PreflightCredential, PreflightStart } from './types.ts';

/**
 * Walks what follows from a tag or a pull request before it exists: exactly this name, at this tree, made by this credential.
 * Pure, like `examine`.
 * @param tree the tree that is tagged, or that the branch has
 * @throws ConfigError for a slipway.yaml that cannot be read
 */
export function preflight(tree: Tree, options: DoctorOptions, act: PreflightAct, by: PreflightCredential): Preflight {
  return preflightOf(examine(tree, options), act, by);
}

/** The same from an examination that is there already: one of several tags. */
export function preflightOf(examination: Examination, act: PreflightAct, by: PreflightCredential): Preflight {
  const { analysis, report, tree, drafts } = examination;
  const version = act.kind === 'tag' ? (act.version ?? versionIn(act.name)) : undefined;
  const world = version === undefined ? analysis.world : worldWith(analysis.world, { version });
  const walked = walk(entryOf(act, by, world), world.workflows, world);
  const own = routesOf(walked, 'release', world);
  const because = new Map<string, string[]>();
  for (const finding of report.findings)
    for (const key of drafts.get(finding.id)?.breaks ?? []) because.set(key, [...(because.get(key) ?? []), finding.id]);
  // A pull request delivers nothing by itself: what its merge reaches is the plan's to say.
  const reached = reachedBy(walked, act.kind === 'tag' ? own : [], analysis, because, report.destinations);
  const findings = standingOn(walked, new Set(reached.broken.map(routeKey)), examination);
  const nothing = startsNothing(act, walked, analysis);
  const made = {
    event: walked.entry.text,
    starts: startsOf(walked),
    destinations: reached.destinations,
    findings,
    ...(nothing === undefined ? {} : { startsNothing: nothing }),
    undecided: [...doubtsOf(walked), ...reached.undecided, ...(by === 'unknown' ? otherwise(act, examination) : [])],
    limits: [...new Set([...tree.limits(), ...[...world.limits].sort()])],
  };
  const refusal = refusalOf(made, reached.broken);
  return { ...made, ...(refusal === undefined ? {} : { refusal }) };
}

/** What the event itself starts, one line for each workflow. */
function startsOf(walked: Walk): PreflightStart[] {
  const out = new Map<string, PreflightStart>();
  for (const { from, effect, workflow, event, start } of walked.seen) {
    if (from !== undefined || effect !== undefined || start.answer === 'no') continue;
    const what = event.activity === undefined ? event.name : `${event.name}: ${event.activity}`;
    const before = out.get(workflow.path);
    if (before !== undefined && rank[before.answer] >= rank[start.answer]) continue;
    out.set(workflow.path, {
      path: workflow.path,
      event: what,
      answer: start.answer,
      delivers: deliversIn(walked, workflow.path),
      ...(start.answer === 'runs' || start.why === undefined ? {} : { why: start.why }),
      ...(start.at === undefined ? {} : { location: start.at }),
    });
  }
  return [...out.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Something of its runs reaches the outside, or cannot be read. */
function deliversIn({ nodes }: Walk, path: string): boolean {
  return nodes.some(
    ({ run }) => run.workflow.path === path && (run.effects.some((one) => one.happens !== false) || run.opaque.some((one) => one.mayWrite !== false)),
  );
}

const rank = { unknown: 0, held: 1, runs: 2 } as const;

/** Starts that hang on what is not known, and what a run does that could not be read. */
function doubtsOf(walked: Walk): Assumption[] {
  const out: Assumption[] = [];
  for (const { path, why, answer } of startsOf(walked))
    if (answer === 'unknown') out.push({ text: `whether ${path} starts: ${why ?? 'it is not known'}` });
  for (const { run, labels } of walked.nodes) {
    if (labels.every(({ cuts }) => cuts.length > 0)) continue;
    for (const { what, why, mayWrite, happens } of run.opaque)
      if (mayWrite !== false && happens !== false)
        out.push({ text: `what ${what} does in ${run.workflow.path}: ${why}`, decide: 'give --mirrors DIR or --fetch, so that it can be read' });
  }
  return out.filter((one, index) => out.findIndex((other) => other.text === one.text) === index);
}

/** Whoever pushes may be the GITHUB_TOKEN of a run: what would not start then is told. */
function otherwise(act: PreflightAct, examination: Examination): Assumption[] {
  const { startsNothing: nothing } = preflightOf(examination, act, 'github-token');
  if (nothing?.cause !== 'github-token' || nothing.meant !== true) return [];
  return [
    {
      text: `whether ${subject['github-token']} makes it, which is not known; then ${nothing.text}`,
      decide:
        act.kind === 'tag'
          ? 'say with --as who pushes: person, pat, app, deploy-key or github-token'
          : 'the token of GH_TOKEN, GITHUB_TOKEN or --token-file says it',
    },
  ];
}
