import type { Location } from '../../source/types.ts';
import type { RulePage } from '../options.ts';
import type { Finding, Fix, Link, Report, Severity } from '../report.ts';
import { openQuestions } from './view.ts';

const LEVEL: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'note' };
/** Code scanning's own scale for findings that are not about security. */
const PROBLEM: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'recommendation' };
const SHORT = 1024;

/**
 * SARIF 2.1.0, one run a report; each finding's chain is its code flow. Ends with a newline.
 * @param rules what the driver lists as its rules
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function formatSarif(reports: readonly Report[], rules: readonly RulePage[]): string {
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: reports.map((report) => run(report, rules)),
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function run(report: Report, rules: readonly RulePage[]): object {
  const { repository, revision } = report.source;
  const indexes = new Map(rules.map((rule, index) => [rule.id, index]));
  return {
    tool: { driver: { name: report.tool.name, semanticVersion: report.tool.version, rules: rules.map(descriptor) } },
    automationDetails: { id: 'slipway/' },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { SRCROOT: { description: { text: 'The root of the audited repository.' } } },
    ...(revision !== null && repository.slug !== null
      ? { versionControlProvenance: [{ repositoryUri: `https://github.com/${repository.slug}`, revisionId: revision }] }
      : {}),
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: report.limits.map((text) => ({ level: 'note', message: { text } })),
      },
    ],
    results: report.findings.map((finding) => result(finding, indexes.get(finding.rule))),
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
    ...(finding.chain.length > 0 ? { codeFlows: [{ threadFlows: [{ locations: flow(finding.chain, finding.location) }] }] } : {}),
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
