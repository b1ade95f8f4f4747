import type { Tree } from '../../../remotes/types.ts';
import type { Platform } from '../../../tools/files/types.ts';
import { isAside } from '../../../tools/index.ts';
import { verifies, withTag } from './installers.ts';
import { expressionEnd } from './javascript-text.ts';
import { JavaScriptValues } from './javascript-values.ts';
import { Lines } from './lines.ts';
import type { Piece, UrlPieces } from './pieces.ts';
import { powershellUrls } from './powershell.ts';
import { assetUrl } from './release-url.ts';
import type { Consumer, Want } from './types.ts';

const javascript =
  /^(?:[^/]+\/){0,4}(?:[\w.-]*[-_.])?(?:post|pre)?(?:install|download|binary|platform|release|setup|update|launcher|prebuild)(?:er|s)?(?:[-_.A-Z][\w.-]*)?\.(?:[cm]?js|[cm]?ts)$|^(?:npm|bin|scripts)\/[\w.-]+\.[cm]?[jt]s$/;
const powershell = /(?:^|\/)[\w.-]*(?:install|setup|get|download|update|tools)[\w.-]*\.ps1$/i;
/** Scripts that were generated, that test, or that are of a web site. */
const made = /(?:^|\/)(?:dist|build|\.yarn|\.github|docs?|website)\/|\.(?:test|spec)\.\w+$|\.d\.ts$/i;
const mostRead = 40;
const longest = 80_000;

/** Scripts in JavaScript and PowerShell that download what this repository, or one of the same name, releases. */
export function downloaders(tree: Tree, slug: string): Consumer[] {
  const out: Consumer[] = [];
  const paths = tree
    .list()
    .filter((path) => (powershell.test(path) || (javascript.test(path) && !made.test(path))) && !isAside(path))
    .slice(0, mostRead);
  tree.prefetch?.(paths);
  for (const path of paths) {
    const isPowershell = powershell.test(path);
    const text = tree.read(path);
    if (text === undefined || text.length > longest || !/github\.com/.test(text) || !text.includes('/releases/')) continue;
    const pieces = piecesOf(text, isPowershell);
    out.push(...consumersOfPieces(path, text, slug, pieces, isPowershell));
  }
  return out;
}

function piecesOf(text: string, isPowershell: boolean): UrlPieces[] {
  try {
    return isPowershell ? powershellUrls(text) : javascriptUrls(text);
  } catch {
    // Brackets that are nested deeper than the stack: no one writes that, and nothing is known of it.
    return [];
  }
}

function javascriptUrls(text: string): UrlPieces[] {
  const values = new JavaScriptValues(text);
  const bases = [
    ...text.matchAll(
      /(?:const|let|var)\s+([A-Za-z_$][\w$]*)\s*(?::[^=\n]+)?=\s*[`'"][^`'"\n]*\/releases(?:\/latest)?(?:\/download)?(?:\/[^`'"\n]*)?[`'"]/g,
    ),
  ].map((m) => m[1]!);
  const out: UrlPieces[] = [];
  const seek = new RegExp(
    `[\`'"][^\`'"\\n]*(?:/releases/(?:latest/)?download/${bases.map((b) => `|\\$\\{${b.replaceAll('$', '\\$')}\\}/`).join('')})`,
    'g',
  );
  for (const m of text.matchAll(seek)) {
    const before = text.slice(text.lastIndexOf('\n', m.index) + 1, m.index);
    if (/^\s*(?:\/\/|\*)/.test(before) || /console\.\w+\($|\blog\w*\($|Error\($/.test(before.trimEnd())) continue;
    out.push({ start: m.index, pieces: values.value(text.slice(m.index, expressionEnd(text, m.index)), m.index) });
    if (out.length === 12) break;
  }
  return out;
}

function consumersOfPieces(path: string, text: string, slug: string, urls: readonly UrlPieces[], isPowershell: boolean): Consumer[] {
  const lines = new Lines(path, text);
  const groups = new Map<string, { repository: string; wants: Want[] }>();
  const name = slug.slice(slug.indexOf('/') + 1).toLowerCase();
  for (const { start, pieces } of urls) {
    const open = new Map<string, Want>();
    for (const piece of pieces) {
      const url = assetUrl(piece.text);
      if (url === undefined || !url.repository.toLowerCase().endsWith(`/${name}`)) continue;
      const key = url.repository.toLowerCase();
      const group = groups.get(key) ?? { repository: url.repository, wants: [] };
      groups.set(key, group);
      const platform = platformOf(piece, isPowershell);
      const urlAt = lines.at(start);
      const named = withTag(url.name, url.tag);
      const at = piece.at !== undefined && named.length > 0 ? lines.at(nameOffset(text, piece.at, named) ?? start) : urlAt;
      const want: Want = { names: [named], at, urlAt, tag: url.tag, optional: false, ...(platform === undefined ? {} : { platform }) };
      if (platform !== undefined && !isPowershell) group.wants.push(want);
      else {
        // Which of several names it is hangs on something that is not known: any of them does.
        const known = open.get(key);
        if (known === undefined) open.set(key, want);
        else if (!known.names.includes(named)) open.set(key, { ...known, names: [...known.names, named] });
      }
    }
    for (const [key, want] of open) groups.get(key)!.wants.push(want);
  }
  return [...groups.values()].map(
    ({ repository, wants }): Consumer => ({
      kind: isPowershell ? 'installer' : 'package',
      at: wants[0]!.urlAt ?? wants[0]!.at,
      repository,
      wants,
      selections: [],
      verifies: verifies(text),
      machines: wants.flatMap((w) => (w.platform === undefined ? [] : [w.platform])),
      fallback: /cargo install|go install|cargo build|build from source/i.test(text),
    }),
  );
}

/** The literal of a name, when the piece that was found first is one of the address and not of the name. */
function nameOffset(text: string, at: number, name: string): number | undefined {
  const literal = name.split(/[\ue000-\ue005]/).sort((a, b) => b.length - a.length)[0]!;
  if (text.startsWith(literal.slice(0, 8), at + 1)) return at;
  const found = literal.length < 6 ? -1 : text.indexOf(literal);
  return found < 0 ? undefined : found;
}

function platformOf(piece: Piece, isPowershell: boolean): Platform | undefined {
  if (isPowershell) return { os: 'windows' };
  return piece.os === undefined || piece.arch === undefined ? undefined : { os: piece.os, arch: piece.arch };
}
