import { type Analysis, type Consumer, type Name, type PublishedFile, promisesOf, shownName, VERSION, type Want } from '../../../chain/index.ts';
import type { Change, FileChange, Location } from '../../../source/index.ts';
import { consumerText } from '../../asked-files.ts';
import { rewriteName } from '../../fixes/parts/name-templates.ts';
import { linesOf, type Piece, pieceAt, replaced } from '../../fixes/parts/pieces.ts';
import { changed, together } from '../../fixes/parts/places.ts';
import { scalarsBelow } from '../../fixes/parts/scalars.ts';
import type { Proposal, Refusal } from '../../fixes/types.ts';
import { literally } from '../../patterns.ts';
import { meantFile } from './meant.ts';

/** A file that is asked for, and the one that is there for it. */
export interface Pair {
  readonly want: Want;
  readonly file: PublishedFile;
}

/** Both sides of a name: who asks asks for what is there, or what is there is called as it is asked for. The side with fewer changes comes first. */
export function* mendNames(wants: readonly Want[], consumer: Consumer, analysis: Analysis): Generator<Proposal | Refusal> {
  const promises = promisesOf(analysis);
  const isDocument = consumer.kind === 'document';
  const pairs = wants.flatMap((want): Pair[] => {
    const file = meantFile(want, promises, { anyTar: isDocument });
    return file === undefined ? [] : [{ want, file }];
  });
  const lost = wants.find((w) => !pairs.some((p) => p.want === w));
  if (lost !== undefined || pairs.length === 0) {
    yield {
      refused: `no file of the release is known to be what ${consumerText(consumer)} means by \`${shownName((lost ?? wants[0]!).names[0]!)}\``,
      instead: 'Give the two sides one name.',
    };
    return;
  }
  const asks = asked(pairs, isDocument, analysis);
  const makes = made(pairs, analysis);
  const sides = [
    asks && {
      places: asks.length,
      proposal: {
        id: 'asked-name',
        title: `let ${consumerText(consumer)} ask for \`${shownName(pairs[0]!.file.name)}\`, as it is uploaded`,
        changes: together(asks),
        tradeoffs: isDocument ? [] : ['Copies of the script that people have already ask for the old name.'],
        check: 'After the next release, the address that it asks for answers with the file: `curl -fsIL <address>`.',
      },
    },
    makes && {
      places: makes.length,
      proposal: {
        id: 'made-name',
        title: `upload the file as \`${shownName(pairs[0]!.want.names[0]!)}\`, as it is asked for`,
        changes: together(makes),
        tradeoffs: [`Whoever asks for \`${shownName(pairs[0]!.file.name)}\` finds it under the new name from the next release on.`],
        check: 'The page of the next release lists the file under the name that is asked for.',
      },
    },
  ].filter((s) => s !== undefined);
  if (sides.length === 0) yield { refused: 'the names are put together in a way that is not followed', instead: 'Give the two sides one name.' };
  for (const { proposal } of sides.sort((a, b) => a.places - b.places)) yield proposal;
}

/** The lines that ask, with the names that are there; undefined when one of them cannot be written so. */
function asked(pairs: readonly Pair[], isDocument: boolean, analysis: Analysis): FileChange[] | undefined {
  const out: FileChange[] = [];
  for (const group of byLine(pairs, ({ want }) => want.at)) {
    const names = group.map(({ want, file }) => [want.names[0]!, file.name] as const);
    const { want } = group[0]!;
    const done =
      [want.at, ...(want.urlAt ? [want.urlAt] : [])]
        .map((at) => rewritten(at, names, versionIn(want, analysis), analysis))
        .find((change) => change !== undefined) ?? undefined;
    if (done === undefined) return undefined;
    out.push(...done);
    if (isDocument) out.push(...unpacked(group[0]!, analysis));
  }
  return out;
}

/** The lines that name the files, with the names that are asked for. */
function made(pairs: readonly Pair[], analysis: Analysis): FileChange[] | undefined {
  const out: FileChange[] = [];
  for (const group of byLine(pairs, ({ file }) => file.asset.at)) {
    const names = group.map(({ want, file }) => [file.name, want.names[0]!] as const);
    const done = everywhere(group[0]!.file.asset.at, names, analysis);
    if (done === undefined) return undefined;
    out.push(...done);
  }
  return out;
}

