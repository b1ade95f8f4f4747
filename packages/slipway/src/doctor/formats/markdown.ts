import type { Destination, Finding, Link, Report } from '../report.ts';
import { code, inline } from './markdown-text.ts';
import { mermaidChain } from './mermaid.ts';
import { count, oneLine } from './terminal.ts';
import { decisiveRoutes, emptySentence, entryText, isEmpty, ofSeverity, place, subject, summary, VERDICT_MARK, VERDICT_WORD } from './view.ts';

export interface MarkdownOptions {
  /** How chains are drawn: arrows in a code block (readable everywhere), or a Mermaid flowchart (drawn by GitHub). */
  readonly flow: 'text' | 'mermaid';
  /** What the tree is called when its repository's name is not known. */
  readonly label?: string;
  /** How many findings there is room for, the worst first; all when not given. */
  readonly shown?: number;
}

/** An audit of the release system in Markdown: state, workflow flow, recommendations. Ends with a newline. */
export function formatMarkdown(whole: Report, options: MarkdownOptions): string {
  const { host, asOf } = whole.platform;
  const blocks = [
    `# Release System Audit: ${inline(subject(whole, options.label))}`,
    `${inline(summary(whole))}. Judged for ${inline(host)} as of ${inline(asOf)}.`,
  ];
  const report = { ...whole, findings: whole.findings.slice(0, options.shown) };
  const left = whole.findings.length - report.findings.length;
  if (left > 0) blocks.push(`${count(left, 'finding')} of lesser weight, and what hangs on them, are left out here: there is no room.`);
  if (isEmpty(whole)) return `${[blocks[0], inline(emptySentence(report))].join('\n\n')}\n`;
  blocks.push('## Current State');
  section(blocks, '### Critical Issues', issues(ofSeverity(report, 'error')));
  section(blocks, '### Configuration Issues', issues(ofSeverity(report, 'warning')));
  section(
    blocks,
    '### Notes',
    ofSeverity(report, 'note')
      .map((note) => `- ${heading(note)}`)
      .join('\n'),
  );
  section(blocks, '### Working Components', working(report));
  section(blocks, '### Destinations', table(report));
  section(blocks, '## Workflow Flow', flows(report, options));
  section(blocks, '## Recommendations', recommendations(report));
  section(blocks, '## Not Decided by the Tree', undecided(report));
  return `${blocks.join('\n\n')}\n`;
}

function section(blocks: string[], title: string, body: string): void {
  if (body !== '') blocks.push(title, body);
}

function heading(finding: Finding): string {
  const doubt = finding.certainty === 'proven' ? '' : finding.certainty === 'likely' ? ' (likely)' : ' (not certain)';
  return `**${inline(finding.title)}**${doubt}: ${code(place(finding.location))}, rule ${code(finding.rule)}`;
}

function issues(findings: readonly Finding[]): string {
  return findings
    .map((finding, index) => {
      const details = [
        inline(finding.message),
        ...finding.assumptions.map((text) => `Assumes: ${inline(text)}`),
        ...finding.needs.map((query) => `Decide with: ${code(query)}`),
      ];
      return [`${index + 1}. ${heading(finding)}`, ...details.map((line) => `   - ${line}`)].join('\n');
    })
    .join('\n');
}

function working(report: Report): string {
  const reached = report.destinations.filter((destination) => destination.verdict === 'reached');
  return reached.map((destination, index) => `${index + 1}. ${code(destination.id)}${by(report, destination)}`).join('\n');
}

function by(report: Report, destination: Destination): string {
  const entries = [...new Set(decisiveRoutes(destination).map((route) => entryText(report, route)))];
  return entries.length === 0 ? '' : `, by ${inline(entries.slice(0, 3).join('; '))}`;
}

