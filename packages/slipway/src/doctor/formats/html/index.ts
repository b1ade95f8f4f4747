/** Reports as one page for a browser: self-contained, readable without a script, offline and on paper. */
export { formatHtml, type HtmlReport } from './page.ts';
export type { ReadFact } from './sheet.ts';
