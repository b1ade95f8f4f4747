import type { Finding } from '../../report.ts';
import { count } from '../terminal.ts';
import { destinationText, ofSeverity, place } from '../view.ts';
import { chainList } from './chain.ts';
import { excerpt } from './excerpt.ts';
import { anchor, heading, html, type Markup, NOTHING, prose } from './markup.ts';
import { readable } from './picture/graph.ts';
import type { Sheet } from './sheet.ts';

const CERTAINTY = { proven: 'proven from the tree', likely: 'likely', unknown: 'not certain' } as const;

/** Where a finding is told. */
export function findingId(sheet: Sheet, id: string): string {
  return anchor(sheet.id, 'finding', id);
}

/** Every finding in the report's order: what, where, why, and what to do. */
export function findings(sheet: Sheet): Markup {
  const { report, level } = sheet;
  const counts = (['error', 'warning', 'note'] as const).map((severity) => [severity, ofSeverity(report, severity).length] as const);
  const present = counts.filter(([, n]) => n > 0);
  const filter =
    report.findings.length < 2
      ? NOTHING
      : html`<form class="filter" hidden role="search" aria-label="Filter findings"><input type="search" placeholder="Filter findings" aria-label="Text to look for">
${present.map(([severity, n]) => html`<label><input type="checkbox" value="${severity}" checked> ${count(n, severity)}</label>`)}<span role="status"></span></form>`;
  const body = report.findings.length === 0 ? html`<p class="good">No findings.</p>` : report.findings.map((finding) => one(sheet, finding));
  return html`<section class="findings" aria-labelledby="${`${sheet.id}-findings`}">${heading(level, 'Findings', `${sheet.id}-findings`)}${filter}${body}</section>`;
}

function one(sheet: Sheet, finding: Finding): Markup {
  const { level, read } = sheet;
  const id = findingId(sheet, finding.id);
  const title = html`<span class="badge ${finding.severity}">${finding.severity}</span> ${prose(readable(finding.title))}`;
  const rows = [
    ...finding.assumptions.map((text) => row('Assumes', prose(text))),
    ...finding.needs.map((query) => row('Decide with', html`<code>${query}</code>`)),
    stopped(sheet, finding),
    ...remedies(finding),
  ];
  return html`<article class="finding" id="${id}" data-severity="${finding.severity}" aria-labelledby="${`${id}-title`}">
${heading(level + 1, title, `${id}-title`)}
<p class="meta"><code class="place">${place(finding.location)}</code> <span>${CERTAINTY[finding.certainty]}</span> <span>rule <code>${finding.rule}</code></span></p>
${excerpt(finding.location, read)}
${finding.message.split(/\n{2,}/).map((paragraph) => html`<p>${prose(paragraph)}</p>`)}
${chainList(finding.chain, 'The chain of this finding')}
${rows.some((part) => part !== NOTHING) ? html`<dl>${rows}</dl>` : NOTHING}
${facts(sheet, finding)}
</article>`;
}

function row(name: string, content: Markup): Markup {
  return html`<div><dt>${name}</dt><dd>${content}</dd></div>`;
}

function stopped({ report, id }: Sheet, finding: Finding): Markup {
  const rows = report.destinations.filter((one) => one.routes.some((route) => route.because.includes(finding.id)));
  if (rows.length === 0) return NOTHING;
  const names = rows.map((one) => html`<li><a href="#${anchor(id, 'to', one.id)}">${readable(destinationText(one))}</a></li>`);
  return row('Stops', html`<ul class="inline">${names}</ul>`);
}

function remedies(finding: Finding): readonly Markup[] {
  if (finding.fixes.length === 0) return finding.advice === undefined ? [] : [row('What to do', prose(finding.advice))];
  return finding.fixes.map((fix) => {
    const secret = fix.secret === null ? NOTHING : html` It needs the secret <code>${fix.secret}</code>.`;
    const wakes = fix.wakes.length === 0 ? NOTHING : html` It also starts ${fix.wakes.join(', ')}.`;
    return row('Fix', html`${prose(fix.title)}${fix.safety === 'review' ? ' (to be reviewed)' : ''}.${secret}${wakes}`);
  });
}

/** What the platform does, with where it was read; the rule's own page is named with them. */
function facts({ fact }: Sheet, finding: Finding): Markup {
  const told = finding.facts.flatMap((slug) => {
    const known = fact(slug);
    if (known === undefined) return [];
    const sources = known.sources.map((source) => html`<li>${link(source)}</li>`);
    const date = known.date === '' ? NOTHING : html` <span class="faint">(${known.date})</span>`;
    return [html`<li>${prose(known.says)}${date}<ul class="sources">${sources}</ul></li>`];
  });
  const explain = html`<p class="faint">More: <code>slipway explain ${finding.rule}</code></p>`;
  if (told.length === 0) return explain;
  return html`<details class="facts"><summary>${count(told.length, 'fact')} of the platform behind this</summary><ul>${told}</ul></details>${explain}`;
}

/** A source that is an address is a link; nothing else may be one. */
function link(source: string): Markup {
  return /^https:\/\/[^\s"'<>]+$/.test(source) ? html`<a href="${source}" rel="noreferrer noopener">${source}</a>` : html`${source}`;
}
