import { ConfigError } from '../config.ts';
import { fingerprint } from '../fingerprint.ts';
import type { Finding, Report } from '../report.ts';

/** What the baseline at the root of a tree is called. */
export const BASELINE = '.slipway-baseline.json';

/** A finding that is known and is not to be reported again. */
export interface BaselineEntry {
  readonly id: string;
  readonly rule: string;
  readonly path: string;
  readonly title: string;
}

/** A report without what its baseline knows. */
export interface Baselined {
  readonly report: Report;
  /** How many findings are known. */
  readonly known: number;
  /** Entries of which nothing stands any more. */
  readonly stale: readonly BaselineEntry[];
}

const order = (a: BaselineEntry, b: BaselineEntry): number => {
  const [x, y] = [`${a.path}\0${a.rule}\0${a.id}`, `${b.path}\0${b.rule}\0${b.id}`];
  return x < y ? -1 : x > y ? 1 : 0;
};

/** Entries as a file: the same findings give the same bytes. Ends with a newline. */
export function formatBaseline(entries: readonly BaselineEntry[]): string {
  const findings = entries.map(({ id, rule, path, title }) => ({ id, rule, path, title })).sort(order);
  return `${JSON.stringify({ schemaVersion: 1, findings }, null, 2)}\n`;
}

/** The findings of a report as entries. */
export function baselineOf({ findings }: Report): BaselineEntry[] {
  return findings.map((f) => ({ id: f.id, rule: f.rule, path: f.location.path, title: f.title }));
}

/**
 * Reads a baseline.
 * @param name what the file is called, for the error
 * @throws ConfigError in one sentence when the text is no baseline
 */
export function readBaseline(text: string, name: string): BaselineEntry[] {
  const fail = (what: string): never => {
    throw new ConfigError(`${name} is no baseline: ${what}; write it anew with \`slipway doctor --write-baseline\`.`);
  };
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return fail('it is no JSON');
  }
  const { schemaVersion, findings } = (parsed ?? {}) as { schemaVersion?: unknown; findings?: unknown };
  if (schemaVersion !== 1) return fail('its `schemaVersion` is not 1');
  if (!Array.isArray(findings)) return fail('it has no list `findings`');
  return findings.map((entry: unknown, index) => {
    const { id, rule, path, title } = (entry ?? {}) as Record<string, unknown>;
    if (typeof id !== 'string' || typeof rule !== 'string' || typeof path !== 'string' || typeof title !== 'string')
      return fail(`entry ${index + 1} lacks \`id\`, \`rule\`, \`path\` or \`title\``);
    return { id, rule, path, title };
  });
}

/** Leaves out of a report what is known: by its id, or by rule, path and title. What is known and does not stand is a note. */
export function applyBaseline(report: Report, entries: readonly BaselineEntry[], name: string): Baselined {
  const waiting = new Set(entries);
  const take = (fits: (entry: BaselineEntry) => boolean): boolean => {
    for (const entry of waiting)
      if (fits(entry)) {
        waiting.delete(entry);
        return true;
      }
    return false;
  };
  const others = report.findings.filter((f) => !take((e) => e.id === f.id));
  const findings = others.filter((f) => !take((e) => e.rule === f.rule && e.path === f.location.path && e.title === f.title));
  const stale = [...waiting].sort(order);
  const notes = stale.length === 0 ? [] : [staleNote(stale, name)];
  return { report: { ...report, findings: [...findings, ...notes] }, known: report.findings.length - findings.length, stale };
}

function staleNote(stale: readonly BaselineEntry[], name: string): Finding {
  const [first] = stale;
  const many = stale.length > 1;
  return {
    id: fingerprint('stale-baseline', ...stale.map((e) => e.id)),
    rule: 'stale-baseline',
    severity: 'note',
    certainty: 'proven',
    title: many ? `${stale.length} entries of the baseline no longer stand` : 'An entry of the baseline no longer stands',
    message: `\`${first!.title}\` (${first!.rule}, ${first!.path})${many ? ` and ${stale.length - 1} more are` : ' is'} not found any more. What the baseline still knows would be passed over when it comes back.`,
    location: { path: name, line: 1, column: 1, endLine: 1, endColumn: 1 },
    chain: [],
    assumptions: [],
    needs: [],
    facts: [],
    fixes: [],
    advice: 'Run `slipway doctor --prune-baseline`.',
  };
}
