import type { Location } from '../../../source/types.ts';
import { heading, html, type Markup, NOTHING } from './markup.ts';
import type { Sheet } from './page.ts';
import { readable } from './picture/graph.ts';

/** What a version must consist of, as the report's contract has it. */
interface Stage {
  readonly name: string;
  readonly after: readonly string[];
  readonly items: readonly { readonly kind: string; readonly name: string; readonly from?: Pick<Location, 'path' | 'line'> }[];
}

/** What a version must consist of, stage by stage; nothing while it is not known. */
export function contract({ report, level, id }: Sheet): Markup {
  const stages: readonly Stage[] = report.contract.stages;
  if (stages.length === 0) return NOTHING;
  return html`<section aria-labelledby="${`${id}-contract`}">${heading(level, 'What a version consists of', `${id}-contract`)}
<p>A release of one version is complete when all of this exists.</p>
<ol class="stages">${stages.map((stage) => one(stage, level))}</ol></section>`;
}

function one(stage: Stage, level: number): Markup {
  const after = stage.after.length === 0 ? NOTHING : html`<p class="faint">after ${stage.after.map(readable).join(', ')}</p>`;
  const rows = stage.items.map(({ kind, name, from }) => {
    const at = from === undefined ? NOTHING : html`<span class="at">${from.path}:${from.line}</span>`;
    return html`<tr><td>${kind}</td><th scope="row"><code>${name}</code></th><td>${at}</td></tr>`;
  });
  const table = html`<table><thead><tr><th scope="col">Kind</th><th scope="col">Name</th><th scope="col">Made at</th></tr></thead><tbody>${rows}</tbody></table>`;
  return html`<li>${heading(level + 1, readable(stage.name))}${after}${rows.length === 0 ? NOTHING : table}</li>`;
}
