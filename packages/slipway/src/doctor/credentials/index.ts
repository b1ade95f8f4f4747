import { type Analysis, type AssumedSecret, analyse, type Effect } from '../../chain/index.ts';
import type { Tree } from '../../remotes/types.ts';
import { effectText } from '../links.ts';
import type { DoctorOptions } from '../options.ts';
import { worldOf } from '../world.ts';
import { consequenceOf, playsOf } from './deaths.ts';
import { isDoneWith, isName, needsOf } from './needs.ts';
import { type Found, type Named, readsOf, releaseJobs } from './reads.ts';
import { sightOf } from './sight.ts';
import type { Consequence, CredentialReport, CredentialRow, Use } from './types.ts';

export type * from './types.ts';

/** Secrets that are taken away for walks of their own. */
const MOST_WALKED = 40;

/** The credentials of a release: what reads them, what they are for, what dies without them, and who else sees them. */
export function credentialsOf(tree: Tree, options: DoctorOptions): CredentialReport {
  const analysis = analyse(worldOf(tree, options));
  const { world } = analysis;
  const jobs = releaseJobs(analysis);
  const takesPart = (workflow: { path: string }, job: { id: string }): boolean => jobs.has(`${workflow.path}\0${job.id}`);
  const reads = readsOf(world.workflows);
  const byName = grouped(reads);
  const inRelease = [...byName.values()].filter((all) => all.some(({ in: { workflow, job } }) => isPart(workflow.path, job, jobs)));
  const plays = playsOf(analysis);
  const effects = effectsOf(analysis);
  const rows: CredentialRow[] = [];
  let walked = 0;
  for (const all of inRelease) {
    const { of } = all[0]!;
    const mine = effects.filter((effect) => isDoneWith(effect, of));
    const ends = (state: AssumedSecret): Consequence => {
      const found = consequenceOf(of.name, state, plays, analysis);
      // A secret that nothing known is done with may do anything.
      return found.how === 'nothing' && mine.length === 0 ? { how: 'unknown', dies: [] } : found;
    };
    const tried = of.kind === 'secret' && walked++ < MOST_WALKED;
    if (of.kind === 'secret' && walked === MOST_WALKED + 1) world.limit(`only the first ${MOST_WALKED} secrets were taken away for a walk`);
    rows.push({
      name: of.name,
      kind: of.kind,
      reads: all.map(({ of: _, in: __, ...read }) => read),
      uses: usesOf(mine),
      needs: needsOf(of, mine, world),
      ...(tried
        ? {
            missing: ends('missing'),
            ...(isName(of.name)
              ? {}
              : {
                  expired: ends('expired'),
                  asGithubToken: ends('github-token'),
                }),
          }
        : {}),
      seenBy: sightOf(of, all, world.workflows, takesPart),
    });
  }
  rows.push(...byDefault(rows, effects, analysis), ...identity(effects));
  return {
    schemaVersion: 1,
    credentials: rows.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || (a.name < b.name ? -1 : 1)),
    limits: [...tree.limits(), ...[...world.limits].sort()],
  };
}

const order: readonly CredentialRow['kind'][] = ['secret', 'github-token', 'oidc', 'variable'];

const isPart = (path: string, job: Found['in']['job'], jobs: ReadonlySet<string>): boolean =>
  job === undefined ? [...jobs].some((one) => one.startsWith(`${path}\0`)) : jobs.has(`${path}\0${job.id}`);

function grouped(reads: readonly Found[]): Map<string, Found[]> {
  const out = new Map<string, Found[]>();
  for (const read of reads) {
    const key = `${read.of.kind} ${read.of.name}`;
    out.set(key, [...(out.get(key) ?? []), read]);
  }
  return out;
}

/** What the runs of releases do, each place once. */
function effectsOf(analysis: Analysis): Effect[] {
  const out = new Map<string, Effect>();
  for (const { walk } of playsOf(analysis))
    for (const { run } of walk.nodes)
      for (const effect of run.effects) {
        const key = `${effect.at.path}:${effect.at.line}:${effect.deed.kind}:${effect.deed.tool}`;
        if (!out.has(key)) out.set(key, effect);
      }
  return [...out.values()];
}

function usesOf(effects: readonly Effect[]): Use[] {
  return effects.map((effect) => ({ text: `${effect.deed.tool} ${effectText(effect)}`, location: effect.at }));
}

/** The GITHUB_TOKEN is also used where nothing names it. */
function byDefault(rows: readonly CredentialRow[], effects: readonly Effect[], { world }: Analysis): CredentialRow[] {
  const own: Named = { name: 'GITHUB_TOKEN', kind: 'github-token' };
  const mine = effects.filter((effect) => isDoneWith(effect, own));
  if (mine.length === 0 || rows.some(({ kind }) => kind === 'github-token')) return [];
  return [{ name: own.name, kind: 'github-token', reads: [], uses: usesOf(mine), needs: needsOf(own, mine, world), seenBy: [] }];
}

/** What proves by OpenID Connect who it is, and needs no secret. */
function identity(effects: readonly Effect[]): CredentialRow[] {
  const mine = effects.filter(({ held }) => held.credential.kind === 'oidc');
  if (mine.length === 0) return [];
  const jobs = [...new Set(mine.map(({ job }) => job.id))];
  return [
    {
      name: 'OpenID Connect',
      kind: 'oidc',
      reads: [],
      uses: usesOf(mine),
      needs: `id-token: write in ${jobs.length === 1 ? 'job' : 'jobs'} ${jobs.join(', ')}, and a trusted publisher that names this repository and workflow`,
      seenBy: [],
    },
  ];
}
