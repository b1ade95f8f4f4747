import type { Link } from '../../report.ts';
import { withoutKind } from '../view.ts';
import { html, type Markup, NOTHING, prose } from './markup.ts';
import { readable } from './picture/graph.ts';

const SAID = { cut: 'the chain breaks here', never: 'never happens', maybe: 'not known' } as const;

/** A chain link by link as a list; what a mark shows to the eye is also there in words. */
export function chainList(links: readonly Link[], label: string): Markup {
  if (links.length === 0) return NOTHING;
  let severed = false;
  const items = links.map((link) => {
    const cut = link.state === 'cut' && !(severed && link.kind === 'destination');
    const state = cut ? 'cut' : severed ? 'never' : link.state === 'maybe' ? 'maybe' : 'holds';
    severed ||= cut;
    const at = link.location === undefined ? NOTHING : html` <span class="at">${link.location.path}:${link.location.line}</span>`;
    const said = state === 'holds' ? NOTHING : html` <em class="said">${SAID[state]}</em>`;
    return html`<li class="${state}"><span class="kind">${link.kind}</span> <span class="link">${prose(withoutKind(link.kind, readable(link.text)))}${said}${at}</span></li>`;
  });
  return html`<ol class="chain" aria-label="${label}">${items}</ol>`;
}