/** A name as it is made, and wherever the same file writes it in the same way: what uploads it has to know it. */
function everywhere(at: Location, pairs: readonly (readonly [Name, Name])[], analysis: Analysis): FileChange[] | undefined {
  const piece = pieceAt(at, analysis);
  const line = piece && linesOf(piece);
  const found = line && rewriteName(line.text, pairs);
  if (line === undefined || found === undefined || found.text === found.before) return undefined;
  const word = new RegExp(`(?<![\\w.-])${literally(found.before)}(?![\\w-])`, 'g');
  const root = analysis.world.workflow(at.path)?.parsed.root;
  if (!root) return [replaced(line, found.start, found.end, found.text)];
  const changes = [...scalarsBelow(root)].flatMap(({ at: way, node }): Change[] =>
    [...node.text.matchAll(word)].map((m) => ({ op: 'splice', at: way, start: m.index, end: m.index + found.before.length, text: found.text })),
  );
  return changes.length === 0 ? undefined : [changed(at.path, ...changes)];
}

function byLine(pairs: readonly Pair[], place: (pair: Pair) => Location): Pair[][] {
  const lines = new Map<string, Pair[]>();
  for (const pair of pairs) {
    const at = place(pair);
    const key = `${at.path}:${at.line}`;
    const known = lines.get(key) ?? [];
    lines.set(key, known);
    if (!known.some((k) => k.want.names[0] === pair.want.names[0])) known.push(pair);
  }
  return [...lines.values()];
}

/** A line in which a name is written so that it gives others. */
export function rewritten(
  at: Location,
  pairs: readonly (readonly [Name, Name])[],
  extra: ReadonlyMap<string, string>,
  analysis: Analysis,
): FileChange[] | undefined {
  const piece = pieceAt(at, analysis);
  const line = piece && linesOf(piece);
  const found = line && rewriteName(line.text, pairs, extra);
  if (line === undefined || found === undefined) return undefined;
  const { start, end, text } = found;
  const before = line.text.slice(start, end);
  if (text === before) return undefined;
  return [requoted(line, start, end, text, text.includes('$') && !before.includes('$'))];
}

/** A text that holds variables now, in the quotes in which variables count. */
function requoted(line: Piece, start: number, end: number, text: string, hasVariable: boolean): FileChange {
  const quote = line.text[start - 1];
  const wanted = /\.[cm]?[jt]sx?$/.test(line.path) ? '`' : '"';
  if (!hasVariable || (quote !== "'" && quote !== '"') || line.text[end] !== quote || quote === wanted) return replaced(line, start, end, text);
  return replaced(line, start - 1, end + 1, `${wanted}${text}${wanted}`);
}

/** How the version is written where a request has it in its address: `v${VERSION}/` says that `${VERSION}` is it. */
function versionIn(want: Want, analysis: Analysis): ReadonlyMap<string, string> {
  const piece = pieceAt(want.urlAt ?? want.at, analysis);
  const line = piece ? linesOf(piece).text : '';
  const tag = /releases\/download\/([^/"'`\s]+)\//.exec(line)?.[1];
  if (tag === undefined || want.tag === 'latest') return new Map();
  const [, prefix = '', variable = ''] = /^([\w.-]*?)(\$\{?[\w.]+\}?|\$\{\{.*?\}\}|#\{\w+\}|\{\w+\}|\$\([\w.]+\))$/.exec(tag) ?? [];
  if (variable === '') return new Map();
  const before = want.tag.slice(0, Math.max(0, want.tag.indexOf(VERSION)));
  if (prefix === before) return new Map([[VERSION, safe(variable)]]);
  const shell = /^\$\{?(\w+)\}?$/.exec(variable)?.[1];
  return prefix === '' && before === 'v' && shell !== undefined && /\.(?:sh|bash|ya?ml)$/.test(want.at.path)
    ? new Map([[VERSION, `\${${shell}#v}`]])
    : new Map();
}

/** A shell's variable in braces: what follows it might be read as a part of its name. */
const safe = (variable: string): string => variable.replace(/^\$(\w+)$/, '${$1}');

/** Commands of a document that unpack what is packed otherwise now. */
function unpacked({ want, file }: Pair, analysis: Analysis): FileChange[] {
  const ending = (name: string): string => /\.(tar\.\w+|tgz|txz)$/.exec(name)?.[1] ?? '';
  const [from, to] = [ending(shownName(want.names[0]!)), ending(shownName(file.name))];
  if (from === to || from === '') return [];
  const letter = to.endsWith('xz') ? 'J' : to.endsWith('bz2') ? 'j' : to.endsWith('gz') ? 'z' : undefined;
  const piece = pieceAt(want.at, analysis);
  if (piece === undefined || letter === undefined || piece.node !== undefined) return [];
  const stop = piece.whole.indexOf('```', piece.start);
  const rest = piece.whole.slice(piece.start, stop < 0 ? piece.start + 400 : stop);
  const found = /\btar\s+-?[a-zA-Z]*([zJj])[a-zA-Z]*/.exec(rest);
  if (found === null) return [];
  const at = piece.start + found.index + found[0].lastIndexOf(found[1]!);
  return [{ op: 'text', path: piece.path, start: at, end: at + 1, text: letter }];
}
