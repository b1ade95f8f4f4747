import { type Analysis, shownName } from '../../../chain/index.ts';
import type { FileChange } from '../../../source/index.ts';
import { machineText } from '../../asked-files.ts';
import { forProcessor } from '../../fixes/parts/machine-words.ts';
import { legFor } from '../../fixes/parts/matrix-legs.ts';
import { linesOf, type Piece, pieceAt } from '../../fixes/parts/pieces.ts';
import { changed, together } from '../../fixes/parts/places.ts';
import type { Proposal, Refusal } from '../../fixes/types.ts';
import type { PlatformSubject } from './subject.ts';

/** The machine gets its own program, which is built when there is none yet; or it is told that there is none. */
export function* mendMachine(subject: Extract<PlatformSubject, { kind: 'machine' }>, analysis: Analysis): Generator<Proposal | Refusal> {
  const { want, platform, given, built } = subject;
  const piece = pieceAt(want.at, analysis);
  const line = piece && linesOf(piece);
  if (line === undefined || !/\.(?:sh|bash)$|^[^.]*$/.test(want.at.path) || platform.arch === undefined) {
    yield {
      refused: 'where the script chooses the file cannot be edited safely',
      instead: `Let it ask for a program for ${machineText(platform)}, or end with an error there.`,
    };
    return;
  }
  const machine = machineText(platform);
  const from = given?.asset.platform?.arch ?? 'amd64';
  const asks = isMachine(line, platform.arch);
  const own =
    built === undefined ? forProcessor(line.text, from, platform.arch) : ownName(line.text, given && shownName(given.name), shownName(built.name));
  const check = `On ${machine}, the script installs a program that starts: \`file\` names ${platform.arch} for it.`;
  const leg = built === undefined && given ? legFor(given.asset, { os: 'linux', arch: from }, platform, analysis) : undefined;
  const branch = own === undefined || own === line.text ? undefined : chosen(line, asks, own);
  if (branch && (built !== undefined || leg !== undefined))
    yield {
      id: built === undefined ? 'build' : 'own-program',
      title:
        built === undefined
          ? `build for ${machine} too, and let \`${want.at.path}\` ask for it`
          : `let \`${want.at.path}\` ask for \`${shownName(built.name)}\` on ${machine}`,
      changes: together(leg ? [changed(leg.job.node.file.path, ...leg.changes)] : [], [branch]),
      tradeoffs: leg
        ? ['One job more in each release.', 'Until the next release, the script asks for a file that the last release does not have.']
        : [],
      check,
    };
  yield {
    id: 'say-so',
    title: `let \`${want.at.path}\` end with an error on ${machine}`,
    changes: [refused(line, asks, machine)],
    tradeoffs: [`People on ${machine} have to build from source.`],
    check: `On ${machine}, the script ends with a sentence that says so.`,
  };
}

/** A condition of the script's own that holds on the machine, or one that asks the system. */
function isMachine({ whole }: Piece, arch: string): string {
  const names = arch === 'arm64' ? 'arm64|aarch64' : arch === '386' ? 'i[36]86|386' : arch;
  const known = new RegExp(`\\[\\[?\\s+"?\\$\\{?\\w*(?:arch|cpu|machine)\\w*\\}?"?\\s+==?\\s+["']?(?:${names})["']?\\s+\\]\\]?`, 'i').exec(whole);
  if (known) return known[0];
  const word = arch === 'arm64' ? 'aarch64' : arch === '386' ? 'i686' : `${arch}l`;
  return `[ "$(uname -m)" = ${word} ]`;
}

const indent = (text: string): string => /^\s*/.exec(text)![0];

function chosen(line: Piece, condition: string, own: string): FileChange {
  const blank = indent(line.text);
  const step = blank.includes('\t') ? '\t' : blank.length % 4 === 0 ? '    ' : '  ';
  const text = `${blank}if ${condition}; then\n${step}${own}\n${blank}else\n${step}${line.text}\n${blank}fi`;
  return { op: 'text', path: line.path, start: line.start, end: line.end, text };
}

function refused(line: Piece, condition: string, machine: string): FileChange {
  const blank = indent(line.text);
  const step = blank.includes('\t') ? '\t' : blank.length % 4 === 0 ? '    ' : '  ';
  const text = `${blank}if ${condition}; then\n${blank}${step}echo "There is no program for ${machine}." >&2\n${blank}${step}exit 1\n${blank}fi\n`;
  return { op: 'text', path: line.path, start: line.start, end: line.start, text };
}

/** The line with the file that is there for the machine. */
function ownName(line: string, given: string | undefined, built: string): string | undefined {
  if (given !== undefined && line.includes(given)) return line.replace(given, built);
  return undefined;
}
