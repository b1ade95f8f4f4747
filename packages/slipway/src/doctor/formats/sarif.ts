import type { Location } from '../../source/types.ts';
import type { RulePage } from '../options.ts';
import type { Finding, Fix, Link, Report, Severity } from '../report.ts';
import { openQuestions } from './view.ts';

const LEVEL: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'note' };
/** Code scanning's own scale for findings that are not about security. */
const PROBLEM: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'recommendation' };
const SHORT = 1024;
/**
 * What code scanning takes of one run; it refuses a file with more.
 * @see https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning
 */
const MAX_RESULTS = 25_000;
const MAX_STEPS = 10_000;

/**
 * SARIF 2.1.0, one run a report, each with a category of its own; each finding's chain is its code flow. Ends with a newline.
 * @param rules what the driver lists as its rules
 * @param prefixes where each report's root lies below the repository's ('' for the root itself)
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function formatSarif(reports: readonly Report[], rules: readonly RulePage[], prefixes: readonly string[] = []): string {
  const ids = categories(reports, prefixes);
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: reports.map((report, index) => run(report, rules, prefixes[index] ?? '', ids[index]!)),
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** What tells the runs apart: code scanning refuses two of one category in an upload. */
function categories(reports: readonly Report[], prefixes: readonly string[]): string[] {
  const seen = new Set<string>();
  return reports.map(({ source }, index) => {
    const name = prefixes[index] || (reports.length > 1 ? source.repository.slug : null) || '';
    const own = seen.has(name) ? `${name}/${index + 1}` : name;
    seen.add(own);
    return own === '' ? 'slipway/' : `slipway/${own.replace(/^\//, '')}/`;
  });
}

function run(report: Report, rules: readonly RulePage[], prefix: string, id: string): object {
  const { repository, revision } = report.source;
  const left = report.findings.length - MAX_RESULTS;
  const limits = left > 0 ? [...report.limits, `${left} findings of lesser weight are left out: code scanning takes ${MAX_RESULTS}.`] : report.limits;
  const indexes = new Map(rules.map((rule, index) => [rule.id, index]));
  return {
    tool: { driver: { name: report.tool.name, semanticVersion: report.tool.version, rules: rules.map(descriptor) } },
    automationDetails: { id },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { SRCROOT: { description: { text: 'The root of the audited repository.' } } },
    ...(revision !== null && repository.slug !== null
      ? { versionControlProvenance: [{ repositoryUri: `https://github.com/${repository.slug}`, revisionId: revision }] }
      : {}),
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: limits.map((text) => ({ level: 'note', message: { text } })),
      },
    ],
    results: report.findings.slice(0, MAX_RESULTS).map((finding) => result(below(finding, prefix), indexes.get(finding.rule))),
  };
}

/** A finding with the paths that it has from the repository's root. */
function below(finding: Finding, prefix: string): Finding {
  if (prefix === '') return finding;
  const at = <T extends { readonly path: string }>(place: T): T => ({ ...place, path: `${prefix}/${place.path}` });
  return {
    ...finding,
    location: at(finding.location),
    chain: finding.chain.map((link) => (link.location === undefined ? link : { ...link, location: at(link.location) })),
    fixes: finding.fixes.map((fix) => ({ ...fix, edits: fix.edits.map(at) })),
  };
}

function descriptor(rule: RulePage): object {
  return {
    id: rule.id,
    name: rule.id,
    shortDescription: { text: rule.title.slice(0, SHORT) },
    fullDescription: { text: rule.title.slice(0, SHORT) },
    help: { text: rule.page, markdown: rule.page },
    defaultConfiguration: { level: LEVEL[rule.severity] },
    properties: {
      precision: rule.severity === 'error' ? 'very-high' : 'high',
      'problem.severity': PROBLEM[rule.severity],
      tags: ['release', rule.group],
    },
  };
}

function result(finding: Finding, ruleIndex: number | undefined): object {
  const text = [`${finding.title}. ${finding.message}`, ...openQuestions(finding), ...(finding.advice === undefined ? [] : [finding.advice])].join(
    '\n',
  );
  const fixes = finding.fixes.filter((fix) => fix.edits.length > 0 && fix.edits.every((edit) => edit.op === 'replace' || edit.op === 'create'));
  return {
    ruleId: finding.rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: LEVEL[finding.severity],
    message: { text },
    locations: [{ physicalLocation: physical(finding.location) }],
    partialFingerprints: { primaryLocationLineHash: finding.id, 'slipway/v1': finding.id },
    ...(finding.chain.length > 0 ? { codeFlows: [{ threadFlows: [{ locations: flow(finding.chain.slice(0, MAX_STEPS), finding.location) }] }] } : {}),
    ...(fixes.length > 0 ? { fixes: fixes.map(patch) } : {}),
    properties: { certainty: finding.certainty, facts: finding.facts },
  };
}

/** A link without a place of its own (an event, a person) is shown at the place of the link before it, since viewers drop steps without one. */
function flow(chain: readonly Link[], fallback: Location): object[] {
  let last = chain.find((link) => link.location !== undefined)?.location ?? fallback;
  return chain.map((link, index) => {
    last = link.location ?? last;
    const note = link.state === 'cut' ? ' (the chain breaks here)' : link.state === 'maybe' ? ' (not decided by the tree)' : '';
    return {
      location: { physicalLocation: physical(last), message: { text: `${link.kind}: ${link.text}${note}` } },
      executionOrder: index + 1,
      importance: link.state === 'cut' ? 'essential' : 'important',
    };
  });
}

function physical(location: Location): object {
  return {
    artifactLocation: artifact(location.path),
    region: { startLine: location.line, startColumn: location.column, endLine: location.endLine, endColumn: location.endColumn },
  };
}

function artifact(path: string): object {
  return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: 'SRCROOT' };
}

function patch(fix: Fix): object {
  const paths = [...new Set(fix.edits.map((edit) => edit.path))];
  return {
    description: { text: fix.title },
    artifactChanges: paths.map((path) => ({
      artifactLocation: artifact(path),
      replacements: fix.edits
        .filter((edit) => edit.path === path)
        .map(({ start = 0, end = 0, text = '' }) => ({ deletedRegion: { byteOffset: start, byteLength: end - start }, insertedContent: { text } })),
    })),
  };
}