function table(report: Report): string {
  if (report.destinations.length === 0) return '';
  const rows = report.destinations.map((row) => {
    const entries = [...new Set(decisiveRoutes(row).map((route) => entryText(report, route)))];
    return `| ${VERDICT_MARK[row.verdict]} ${VERDICT_WORD[row.verdict]} | ${code(row.id)} | ${inline(entries.slice(0, 3).join('; '))} |`;
  });
  return ['| verdict | destination | entry |', '| --- | --- | --- |', ...rows].join('\n');
}

/** Each chain once, though several findings or routes may share it. */
function flows(report: Report, options: MarkdownOptions): string {
  const seen = new Set<string>();
  const drawn: string[] = [];
  const add = (title: string, chain: readonly Link[]): void => {
    const key = chain.map((link) => `${link.kind} ${link.text} ${link.state}`).join('\n');
    if (chain.length === 0 || seen.has(key)) return;
    seen.add(key);
    drawn.push(`${inline(title)}:\n\n${options.flow === 'mermaid' ? fence('mermaid', mermaidChain(chain)) : fence('', arrows(chain))}`);
  };
  for (const finding of report.findings) if (finding.severity !== 'note') add(finding.title, finding.chain);
  for (const destination of report.destinations) {
    if (destination.verdict === 'reached') continue;
    for (const route of decisiveRoutes(destination)) {
      if (route.because.length === 0) add(`${destination.id}, by ${entryText(report, route)}`, route.chain);
    }
  }
  return drawn.join('\n\n');
}

function arrows(chain: readonly Link[]): string {
  let severed = false;
  return chain
    .map((link, index) => {
      const cut = link.state === 'cut';
      const mark = cut ? '✖ ' : severed ? '(never) ' : link.state === 'maybe' ? '? ' : '';
      severed ||= cut;
      const at = link.location === undefined ? '' : `  [${link.location.path}:${link.location.line}]`;
      return oneLine(`${index + 1}. ${mark}${link.kind}: ${link.text}${at}`);
    })
    .join('\n   ↓\n');
}

function recommendations(report: Report): string {
  const groups: [string, readonly Finding[]][] = [
    ['### Immediate Fixes', ofSeverity(report, 'error')],
    ['### Improvements', [...ofSeverity(report, 'warning'), ...ofSeverity(report, 'note')]],
  ];
  return groups
    .map(([title, findings]) => {
      const advice = [...new Set(findings.flatMap(remedies))];
      return advice.length === 0 ? '' : `${title}\n\n${advice.map((text, index) => `${index + 1}. ${text}`).join('\n')}`;
    })
    .filter((text) => text !== '')
    .join('\n\n');
}

function remedies(finding: Finding): string[] {
  const at = `(${code(place(finding.location))})`;
  if (finding.fixes.length === 0) return finding.advice === undefined ? [] : [`${inline(finding.advice)} ${at}`];
  const ways = finding.fixes.map((fix) => {
    const secret = fix.secret === null ? '' : `, after adding the secret ${code(fix.secret)}`;
    const wakes = fix.wakes.length === 0 ? '' : `; it also starts ${fix.wakes.map(code).join(', ')}`;
    return `${inline(fix.title)}${secret}${wakes}`;
  });
  // The ways to mend one finding are one item: one of them is enough.
  return [`${ways.join('. Or: ')} ${at}`];
}

function undecided(report: Report): string {
  const assumed = report.destinations.flatMap((row) => row.routes.flatMap((route) => route.assumes));
  const lines = assumed.map(({ text, decide }) => `- ${inline(text)}${decide === undefined ? '' : ` (decide with ${code(decide)})`}`);
  return [...new Set([...lines, ...report.limits.map((limit) => `- ${inline(limit)}`)])].join('\n');
}

function fence(language: string, body: string): string {
  const runs = body.match(/`{3,}/g) ?? [];
  const ticks = '`'.repeat(Math.max(2, ...runs.map((run) => run.length)) + 1);
  return `${ticks}${language}\n${body}\n${ticks}`;
}
