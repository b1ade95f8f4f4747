import type { ContractStage } from '../../report.ts';
import { heading, html, type Markup, NOTHING, prose } from './markup.ts';
import { readable } from './picture/graph.ts';
import type { Sheet } from './sheet.ts';

/** What a version must consist of, stage by stage; nothing where no release was found. */
export function contract({ report, level, id }: Sheet): Markup {
  const { stages } = report.contract;
  if (stages.length === 0) return NOTHING;
  return html`<section aria-labelledby="${`${id}-contract`}">${heading(level, 'What a version consists of', `${id}-contract`)}
<p>A release of one version is complete when all of this exists.</p>
<ol class="stages">${stages.map((stage) => one(stage, level))}</ol></section>`;
}

function one({ name, after, gate, items, open }: ContractStage, level: number): Markup {
  const order = [after.length === 0 ? '' : `after ${after.map(readable).join(', ')}`, gate === undefined ? '' : `once ${readable(gate)}`];
  const when = order.filter((text) => text !== '').join('; ');
  const rows = items.map(
    (item) =>
      html`<tr><td>${item.kind}</td><th scope="row"><code>${item.name}</code></th><td><span class="at">${item.from.path}:${item.from.line}</span></td></tr>`,
  );
  const table = html`<table><thead><tr><th scope="col">Kind</th><th scope="col">Name</th><th scope="col">Made at</th></tr></thead><tbody>${rows}</tbody></table>`;
  const gaps = open.map((text) => html`<li>${prose(text)}</li>`);
  return html`<li>${heading(level + 1, readable(name))}${when !== '' && html`<p class="faint">${when}</p>`}${rows.length > 0 && table}
${gaps.length > 0 && html`<p class="faint">The list may not be complete:</p><ul class="faint">${gaps}</ul>`}</li>`;
}
