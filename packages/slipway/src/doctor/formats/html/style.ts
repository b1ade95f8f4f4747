/** The page's style: light and dark by the reader's system, narrow and wide, screen and paper. Contrast of every text is at least 4.5 to 1. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1d2329; --faint: #58626d; --line: #d5dbe1; --soft: #f4f6f8; --accent: #0b5cad;
  --good: #14703a; --bad: #b3161b; --doubt: #805300; --note: #2a5f8f;
  --good-soft: #e5f5ea; --bad-soft: #fdeaea; --doubt-soft: #fdf3dc; --note-soft: #e7f1fa; --mark: #ffe9a8;
  --entry: #eef0fb; --entry-line: #8a93c9; --event: #fff; --event-line: #9aa5b1;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181c; --ink: #e3e8ec; --faint: #9aa6b2; --line: #343c45; --soft: #1d2329; --accent: #6cb4ff;
    --good: #5fd38a; --bad: #ff8480; --doubt: #e8b75a; --note: #86bfee;
    --good-soft: #14301f; --bad-soft: #3b1a1b; --doubt-soft: #352a12; --note-soft: #172b3d; --mark: #5c4a10;
    --entry: #23263b; --entry-line: #6f78b5; --event: #14181c; --event-line: #66717d;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0 auto; padding: 1.5rem clamp(1rem, 3vw, 3rem) 4rem; max-width: 102rem; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", Arial, sans-serif; overflow-wrap: anywhere; }
h1, h2, h3, h4, h5 { line-height: 1.25; margin: 1.6em 0 .5em; text-wrap: balance; }
h1, .sheet > header h2 { font-size: 1.8rem; margin-top: 0; } h2 { font-size: 1.35rem; } h3 { font-size: 1.1rem; } h4 { font-size: 1.02rem; }
p { margin: .5em 0; max-width: 80ch; }
a { color: var(--accent); }
code, pre, .at, .place { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .875em; }
code, .name, .at, td, th, li, summary, figcaption { unicode-bidi: isolate; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.faint, .kind, .at { color: var(--faint); }
.kind, .at { font-size: .82em; }
header > .faint { margin: 0; }
dl { margin: .8em 0; } dt { color: var(--faint); } dd { margin: 0; }
.facts-of { display: flex; flex-wrap: wrap; gap: .3rem 2.2rem; margin: .4rem 0 1rem; }
.facts-of dt { font-size: .8rem; }
.counts { display: flex; flex-wrap: wrap; gap: .5rem; padding: 0; margin: 1rem 0; list-style: none; }
.counts li { border: 1px solid var(--line); border-left: 4px solid currentColor; border-radius: 4px; padding: .3rem .7rem; background: var(--soft); }
.counts li { color: var(--note); } .counts .reached, .good { color: var(--good); } .counts .broken, .counts .error { color: var(--bad); } .counts .unknown, .counts .warning { color: var(--doubt); }
nav.sections ul { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; padding: .6rem 0; margin: 0; list-style: none; border-block: 1px solid var(--line); }
nav.contents { border: 1px solid var(--line); border-radius: 6px; padding: .6rem 1rem; }
nav.contents ol { margin: 0; padding-left: 1.6rem; } nav.contents li { margin: .5rem 0; } nav.contents .counts { margin: .3rem 0; font-size: .85rem; }
nav.contents + main > .sheet:first-child { margin-top: 2.5rem; }
.sheet + .sheet { border-top: 3px solid var(--line); margin-top: 3rem; padding-top: .5rem; }
figure { margin: 1rem 0 1.8rem; }
figcaption { font-weight: 600; margin-bottom: .4rem; }
.mark.broken { color: var(--bad); }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; padding: .5rem; background: var(--paper); }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; font-size: .875rem; color: var(--faint); max-width: none; }
.legend svg { vertical-align: middle; }
svg.lane { display: block; max-width: 100%; height: auto; }
svg text { font: 13px system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", Arial, sans-serif; fill: var(--ink); unicode-bidi: isolate; }
svg text.faint, svg text.reason { font-size: 11.5px; } svg text.faint { fill: var(--faint); } svg text.reason { fill: var(--bad); }
svg rect { fill: var(--soft); stroke: var(--event-line); stroke-width: 1.2; }
svg .entry rect { fill: var(--entry); stroke: var(--entry-line); }
svg .event rect { fill: var(--event); }
svg .workflow text { font-weight: 500; }
svg .workflow rect { stroke: var(--accent); }
svg .destination.holds rect { fill: var(--good-soft); stroke: var(--good); }
svg .destination.cut rect { fill: var(--bad-soft); stroke: var(--bad); }
svg .destination.maybe rect { fill: var(--soft); stroke: var(--faint); stroke-dasharray: 3 3; }
svg .dead rect { stroke: var(--line); stroke-dasharray: 2 4; } svg .dead text { fill: var(--faint); } svg .effect.cut rect { fill: var(--bad-soft); stroke: var(--bad); } svg .card text.reason { fill: var(--bad); }
.edge .wire { fill: none; stroke: var(--faint); stroke-width: 1.5; } .edge .head { fill: var(--faint); }
.edge.holds .wire { stroke: var(--good); } .edge.holds .head { fill: var(--good); }
.edge.cut .wire { stroke: var(--bad); stroke-width: 2; stroke-dasharray: 6 4; } .edge.cut .head { fill: var(--bad); }
.edge.maybe .wire { stroke-dasharray: 7 3; }
.edge.dead .wire { stroke-dasharray: 1.5 4; opacity: .75; } .edge.dead .head { opacity: .75; }
.crossing circle { fill: var(--paper); stroke: var(--bad); stroke-width: 1.5; } .crossing path { stroke: var(--bad); stroke-width: 2.2; fill: none; }
table { border-collapse: collapse; width: 100%; margin: .8rem 0; }
.destinations { table-layout: fixed; }
th, td { text-align: left; vertical-align: top; padding: .5rem .8rem .5rem 0; border-bottom: 1px solid var(--line); }
th[scope=row] { font-weight: 600; } thead th { font-size: .82rem; color: var(--faint); font-weight: 500; }
.destinations th:first-child { width: 10.5rem; } .destinations th:nth-child(2) { width: 34%; } .destinations p { margin: 0 0 .2rem; }
.destinations th .kind { display: block; font-weight: 400; }
.verdict { font-weight: 600; white-space: nowrap; } .verdict.reached { color: var(--good); } .verdict.broken, .verdict.never { color: var(--bad); } .verdict.unknown { color: var(--doubt); }
summary { cursor: pointer; color: var(--accent); font-size: .9rem; width: fit-content; }
.words ul { font-size: .875rem; columns: 30rem 2; }
.route { border-left: 3px solid var(--line); padding-left: .8rem; margin: .8rem 0; }
.because { margin: .2rem 0; padding-left: 1.2rem; }
.chain { list-style: none; padding: 0; margin: .8rem 0; counter-reset: link; font-size: .94rem; }
.chain li { display: grid; grid-template-columns: 1.6rem 6.2rem 1fr; align-items: baseline; padding: .16rem 0; position: relative; }
.chain li::before { content: "│"; color: var(--good); text-align: center; font-weight: 700; }
.chain li:first-child::before { content: "▶"; } .chain li:last-child::before { content: "└"; }
.chain li.cut::before { content: "✖"; color: var(--bad); } .chain li.never::before { content: "┊"; color: var(--faint); } .chain li.maybe::before { content: "?"; color: var(--doubt); }
.chain li.cut .link { color: var(--bad); font-weight: 600; } .chain li.never .link { color: var(--faint); } .chain .at { font-weight: 400; white-space: normal; margin-left: .4em; }
.said { font-style: normal; font-size: .78em; border: 1px solid currentColor; border-radius: 3px; padding: 0 .35em; margin-left: .3em; font-weight: 500; white-space: nowrap; }
li.maybe .said { color: var(--doubt); }
.filter { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; margin: .5rem 0 1rem; } .filter[hidden] { display: none; }
.filter input[type=search] { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--faint); border-radius: 4px; padding: .3rem .6rem; min-width: 14rem; }
.finding { border: 1px solid var(--line); border-left: 5px solid var(--note); border-radius: 5px; padding: .9rem 1.2rem; margin: 1rem 0; }
.finding[hidden] { display: none; } .finding[data-severity=error] { border-left-color: var(--bad); } .finding[data-severity=warning] { border-left-color: var(--doubt); }
.finding h3, .finding h4, .finding h5 { margin: 0 0 .3em; font-size: 1.1rem; }
.finding:target { outline: 3px solid var(--accent); }
.badge { font-size: .72rem; text-transform: uppercase; letter-spacing: .04em; border-radius: 3px; padding: .12em .5em; vertical-align: .14em; }
.badge.error { background: var(--bad-soft); color: var(--bad); } .badge.warning { background: var(--doubt-soft); color: var(--doubt); } .badge.note { background: var(--note-soft); color: var(--note); }
.meta { display: flex; flex-wrap: wrap; gap: .1rem 1.2rem; color: var(--faint); font-size: .9rem; margin: .2rem 0 .7rem; max-width: none; } .meta .place { color: var(--ink); }
.excerpt { background: var(--soft); border: 1px solid var(--line); border-radius: 4px; padding: .5rem 0; margin: .6rem 0; overflow-x: auto; line-height: 1.45; overflow-wrap: normal; font-size: 1rem; }
.row { display: flex; } .row .no { flex: none; width: 4rem; padding-right: 1rem; text-align: right; color: var(--faint); user-select: none; } .row .src { white-space: pre; padding-right: 1rem; unicode-bidi: isolate; }
.row.hit { background: var(--bad-soft); } .finding:not([data-severity=error]) .row.hit { background: var(--doubt-soft); } mark { background: var(--mark); color: inherit; border-radius: 2px; }
.finding dl > div { display: grid; grid-template-columns: 7.5rem 1fr; gap: .2rem .8rem; padding: .2rem 0; }
.inline { display: inline; padding: 0; } .inline li { display: inline; } .inline li:not(:last-child)::after { content: ", "; }
.facts ul { padding-left: 1.2rem; max-width: 90ch; } .facts li { margin: .3rem 0; } .sources { font-size: .85rem; list-style: none; padding-left: 0 !important; }
.stages { padding-left: 1.4rem; } .stages td, .stages th { padding-block: .22rem; font-size: .92rem; } .stages td:first-child { width: 8rem; overflow-wrap: normal; } .stages th[scope=row] { width: 55%; } .stages > li::marker { font-weight: 600; } .stages h3, .stages h4 { margin-top: 1em; }
.limits li { margin: .25rem 0; }
@media (max-width: 44rem) {
  body { padding-inline: .9rem; } h1 { font-size: 1.4rem; }
  .destinations thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  .destinations tr { display: block; border-bottom: 1px solid var(--line); padding: .6rem 0; } .destinations td, .destinations th { display: block; border: 0; padding: .1rem 0; width: auto !important; }
  .chain li { grid-template-columns: 1.4rem 1fr; } .chain .kind { grid-column: 2; } .chain .link { grid-column: 2; }
  .finding { padding: .8rem; } .finding dl > div { grid-template-columns: 1fr; } .row .no { width: 3rem; padding-right: .6rem; }
}
@page { margin: 14mm 12mm; }
@page picture { size: landscape; }
@media print {
  :root { --paper: #fff; --ink: #000; --faint: #444; --line: #bbb; --soft: #f4f4f4; --accent: #003f7d; --good: #0d5a2c; --bad: #9c0f14; --doubt: #6b4500; --note: #1f4f7a; --good-soft: #eef8f1; --bad-soft: #fdf0f0; --doubt-soft: #fdf6e6; --note-soft: #eef5fb; --mark: #ffe9a8; --entry: #f1f2fb; --entry-line: #8a93c9; --event: #fff; --event-line: #888; color-scheme: light; }
  body { padding: 0; max-width: none; font-size: 10pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .filter, nav.sections, .words { display: none !important; }
  .sheet > header:has(+ .picture.wide), .picture.wide { page: picture; } .picture figure { break-inside: avoid; }
  .scroll { overflow: visible; border: 0; padding: 0; } svg.lane { min-width: 0 !important; max-height: 160mm; }
  .excerpt { overflow: visible; } .row .src { white-space: pre-wrap; }
  h1, h2, h3, h4, .meta { break-after: avoid; } tr, .chain li, .excerpt { break-inside: avoid; }
  .sheet + .sheet { break-before: page; border: 0; }
  .facts:not([open])::details-content { content-visibility: visible; display: block; } details:not([open], .facts) { display: none; }
  .sources a { text-decoration: none; }
}
`;
