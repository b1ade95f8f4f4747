import { isPlaceholder } from '../commands.ts';
import { isNotNow, isOfRelease, placeIn } from '../context.ts';
import { cellsOf } from '../markdown.ts';
import type { Repository } from '../repository.ts';
import type { Claim, Document, Line } from '../types.ts';

/** Secrets of GitHub, not those of the program. */
const SPEAKS =
  /\b(?:github|repository|repo|actions?|organi[sz]ation)\b[^.|]{0,40}\bsecrets?\b|\bsecrets?\b[^.|]{0,40}\b(?:in|to|on|of|from) (?:the |your )?(?:github|repository|repo|actions|settings)\b|\bgh secret (?:set|list|delete)\b|\bsettings\b.{1,8}\bsecrets\b/i;
const HEADS =
  /^\W*(?:\d\W+)?(?:required |github |repository |actions |ci |release )*secrets?(?:\s+(?:required|needed|and variables|setup|configuration))?\W*$/i;
const NAME = /(?<![\w$./{-])([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?![\w=(-])/g;
/** What GitHub, runners and shells give without a secret. */
const GIVEN = /^(?:GITHUB_|RUNNER_|ACTIONS_|INPUT_|CI_?$|GH_TOKEN$|HOME_|NODE_ENV$|RUST_|CARGO_TERM)/;

/** Secrets that a document tells the reader to set: something of the automation reads them. */
export function secretClaims(document: Document, repository: Repository): Claim[] {
  if (document.kind !== 'guide' || !repository.releases || !/secret/i.test(document.file.text)) return [];
  // What called workflows of others read is not known.
  const open = (): boolean =>
    repository.analysis.world.workflows.some((w) => w.jobs.some((j) => j.secrets === 'inherit' && j.uses?.is.kind === 'remote')) ||
    /tojson\(\s*secrets/.test(repository.automation());
  const claims: Claim[] = [];
  const said = new Set<string>();
  for (const [at, line] of document.lines.entries()) {
    if (!speaks(line, at, document) || isNotNow(line) || !isOfRelease(document, line)) continue;
    for (const m of line.text.matchAll(NAME)) {
      const name = m[1]!;
      if (
        GIVEN.test(name) ||
        /\b(?:no|not|never|without)\b/i.test(line.text.slice(Math.max(0, m.index - 40), m.index)) ||
        isPlaceholder(name.toLowerCase()) ||
        !isSecret(name, line) ||
        said.has(`${name} ${line.number}`)
      )
        continue;
      said.add(`${name} ${line.number}`);
      const claim = {
        kind: 'secret' as const,
        at: placeIn(document, line, m.index, m.index + name.length),
        about: name,
        text: `the secret ${name} is needed`,
      };
      if (repository.names(name)) claims.push({ ...claim, verdict: 'true', actual: 'the automation names it', impact: '' });
      else if (open() || repository.otherCi)
        claims.push({ ...claim, verdict: 'unknown', actual: 'what is called elsewhere may read it', impact: '' });
      else
        claims.push({
          ...claim,
          verdict: 'false',
          actual: `no workflow, action or script reads ${name}${nearest(name, repository)}`,
          impact: 'the secret is set for nothing, and the one that is read may be missing',
        });
    }
  }
  return claims;
}

/** The line speaks of GitHub's secrets; or it is an item, a row or a comment below a line that does, or of a table of secrets. */
function speaks(line: Line, at: number, document: Document): boolean {
  if (SPEAKS.test(line.text)) return true;
  if (line.kind === 'heading') return false;
  if (line.kind !== 'row' && /`[A-Z]\w+`[^.]{0,20}\bsecrets?\b|\bsecrets?\s+`[A-Z]/.test(line.text)) return true;
  for (let i = at - 1; i >= 0 && i >= at - 12; i--) {
    const above = document.lines[i]!;
    if (above.kind === 'heading') return HEADS.test(above.text) || SPEAKS.test(above.text);
    if (SPEAKS.test(above.text) || (above.kind === 'row' && HEADS.test(cellsOf(above.text)[0] ?? ''))) return true;
    if (line.kind !== 'code' && !/^\s*(?:[-*+#|]|\d+[.)])/.test(above.text)) return false;
  }
  return false;
}

/** Named as credentials are, or marked as code in a sentence about secrets. */
function isSecret(name: string, line: Line): boolean {
  return (
    /(?:TOKEN|KEY|SECRET|PASSWORD|PASSPHRASE|PAT|CREDENTIALS?|ROLE|ARN|USERNAME|API|CERT|AUTH|WEBHOOK)/.test(name) ||
    (/\bsecrets?\b/i.test(line.text) && line.text.includes(`\`${name}\``))
  );
}

/** A name that is read and looks like it. */
function nearest(name: string, { analysis }: Repository): string {
  const read = new Set<string>();
  for (const w of analysis.world.workflows) for (const m of w.file.text.matchAll(/secrets\.([A-Za-z_]\w*)/g)) read.add(m[1]!);
  const words = name.split('_').filter((w) => !['TOKEN', 'KEY', 'SECRET', 'THE'].includes(w));
  const like = [...read]
    .filter((r) => r !== 'GITHUB_TOKEN')
    .map((r) => ({ r, score: words.filter((w) => r.includes(w)).length }))
    .filter((x) => x.score > 0)
    .sort((a, b) => b.score - a.score || (a.r < b.r ? -1 : 1));
  return like.length === 0
    ? ''
    : `; ${like
        .slice(0, 2)
        .map((x) => x.r)
        .join(' and ')} ${like.length === 1 ? 'is' : 'are'} read`;
}
