import { type Analysis, type Effect, familyOf, type Run } from '../../../../chain/index.ts';
import { type Change, entryOf, type FileChange, get, type SourceNode } from '../../../../source/index.ts';
import type { LateFiles } from '../../../late-files.ts';
import type { Proposal, Refusal } from '../../types.ts';
import { rewriteExpressions } from '../expression-edits.ts';
import { pieceAt, replaced } from '../pieces.ts';
import { changed, together } from '../places.ts';
import { familiesInUse, patternOf } from '../tag-patterns.ts';
import { listOf, removeTrigger, setTriggerKey } from '../triggers.ts';
import { asDraft } from './as-draft.ts';
import { beforeLegs } from './before-legs.ts';
import { check } from './late-files.ts';
import { publishLast } from './publish-last.ts';

/** A workflow that a public release starts: the tag starts it, it makes the release as a draft, and publishes it at the end. */
export function* byTag({ upload }: LateFiles, run: Run, analysis: Analysis): Generator<Proposal | Refusal> {
  const { workflow } = run;
  const { text } = workflow.file;
  const uploads = run.effects.filter((e) => e.deed.kind === 'release' && e.deed.act !== 'delete' && e.happens !== false && e.elsewhere === undefined);
  const instead = 'Let a pushed tag start it, make the release as a draft, upload every file, and publish it at the end.';
  const reads = [...text.matchAll(/github\.event\.release\.(\w+)/g)].map((m) => m[1]!).filter((n) => n !== 'tag_name');
  if (reads.length > 0) {
    yield { refused: `it reads \`github.event.release.${reads[0]}\`, which only the event of a release has`, instead };
    return;
  }
  const made = draftsOf(uploads, analysis);
  const family = upload.tag === undefined ? undefined : familyOf(upload.tag);
  const families = family === undefined ? familiesInUse(analysis) : [family];
  const pattern = patternOf(families[0] ?? 'v');
  const on = get(workflow.parsed.root, 'on');
  const push = entryOf(on, 'push');
  const always = push !== undefined && (push.value === null || push.value?.kind !== 'map');
  // The tag's own run publishes: in it the release's tag is that of the push.
  const asPushed: Run = { ...run, event: { ...run.event, refType: 'tag' } };
  const maker: Effect = { ...upload, tagExists: true };
  const last =
    made &&
    publishLast(
      asPushed,
      maker,
      uploads.filter((u) => u !== upload),
    );
  const first = needsMaker(uploads) ? beforeLegs(asPushed, maker, [...new Set(uploads.map((u) => u.job))]) : [];
  if (made === undefined || last === undefined || first === undefined) {
    yield { refused: `how ${upload.deed.tool} would make the release as a draft cannot be told from the workflow`, instead };
    return;
  }
  const tags = push?.value?.kind === 'map' && entryOf(push.value, 'tags') !== undefined;
  const triggers: Change[] = always || tags ? removeTrigger(workflow, 'release') : starts(workflow.parsed.root, pattern, workflow);
  const expressions = rewriteExpressions(workflow.parsed.root, [
    { is: /github\.event\.release\.tag_name/g, by: 'github.ref_name' },
    { is: /github\.event_name\s*==\s*'release'/g, by: "github.ref_type == 'tag'" },
    { is: /github\.event_name\s*!=\s*'release'/g, by: "github.ref_type != 'tag'" },
  ]);
  const touched = (c: Change): boolean => [...first, ...last].some((l) => l.op === 'set' && JSON.stringify(l.at) === JSON.stringify(c.at));
  yield {
    id: 'tag-first',
    title: `let a pushed tag start ${workflow.path}, which makes the release as a draft and publishes it at the end`,
    changes: together([changed(workflow.path, ...triggers, ...expressions.filter((c) => !touched(c)))], made, [
      changed(workflow.path, ...[...first, ...last].map((c) => ('value' in c ? { ...c, value: ofPush(c.value) } : c))),
    ]),
    tradeoffs: ['A release begins with `git push origin TAG` from then on, not in the browser; its text is written afterwards, or generated.'],
    setup: ['Tell those who make releases to push a tag, and to leave the release to the workflow.'],
    check,
  };
}

/** `on` with pushed tags in place of the release. */
function starts(root: SourceNode | null, pattern: string, workflow: Run['workflow']): Change[] {
  const on = get(root, 'on');
  const others = workflow.triggers.filter((t) => t.event !== 'release').length;
  if (others === 0) return [{ op: 'set', at: ['on'], value: `push:\n  tags: ${listOf([pattern])}` }];
  const set = setTriggerKey(workflow, 'push', 'tags', listOf([pattern]));
  return on?.kind === 'map' ? [...removeTrigger(workflow, 'release'), ...set] : set;
}

/** The uploads make a draft, or add to it: one that a job before made, or the step itself. */
function draftsOf(uploads: readonly Effect[], analysis: Analysis): FileChange[] | undefined {
  const [first] = uploads;
  if (first === undefined || uploads.some((u) => u.through.length > 0)) return undefined;
  const byAction = uploads.map((u) => asDraft(u, analysis));
  if (byAction.some((d) => d === undefined)) return undefined;
  const drafts = together(...byAction.map((d) => d!));
  if (needsMaker(uploads) || (first.deed.kind === 'release' && first.deed.act !== 'upload')) return drafts;
  // gh uploads to what is there.
  const piece = pieceAt(first.at, analysis);
  const found = piece && /\bgh\s+release\s+upload\s+("[^"\n]+"|'[^'\n]+'|[^\s\\]+)/.exec(piece.text);
  const begin = piece === undefined ? -1 : piece.whole.lastIndexOf('\n', piece.start - 1) + 1;
  if (!piece || !found || found[1]!.startsWith('-') || !/^[ \t]*$/.test(piece.whole.slice(begin, piece.start))) return undefined;
  const blank = piece.whole.slice(begin, piece.start);
  return [replaced(piece, 0, 0, `gh release create ${found[1]} --draft --verify-tag --generate-notes\n${blank}`), ...drafts];
}

/** Several jobs or legs upload: each would make a draft of its own, or find none. */
const needsMaker = (uploads: readonly Effect[]): boolean => uploads.some((u) => u.legs > 1) || new Set(uploads.map((u) => u.job)).size > 1;

/** What a new step or job asks, as the event of a pushed tag answers it. */
const ofPush = (text: string): string =>
  text
    .replaceAll('github.event.release.tag_name', 'github.ref_name')
    .replace(/github\.event_name\s*==\s*(''?)release\1/g, 'github.ref_type == $1tag$1')
    .replace(/github\.event_name\s*!=\s*(''?)release\1/g, 'github.ref_type != $1tag$1');
