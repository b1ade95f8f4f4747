import type { Report } from '../../report.ts';
import { isEmpty, type ReadSource } from '../view.ts';
import { contract } from './contract.ts';
import { destinations } from './destinations.ts';
import { findingId, findings } from './findings.ts';
import { counts, header } from './header.ts';
import { anchor, heading, html, Markup, NOTHING, prose } from './markup.ts';
import { pictures } from './picture/index.ts';
import { SCRIPT } from './script.ts';
import type { ReadFact, Sheet } from './sheet.ts';
import { STYLE } from './style.ts';

/** A report, and how the tree that it tells of is read and called. */
export interface HtmlReport {
  readonly report: Report;
  readonly read: ReadSource;
  /** What the tree is called when its repository's name is not known. */
  readonly label?: string | undefined;
}

/** Nothing is loaded, nothing is sent, whatever a name in a repository may look like. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * Reports as one self-contained page: the chain as a picture, destinations, findings, contract, limits. Ends with a newline.
 * @param reports at least one; several get a table of contents
 */
export function formatHtml(reports: readonly HtmlReport[], fact: ReadFact): string {
  const many = reports.length > 1;
  const sheets = reports.map(({ report, read, label }, index): Sheet => {
    const title = report.source.repository.slug ?? label ?? 'this repository';
    return { report, read, fact, id: `r${index + 1}`, title, level: many ? 3 : 2 };
  });
  const title = many ? `Release audit of ${sheets.length} repositories` : `Release audit of ${sheets[0]?.title ?? 'nothing'}`;
  const body = many
    ? html`<header>${heading(1, title)}</header>${contents(sheets)}<main>${sheets.map(sheet)}</main>`
    : html`<main>${sheets.map(sheet)}</main>`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${new Markup(POLICY)}">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
${body}
<script>${new Markup(SCRIPT)}</script>
</body>
</html>
`;
  return page.text;
}

function contents(sheets: readonly Sheet[]): Markup {
  return html`<nav class="contents" aria-label="Repositories"><ol>${sheets.map(
    ({ id, title, report }) =>
      html`<li><a href="#${id}">${title}</a>${isEmpty(report) ? html` <span class="faint">nothing to release</span>` : counts(report)}</li>`,
  )}</ol></nav>`;
}

function sheet(one: Sheet): Markup {
  const { report, id, level, title } = one;
  const known = new Set(report.findings.map((finding) => finding.id));
  const { content: picture, wide } = pictures(report, (finding) => (known.has(finding) ? `#${findingId(one, finding)}` : undefined));
  const sections: readonly (readonly [string, string, Markup])[] = [
    [
      'chain',
      'Chain',
      picture === NOTHING
        ? NOTHING
        : html`<section class="${wide ? 'picture wide' : 'picture'}" aria-labelledby="${`${id}-chain`}">${heading(level, 'How a release travels', `${id}-chain`)}${picture}</section>`,
    ],
    ['destinations', 'Destinations', destinations(one)],
    ['findings', `Findings (${report.findings.length})`, isEmpty(report) ? NOTHING : findings(one)],
    ['contract', 'Contract', contract(one)],
    ['limits', 'Limits', limits(one)],
  ];
  const present = sections.filter(([, , content]) => content !== NOTHING);
  const nav =
    present.length < 2
      ? NOTHING
      : html`<nav class="sections" aria-label="${`Sections of ${title}`}"><ul>${present.map(([name, text]) => html`<li><a href="#${anchor(id, name)}">${text}</a></li>`)}</ul></nav>`;
  return html`<article class="sheet" id="${id}" aria-labelledby="${`${id}-title`}">
<header>${level === 2 ? html`<p class="faint">Release audit</p>` : NOTHING}${heading(level - 1, html`<span class="name">${title}</span>`, `${id}-title`)}${header(one)}${nav}</header>
${present.map(([, , content]) => content)}
</article>`;
}

function limits({ report, level, id }: Sheet): Markup {
  if (report.limits.length === 0) return NOTHING;
  return html`<section aria-labelledby="${`${id}-limits`}">${heading(level, 'Limits', `${id}-limits`)}
<p>What could not be read or followed. A limit never becomes a finding.</p>
<ul class="limits">${report.limits.map((limit) => html`<li>${prose(limit)}</li>`)}</ul></section>`;
}
