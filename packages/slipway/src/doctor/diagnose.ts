import { type Analysis, analyse } from '../chain/index.ts';
import type { Tree } from '../remotes/types.ts';
import { type DoctorConfig, readConfig } from './config.ts';
import { reportContract } from './contract.ts';
import { destinationsOf } from './destinations.ts';
import { fingerprint } from './fingerprint.ts';
import { applyIgnores } from './ignores.ts';
import type { DoctorOptions } from './options.ts';
import { byText } from './order.ts';
import type { Finding, Report, Severity } from './report.ts';
import type { Draft, Rule } from './rule.ts';
import { rules } from './rules/index.ts';
import { worldOf } from './world.ts';

const rank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/** A report with what it was made of: for those who go on from there (a fix, a comparison). */
export interface Examination {
  readonly tree: Tree;
  readonly options: DoctorOptions;
  readonly analysis: Analysis;
  readonly report: Report;
  /** What the rule said of each finding of the report, by the finding's id. */
  readonly drafts: ReadonlyMap<string, Draft>;
}

/** Walks a tree and reports what a release of it reaches, and where it breaks. Pure but for the clock when `asOf` is not given. */
export function diagnose(tree: Tree, options: DoctorOptions): Report {
  return examine(tree, options).report;
}

/**
 * Like `diagnose`, and keeps what the report was made of.
 * @param earlier an examination of nearly the same tree: what it parsed and did not change is taken over
 */
export function examine(tree: Tree, options: DoctorOptions, earlier?: Examination): Examination {
  const config = readConfig(options.config);
  const world = worldOf(tree, options, earlier === undefined ? {} : { earlier: earlier.analysis.world });
  const analysis = analyse(world);
  const chosen = rules.filter((r) => isChosen(r, options, config.off));
  const findings: Finding[] = [];
  const drafts = new Map<string, Draft>();
  const seen = new Map<string, number>();
  const said = new Set<string>();
  for (const rule of chosen) {
    for (const draft of rule.check(analysis)) {
      const base = fingerprint(rule.id, draft.at.path, ...draft.key);
      const nth = seen.get(base) ?? 0;
      seen.set(base, nth + 1);
      const place = `${rule.id}\0${draft.at.path}\0${draft.at.line}\0${draft.title}`;
      if (nth > 0 && said.has(place)) continue;
      said.add(place);
      const severity = config.severity.get(rule.id) ?? draft.severity ?? rule.severity;
      const id = nth === 0 ? base : fingerprint(base, String(nth));
      drafts.set(id, draft);
      findings.push({
        id,
        rule: rule.id,
        severity,
        certainty: draft.certainty,
        title: draft.title,
        message: draft.message,
        location: draft.at,
        chain: draft.chain ?? [],
        assumptions: draft.assumptions ?? [],
        needs: draft.needs ?? [],
        facts: draft.facts ?? [],
        fixes: [],
        ...(draft.advice === undefined ? {} : { advice: draft.advice }),
      });
    }
  }
  const kept = applyIgnores(
    findings,
    tree,
    config.ignores,
    chosen.map((r) => r.id),
  );
  const because = new Map<string, string[]>();
  for (const [id, { breaks = [] }] of drafts) for (const key of breaks) because.set(key, [...(because.get(key) ?? []), id]);
  const limits = [...unknownRules(config), ...tree.limits(), ...[...world.limits].sort()];
  if (world.workflows.length === 0) {
    const unread = tree.list().some((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path));
    limits.unshift(`${tree.label} has no workflow in .github/workflows${unread ? ' that can be read' : ''}, so there is nothing to walk`);
  }
  const report: Report = {
    schemaVersion: 1,
    tool: { name: 'slipway', version: options.version },
    source: {
      revision: tree.revision,
      dirty: tree.dirty,
      repository: {
        slug: world.slug ?? null,
        defaultBranch: world.defaultBranch,
        how: options.slugHow ?? (tree.git?.slug !== undefined ? 'remote' : tree.git ? 'git' : 'assumed'),
      },
    },
    entries: analysis.entries.filter((e) => analysis.routes.some((r) => r.entry === e.entry)).map((e) => ({ id: e.entry.id, text: e.entry.text })),
    platform: { host: world.host, asOf: world.asOf },
    destinations: destinationsOf(analysis, because),
    contract: reportContract(analysis),
    findings: kept.sort(order),
    limits,
  };
  return { tree, options, analysis, report, drafts };
}

/** Ids of all rules, sorted. */
export function ruleIds(): string[] {
  return rules.map((r) => r.id).sort();
}

/** Rules that the configuration names and that are none: what is written of them does nothing. */
function unknownRules(config: DoctorConfig): string[] {
  const named = new Set([...config.severity.keys(), ...config.off, ...config.ignores.map((i) => i.rule)]);
  return [...named].filter((id) => !rules.some((rule) => rule.id === id)).map((id) => `slipway.yaml names the rule ${id}, which does not exist`);
}

function isChosen(rule: Rule, options: DoctorOptions, off: ReadonlySet<string>): boolean {
  if (options.only && options.only.length > 0) return options.only.includes(rule.id);
  return !(options.skip?.includes(rule.id) ?? false) && !off.has(rule.id);
}

function order(a: Finding, b: Finding): number {
  return (
    rank[a.severity] - rank[b.severity] ||
    byText(a.location.path, b.location.path) ||
    a.location.line - b.location.line ||
    a.location.column - b.location.column ||
    byText(a.rule, b.rule) ||
    byText(a.id, b.id)
  );
}
