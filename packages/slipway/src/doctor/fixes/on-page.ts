import { examine } from '../diagnose.ts';
import { oneLine } from '../formats/terminal.ts';
import { examples } from '../rules/examples.ts';
import { fixesFor } from './alternatives.ts';
import { outcomesOf } from './outcome.ts';
import { patchOf } from './patch.ts';
import { isMendable } from './proposals.ts';
import type { Proved } from './prove.ts';

/** The day for which the pages are written. */
const asOf = '2026-11-20';
const most = 4;

/** A rule's page with what `slipway fix` offers for its example, behind the ways to mend it: what the site shows and `explain` prints. */
export function fullPage(id: string, page: string): string {
  const offered = offeredOnPage(id, page);
  return offered === '' ? page : page.replace('\n## Why\n', () => `\n${offered}\n## Why\n`);
}

/**
 * What the doctor offers for the first broken example of a rule's page, in Markdown, made anew each time so that a page cannot promise what is not
 * done; '' when it offers nothing there.
 */
function offeredOnPage(id: string, page: string): string {
  if (!isMendable(id)) return '';
  for (const { tree } of examples(page, 'Broken')) {
    const base = examine(tree, { asOf, version: '0' });
    const finding = base.report.findings.find((f) => f.rule === id);
    const offered = finding === undefined ? [] : fixesFor(base, finding.id).offered.slice(0, most);
    if (offered.length === 0) continue;
    const read = (path: string): string | undefined => tree.read(path);
    return [
      '### What `slipway fix` offers for the example',
      '',
      'Each is offered because the walk with it reaches what the defect cut off, the finding is gone, and nothing new stands.',
      ...offered.flatMap((proved, index) => ['', ...way(proved, index, read)]),
      '',
    ].join('\n');
  }
  return '';
}

function way({ fix, edits }: Proved, index: number, read: (path: string) => string | undefined): string[] {
  const costs = [
    ...(fix.secret === null ? [] : [`It needs the secret \`${fix.secret}\`.`]),
    ...fix.widens.map((right) => `It widens rights: ${right}.`),
    ...fix.wakes.map((one) => `It wakes: ${one}.`),
    ...fix.tradeoffs,
  ];
  return [
    `${index + 1}. **${fix.id}**: ${oneLine(fix.title)}. ${costs.map(oneLine).join(' ')}`.trimEnd(),
    '',
    '   ```diff',
    ...patchOf(outcomesOf(read, edits))
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('diff ') && !line.startsWith('index '))
      .map((line) => `   ${line}`.trimEnd()),
    '   ```',
  ];
}
