import type { Report } from '../../../report.ts';
import { count } from '../../terminal.ts';
import { destinationText } from '../../view.ts';
import { html, type Markup, NOTHING } from '../markup.ts';
import { drawLane } from './draw.ts';
import { type Graph, type GraphEdge, graphOf, readable } from './graph.ts';
import { lanesOf } from './lanes.ts';
import { layoutOf } from './layout.ts';

/** A wider picture is printed on paper turned sideways. */
const PORTRAIT = 950;

/** Lanes with a cut come first, then those that lead to most. */
function weight({ nodes, edges }: Graph): number {
  return (edges.some((edge) => edge.state === 'cut') ? 1000 : 0) + nodes.size;
}

/**
 * The chain as a picture, one lane for what belongs together; nothing when nothing leads anywhere.
 * @param link where a finding is told on the page
 */
export function pictures(report: Report, link: (finding: string) => string | undefined): { readonly wide: boolean; readonly content: Markup } {
  const lanes = [...lanesOf(graphOf(report))].sort((a, b) => weight(b) - weight(a));
  if (lanes.length === 0) return { wide: false, content: NOTHING };
  let wide = false;
  const drawn = lanes.map((lane) => {
    const picture = layoutOf(lane);
    wide ||= picture.width > PORTRAIT;
    const caption = captionOf(lane);
    const cut = lane.edges.some((edge) => edge.state === 'cut');
    return html`<figure>
<figcaption>${cut ? html`<span class="mark broken" aria-hidden="true">✖</span> ` : NOTHING}${caption}</figcaption>
<div class="scroll" tabindex="0" role="region" aria-label="${`Picture: ${caption}`}">${drawLane(lane, picture, caption, link)}</div>
<details class="words"><summary>The same in words</summary><ul>${lane.edges.map((edge) => inWords(lane, edge))}</ul></details>
</figure>`;
  });
  const apart = report.destinations.filter((one) => one.routes.length === 0).map((one) => readable(destinationText(one)));
  const content = html`${LEGEND}${drawn}${apart.length === 0 ? NOTHING : html`<p class="faint">Not drawn, since no way to it was found: ${apart.join(', ')}.</p>`}`;
  return { wide, content };
}

function captionOf({ nodes }: Graph): string {
  const all = [...nodes.values()];
  const files = [...new Set(all.filter((node) => node.kind === 'workflow').map((node) => node.lines[0] ?? ''))];
  const rest = files.length - 5;
  return files.length === 0 ? 'no workflow' : `${files.slice(0, 5).join(', ')}${rest > 0 ? ` and ${count(rest, 'more workflow')}` : ''}`;
}

function inWords({ nodes }: Graph, { from, to, state, reason }: GraphEdge): Markup {
  const name = (key: string): string => nodes.get(key)?.title ?? '';
  const told =
    state === 'cut' ? html` <strong>✖ cut${reason === undefined ? '' : `: ${reason}`}</strong>` : state === 'holds' ? NOTHING : MAYBE[state];
  return html`<li>${name(from)} → ${name(to)}${told}</li>`;
}

const MAYBE = { maybe: html` (not known)`, dead: html` (never, because of a cut before)` } as const;

const SAMPLES = [
  ['holds', 'holds'],
  ['cut', 'cut: the release stops here'],
  ['dead', 'never happens because of a cut'],
  ['maybe', 'not known from the tree'],
] as const;

const LEGEND = html`<p class="legend" aria-label="Legend">${SAMPLES.map(
  ([state, text]) =>
    html`<span><svg width="46" height="12" viewBox="0 0 46 12" aria-hidden="true"><g class="edge ${state}"><path class="wire" d="M1 6H38"/><path class="head" d="M37 1.5L45 6L37 10.5Z"/></g></svg> ${text}</span>`,
)}</p>`;
