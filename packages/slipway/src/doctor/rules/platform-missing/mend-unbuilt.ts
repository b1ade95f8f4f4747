import { type Analysis, shownName } from '../../../chain/index.ts';
import type { FileChange } from '../../../source/index.ts';
import { platformOf } from '../../../tools/index.ts';
import { consumerText, machineText } from '../../asked-files.ts';
import { legFor } from '../../fixes/parts/matrix-legs.ts';
import { changed } from '../../fixes/parts/places.ts';
import type { Proposal, Refusal } from '../../fixes/types.ts';
import type { PlatformSubject } from './subject.ts';
import { withTarget } from './tool-targets.ts';

/** The platform is built as its siblings are: the leg that is commented out, a leg like theirs, or a target of the tool that builds. */
export function* mendUnbuilt(subject: Extract<PlatformSubject, { kind: 'unbuilt' }>, analysis: Analysis): Generator<Proposal | Refusal> {
  const { wants, consumer, sibling, leg } = subject;
  const [want] = wants;
  const wanted = want && (want.platform ?? platformOf(shownName(want.names[0]!)));
  const name = want === undefined ? '' : shownName(want.names[0]!);
  const check = `The page of the next release lists \`${name}\`.`;
  const tradeoffs = ['One build more in each release.', 'The file is there from the next release on.'];
  let offered = false;
  if (leg !== undefined) {
    const change = uncommented(leg, analysis);
    if (change.length > 0) {
      offered = true;
      yield {
        id: 'leg',
        title: `build for ${machineText(wanted)} again`,
        changes: change,
        tradeoffs: ['Whatever it was taken out for may still be there.'],
        check,
      };
    }
  }
  const from = sibling.asset.platform ?? platformOf(shownName(sibling.name));
  if (wanted !== undefined && from?.os === wanted.os && from !== undefined) {
    const made = legFor(sibling.asset, from, wanted, analysis);
    if (made) {
      offered = true;
      yield {
        id: 'new-leg',
        title: `build for ${machineText(wanted)} too`,
        changes: [changed(made.job.node.file.path, ...made.changes)],
        tradeoffs,
        check,
      };
    }
  }
  const target = wanted && withTarget(sibling.asset.at.path, wanted, analysis);
  if (target) {
    offered = true;
    yield { id: 'target', title: `build for ${machineText(wanted)} too, in \`${target.path}\``, changes: [target.change], tradeoffs, check };
  }
  if (!offered)
    yield {
      refused: `how ${machineText(wanted) === '' ? 'it' : `a build for ${machineText(wanted)}`} would be made here cannot be told from its siblings`,
      instead: `Build and upload \`${name}\`, or let ${consumerText(consumer)} not promise it.`,
    };
}

/** The lines of an item that is commented out, without their `#`. */
function uncommented(leg: { readonly path: string; readonly line: number }, { world }: Analysis): FileChange[] {
  const file = world.workflow(leg.path)?.file;
  if (file === undefined) return [];
  const lineOf = (n: number): string => file.text.slice(file.lineStart(n), file.lineStart(n + 1)).replace(/\r?\n$/, '');
  const isComment = (n: number): boolean => n >= 1 && n <= file.lineCount && /^\s*#/.test(lineOf(n));
  const isItem = (n: number): boolean => /^\s*#\s*- [\w-]+:/.test(lineOf(n));
  let first = leg.line;
  while (!isItem(first) && isComment(first - 1)) first--;
  if (!isItem(first)) return [];
  let last = first;
  while (isComment(last + 1) && !isItem(last + 1) && /^\s*#\s+[\w-]+:/.test(lineOf(last + 1))) last++;
  const out: FileChange[] = [];
  for (let n = first; n <= last; n++) {
    const found = /^(\s*)# ?/.exec(lineOf(n))!;
    const start = file.lineStart(n) + found[1]!.length;
    out.push({ op: 'text', path: leg.path, start, end: start + found[0].length - found[1]!.length, text: '' });
  }
  return out;
}
