import type { Destination, Route, Verdict } from '../../report.ts';
import { count } from '../terminal.ts';
import { decisiveRoutes, destinationText, entryText, secretsOf, VERDICT_MARK, VERDICT_WORD } from '../view.ts';
import { chainList } from './chain.ts';
import { findingId } from './findings.ts';
import { anchor, heading, html, type Markup, NOTHING, prose } from './markup.ts';
import { readable } from './picture/graph.ts';
import type { Sheet } from './sheet.ts';

const ROLE = { release: '', workaround: 'way round', aside: 'not a release' } as const;

/** A verdict as a mark and a word. */
function verdictMark(verdict: Verdict): Markup {
  return html`<span class="verdict ${verdict}"><span aria-hidden="true">${VERDICT_MARK[verdict]}</span> ${VERDICT_WORD[verdict]}</span>`;
}

/** What a release is meant to reach, with its verdict, its ways in, and what these hang on. */
export function destinations(sheet: Sheet): Markup {
  const { report, level, id } = sheet;
  if (report.destinations.length === 0) return NOTHING;
  const rows = report.destinations.map((one) => {
    const name = readable(destinationText(one));
    return html`<tr id="${anchor(id, 'to', one.id)}"><td>${verdictMark(one.verdict)}</td><th scope="row"><span class="name">${name}</span><span class="kind">${one.kind}${one.version === 'moving' ? ', moving' : ''}</span></th><td>${ways(sheet, one)}</td></tr>`;
  });
  const secrets = secretsOf(report);
  return html`<section aria-labelledby="${`${id}-destinations`}">${heading(level, 'Destinations', `${id}-destinations`)}
<table class="destinations"><thead><tr><th scope="col">Verdict</th><th scope="col">Destination</th><th scope="col">How a release gets there</th></tr></thead><tbody>
${rows}
</tbody></table>
${secrets.length === 0 ? NOTHING : html`<p>Taken for granted: ${secrets.length === 1 ? 'the secret' : 'the secrets'} ${secrets.map((name, i) => html`${i > 0 ? ', ' : ''}<code>${name}</code>`)}.</p>`}</section>`;
}

function ways(sheet: Sheet, destination: Destination): Markup {
  const { report } = sheet;
  if (destination.routes.length === 0) return html`<p class="faint">no way to it was found</p>`;
  const entries = [...new Set(decisiveRoutes(destination).map((route) => readable(entryText(report, route))))];
  const shown = entries.slice(0, 3);
  const doubts = new Map(decisiveRoutes(destination).flatMap((route) => route.assumes.map((one) => [one.text, one] as const)));
  const open = destination.verdict !== 'unknown' ? [] : [...doubts.values()].slice(0, 4);
  return html`<p>${shown.join('; ')}${entries.length > 3 ? `; and ${entries.length - 3} more` : ''}</p>
${open.map(({ text, decide }) => html`<p class="faint">Hangs on: ${prose(text)}${decide === undefined ? '' : html`; decide with <code>${decide}</code>`}</p>`)}
<details><summary>${count(destination.routes.length, 'route')}</summary>${destination.routes.map((route) => way(sheet, route))}</details>`;
}

function way(sheet: Sheet, route: Route): Markup {
  const { report } = sheet;
  const because = route.because.flatMap((id) => {
    const finding = report.findings.find((one) => one.id === id);
    return finding === undefined ? [] : [html`<li><a href="#${findingId(sheet, id)}">${prose(readable(finding.title))}</a></li>`];
  });
  const beside = [ROLE[route.role], route.channel === 'stable' ? '' : route.channel].filter((text) => text !== '').join(', ');
  const entry = readable(entryText(report, route));
  return html`<div class="route"><p>${verdictMark(route.verdict)} <strong>${entry}</strong>${beside === '' ? NOTHING : html` <span class="faint">${readable(beside)}</span>`}</p>
${because.length === 0 ? NOTHING : html`<ul class="because" aria-label="Because of">${because}</ul>`}
${route.assumes.length === 0 ? NOTHING : html`<p class="faint">Assumes: ${route.assumes.map(({ text }) => text).join('; ')}</p>`}
${chainList(route.chain, `The chain of ${entry}`)}</div>`;
}
