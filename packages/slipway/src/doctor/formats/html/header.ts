import type { Report } from '../../report.ts';
import { count } from '../terminal.ts';
import { emptySentence, isEmpty, ofSeverity, VERDICT_MARK } from '../view.ts';
import { html, type Markup, NOTHING } from './markup.ts';
import type { Sheet } from './sheet.ts';

/** What was read, when it was judged, and the figures. */
export function header({ report }: Sheet): Markup {
  const { repository, revision, dirty } = report.source;
  const tree = revision === null ? 'not a revision' : html`<code>${revision.slice(0, 12)}</code>${dirty ? ' with local changes' : ''}`;
  return html`<dl class="facts-of">
<div><dt>Revision</dt><dd>${tree}</dd></div>
<div><dt>Default branch</dt><dd><code>${repository.defaultBranch}</code></dd></div>
<div><dt>Judged for</dt><dd>${report.platform.host} as of <time datetime="${report.platform.asOf}">${report.platform.asOf}</time></dd></div>
<div><dt>By</dt><dd>${report.tool.name} ${report.tool.version}</dd></div>
</dl>
${isEmpty(report) ? html`<p>${emptySentence(report)}</p>` : counts(report)}`;
}

/** The figures as chips: destinations by verdict, findings by severity. */
export function counts(report: Report): Markup {
  const reached = report.destinations.filter((one) => one.verdict === 'reached').length;
  const total = report.destinations.length;
  const doubt = report.destinations.filter((one) => one.verdict === 'unknown').length;
  const lost = total - reached - doubt;
  return html`<ul class="counts" aria-label="Figures">
${total === 0 ? NOTHING : html`<li class="${lost > 0 ? 'broken' : doubt > 0 ? 'unknown' : 'reached'}"><b>${reached} of ${total}</b> ${total === 1 ? 'destination' : 'destinations'} reached</li>`}
${lost > 0 && html`<li class="broken"><b>${VERDICT_MARK.broken} ${lost}</b> not reached</li>`}
${doubt > 0 && html`<li class="unknown"><b>${VERDICT_MARK.unknown} ${doubt}</b> unknown</li>`}
${(['error', 'warning', 'note'] as const).map((severity) => {
  const n = ofSeverity(report, severity).length;
  return n > 0 && html`<li class="${severity}"><b>${n}</b> ${count(n, severity).replace(/^\d+ /, '')}</li>`;
})}
${report.findings.length === 0 && html`<li class="reached">no findings</li>`}
</ul>`;
}
