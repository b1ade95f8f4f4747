import { analyse } from '../../chain/index.ts';
import type { Tree } from '../../remotes/types.ts';
import { diagnose } from '../diagnose.ts';
import { type Claim, claimsOf } from '../documents/index.ts';
import { count } from '../formats/terminal.ts';
import { decisiveRoutes, destinationText, entryText, VERDICT_WORD } from '../formats/view.ts';
import type { DoctorOptions } from '../options.ts';
import type { Destination, Report } from '../report.ts';
import { capital } from '../wording.ts';
import { worldOf } from '../world.ts';
import type { Section } from './types.ts';
import { blocks, code, placeCode, plain, table } from './words.ts';

/** What the release system can do, beside what the documents say of it: one section, empty where there is neither. */
export function stateOf(tree: Tree, options: DoctorOptions): Section {
  const report = diagnose(tree, options);
  const claims = claimsOf(tree, analyse(worldOf(tree, options)));
  const said = blocks(reached(report), documented(claims));
  return { id: 'state', body: said === '' ? undefined : blocks('## State', said) };
}

function reached(report: Report): string {
  const rows = report.destinations.map((one) => [plain(readable(destinationText(one))), VERDICT_WORD[one.verdict], how(one, report)]);
  return rows.length === 0 ? '' : blocks('### What a release reaches', table(['destination', 'state', 'how, or why not'], rows));
}

function how(one: Destination, report: Report): string {
  const routes = decisiveRoutes(one);
  const titles = new Set(
    routes.flatMap((route) =>
      report.findings
        .filter((finding) => route.because.includes(finding.id))
        .map((finding) => `${plain(readable(finding.title))} (${placeCode(finding.location)})`),
    ),
  );
  if (titles.size > 0) return [...titles].slice(0, 2).join('; ');
  if (one.verdict === 'unknown')
    return [...new Set(routes.flatMap((route) => route.assumes.map(({ text }) => plain(readable(text)))))].slice(0, 2).join('; ');
  return [...new Set(routes.map((route) => plain(readable(entryText(report, route)))))].slice(0, 3).join('; ');
}

/** What documents say and is not so, then what hangs on something outside of the tree; what is so is only counted. */
function documented(claims: readonly Claim[]): string {
  if (claims.length === 0) return '';
  const wrong = claims.filter((claim) => claim.verdict === 'false');
  const open = claims.filter((claim) => claim.verdict === 'unknown');
  const rows = [...wrong, ...open].map((claim) => [
    claim.kind,
    `${plain(readable(claim.text))} (${placeCode(claim.at)})`,
    claim.verdict === 'unknown'
      ? `not known${claim.needs?.[0] === undefined ? '' : `: ${code(claim.needs[0])} tells`}`
      : capital(plain(readable(claim.actual))),
    capital(plain(readable(claim.impact))),
  ]);
  const held = claims.length - rows.length;
  const files = new Set(claims.map((claim) => claim.at.path)).size;
  const rest = `${held} of ${count(claims.length, 'statement')} in ${count(files, 'document')} ${held === 1 ? 'holds' : 'hold'}.`;
  return blocks('### What the documents say', table(['capability', 'documented', 'actual', 'impact'], rows), rest);
}

function readable(text: string): string {
  return text.replaceAll('{any}', '…').replaceAll('{version}', 'X.Y.Z');
}
