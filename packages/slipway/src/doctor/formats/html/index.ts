/** Reports as one page for a browser: self-contained, readable without a script, offline and on paper. */
export { formatHtml, type HtmlReport, type ReadFact } from './page.ts';
