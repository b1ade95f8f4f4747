import { type Analysis, targetKey } from '../chain/index.ts';
import { linksOfRoute, routeKey } from './links.ts';
import type { Destination, Route, Verdict } from './report.ts';

const worse: Readonly<Record<Verdict, number>> = { broken: 0, never: 1, unknown: 2, reached: 3 };

/** What a release is meant to reach, with every way to it that the walks found. */
export function destinationsOf(analysis: Analysis, because: ReadonlyMap<string, readonly string[]>): Destination[] {
  const out: Destination[] = [];
  const blamed = new Set(analysis.causes.flatMap((c) => c.losses.map((l) => routeKey(l))));
  // An image has moving tags beside its version's own: what counts is the version's.
  const targets = [...analysis.targets.values()].filter((t) => t.version === 'this' || !analysis.targets.has(targetKey({ ...t, version: 'this' })));
  for (const target of targets) {
    const routes = analysis.routes
      .filter((r) => targetKey(r.target) === targetKey(target))
      .map((r): Route => {
        const key = routeKey(r);
        const ids = because.get(key) ?? [];
        return {
          entry: r.entry.text,
          channel: r.entry.channel,
          // What is cut by design is no route of a release.
          role: (r.verdict === 'broken' && !blamed.has(key) && ids.length === 0) || isSpared(r, analysis) ? 'aside' : r.role,
          verdict: r.verdict,
          chain: linksOfRoute(r),
          assumes: assumptionsOf(r),
          because: ids,
        };
      });
    const release = routes.filter((r) => r.role === 'release');
    const judged = release.length > 0 ? release : routes.filter((r) => r.role === 'workaround');
    const verdict = judged.reduce<Verdict>((v, r) => (worse[r.verdict] < worse[v] ? r.verdict : v), judged.length > 0 ? 'reached' : 'unknown');
    out.push({
      id: target.id,
      kind: target.kind,
      name: target.name,
      verdict,
      version: target.version,
      routes: routes.sort((a, b) => roleRank[a.role] - roleRank[b.role] || worse[a.verdict] - worse[b.verdict]),
    });
  }
  for (const o of opaqueDestinations(analysis)) if (!out.some((d) => d.kind === o.kind && d.version === 'this')) out.push(o);
  return out.sort((a, b) => (a.kind + a.id < b.kind + b.id ? -1 : 1));
}

/** A draft, or what a person does by hand after one, that is cut: a person's own tag or release gets there without it. */
function isSpared(r: Analysis['routes'][number], analysis: Analysis): boolean {
  const { deed } = r.best.effect;
  const drafts = deed.kind === 'release' && deed.act === 'create' && deed.draft === true;
  if (r.verdict !== 'broken' || (!drafts && r.best.label.persons.length === 0)) return false;
  const byHand = analysis.entries.some(({ entry, role }) => entry.kind === 'tag' && role === 'release');
  if (r.target.kind === 'tag') return byHand;
  const key = targetKey(r.target);
  return analysis.routes.some(
    (o) => o.role === 'release' && o.verdict === 'reached' && (o.entry.kind === 'tag' || o.entry.kind === 'release') && targetKey(o.target) === key,
  );
}

const roleRank: Readonly<Record<Route['role'], number>> = { release: 0, workaround: 1, aside: 2 };

function assumptionsOf(r: Analysis['routes'][number]): Route['assumes'] {
  const out: { text: string; decide?: string }[] = [];
  for (const p of r.best.label.persons) out.push({ text: p });
  const c = r.best.effect.held.credential;
  const secret = c.kind === 'pat' ? c.secret : c.kind === 'either' ? c.secret : undefined;
  if (secret !== undefined) out.push({ text: `secret ${secret} exists`, decide: 'GET /repos/{owner}/{repo}/actions/secrets' });
  for (const d of r.best.label.doubts) out.push({ text: d });
  return out;
}

/** A release whose publisher could not be read is not known, rather than absent. */
function opaqueDestinations(analysis: Analysis): Destination[] {
  const out: Destination[] = [];
  for (const w of analysis.walks) {
    if (w.entry.kind !== 'tag' && w.entry.kind !== 'release' && w.entry.kind !== 'merge') continue;
    for (const n of w.nodes)
      for (const o of n.run.opaque) {
        if (!/release|publish|deploy|goreleaser/i.test(`${o.what} ${o.workflow.path} ${o.workflow.displayName}`) || o.mayWrite === false) continue;
        if (w.entry.kind === 'merge' && !/release|publish/i.test(o.what)) continue;
        for (const kind of ['release', 'asset'] as const) {
          if (out.some((d) => d.kind === kind)) continue;
          out.push({
            id: kind,
            kind,
            name: '',
            verdict: 'unknown',
            version: 'this',
            routes: [
              {
                entry: w.entry.text,
                channel: w.entry.channel,
                role: 'release',
                verdict: 'unknown',
                chain: [{ kind: 'step', text: `${o.what}: ${o.why}`, location: o.at, state: 'maybe' }],
                assumes: [{ text: `${o.what} delivers it`, decide: 'give --mirrors DIR or --fetch, so that it can be read' }],
                because: [],
              },
            ],
          });
        }
      }
  }
  return out;
}
