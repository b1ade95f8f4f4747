import type { Location } from '../../../source/types.ts';
import { linesOf } from '../lines.ts';
import { clean } from '../terminal.ts';
import type { ReadSource } from '../view.ts';
import { html, type Markup, NOTHING } from './markup.ts';

/** Lines shown around the marked ones, most marked lines, and most characters of a line. */
const AROUND = 2;
const MOST = 12;
const LONG = 400;

/** The lines that a location covers with two around them, the covered part marked; nothing when the file cannot be read. */
export function excerpt(location: Location, read: ReadSource): Markup {
  const text = read(location.path);
  if (text === undefined) return NOTHING;
  const last = Math.min(location.endLine, location.line + MOST - 1);
  const first = Math.max(1, location.line - AROUND);
  const lines = linesOf(text, first, last + AROUND);
  // The end of a file is not a line.
  if (lines.at(-1) === '') lines.pop();
  if (lines.length <= location.line - first) return NOTHING;
  const rows = lines.map((line, index) => {
    const number = first + index;
    const hit = number >= location.line && number <= last;
    return html`<span class="${hit ? 'row hit' : 'row'}"><span class="no" aria-hidden="true">${number}</span><span class="src">${hit ? marked(line, location, number) : clean(line).slice(0, LONG)}</span>
</span>`;
  });
  const more = location.endLine > last ? html`<span class="row"><span class="no" aria-hidden="true">…</span></span>` : NOTHING;
  return html`<pre class="excerpt" tabindex="0" aria-label="${`${location.path}, line ${location.line}`}"><code>${rows}${more}</code></pre>`;
}

function marked(line: string, location: Location, number: number): Markup {
  const from = number === location.line ? Math.min(location.column - 1, line.length) : line.length - line.trimStart().length;
  const to = number === location.endLine ? Math.min(Math.max(location.endColumn - 1, from), line.length) : line.length;
  // The columns are those of the file, so the parts are cut out before anything in them is replaced.
  const [before, hit, after] = [line.slice(0, from), line.slice(from, to), line.slice(to)];
  return html`${before.length > LONG ? `…${before.slice(-40)}` : before}<mark>${hit.slice(0, LONG)}</mark>${after.slice(0, LONG)}`;
}
