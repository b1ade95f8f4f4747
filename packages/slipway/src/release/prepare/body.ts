import { cut, ownTextIn, uncalled } from '../../doctor/formats/index.ts';
import { fingerprintOf, fingerprints, lineTest, writtenLines } from './fingerprints.ts';
import { closing, opening } from './sections.ts';
import { type NotesState, type ReleaseState, readState, releaseKey, writeState } from './state.ts';
import type { RequestQuestion } from './types.ts';

/** GitHub refuses a longer text of a pull request. */
const MAX_BODY = 65_536;
const MARKS = { begin: '<!-- slipway-release -->', end: '<!-- end of slipway-release -->' };
const END_OF_NOTES = '<!-- end of slipway-notes -->';
const beginOfNotes = (name: string): string => `<!-- slipway-notes: ${encodeURIComponent(name).replaceAll('-', '%2D')} -->`;

/** What stands in the text of a release pull request that was made before. */
export interface ReadBody {
  readonly state: ReleaseState;
  /** Notes as the text shows them, by component. */
  readonly notes: ReadonlyMap<string, string>;
  /** Lines between Slipway's marks, outside of notes, that somebody else wrote. */
  readonly foreign: readonly string[];
}

/** @returns undefined when the text is none of Slipway's */
export function readBody(text: string): ReadBody | undefined {
  const own = ownTextIn(text, MARKS)?.own;
  const state = own === undefined ? undefined : readState(own);
  if (own === undefined || state === undefined) return undefined;
  const notes = new Map<string, string>();
  let rest = own;
  for (const name of Object.keys(state.components)) {
    const found = ownTextIn(rest, { begin: beginOfNotes(name), end: END_OF_NOTES });
    if (found === undefined) continue;
    notes.set(name, writtenLines(found.own).join('\n').trim());
    rest = found.before + found.after;
  }
  const isOurs = lineTest(state.rest) ?? (() => true);
  const foreign = writtenLines(rest).filter((line) => line !== '' && !line.startsWith('<!-- {') && !isOurs(line));
  return { state, notes, foreign };
}

/** Whether people changed notes in the text itself since Slipway wrote it. */
export function isEditedIn({ state, notes }: ReadBody, name: string): boolean {
  const known = state.components[name];
  const shown = notes.get(name);
  return known !== undefined && shown !== undefined && known.cut === undefined && fingerprintOf(shown) !== known.written;
}

/**
 * The text of a release pull request: Slipway's between two marks, with what people wrote around it; what they wrote in between, outside of notes,
 * stands behind it from now on.
 *
 * @param there the text that it has now; '' for a new one
 */
export function bodyOf(question: RequestQuestion, there = ''): string {
  const around = ownTextIn(there, MARKS);
  const foreign = around === undefined ? [] : (readBody(there)?.foreign ?? []);
  const before = around?.before ?? (there.trim() === '' ? '' : `${there.trimEnd()}\n\n`);
  const after = `${around?.after ?? ''}${foreign.length === 0 ? '' : `\n\n${foreign.join('\n')}\n`}`;
  const room = MAX_BODY - before.length - after.length - MARKS.begin.length - MARKS.end.length - 4;
  return `${before}${MARKS.begin}\n${ownPart(question, Math.max(room, 0))}\n${MARKS.end}${after}`;
}

/** Notes give way first, each in proportion; what is left of the rest is cut at its end. */
function ownPart(question: RequestQuestion, room: number): string {
  const head = uncalled(opening(question));
  const tail = uncalled(closing(question));
  const frames = question.plan.components.map(({ name, to }) => frameOf(name, to, question.plan.components.length === 1));
  const fixed = [head, tail, ...frames.map(({ begin, end }) => begin + end)].join('\n\n');
  const rest = fingerprints(fixed);
  const whole = question.plan.components.map(({ name, notes }) => unmarked(uncalled(question.notes.get(name) ?? notes)).trim());
  const detail = DETAILS.find((one) => writeState(stateOf(question, whole, whole, rest, one)).length <= room / 3) ?? 'none';
  const state = (shown: readonly string[]): string => writeState(stateOf(question, whole, shown, rest, detail));
  const space = room - fixed.length - state(whole).length - 4 * frames.length - 60;
  const total = whole.reduce((sum, text) => sum + text.length, 0);
  const shown = total <= space ? whole : whole.map((text) => cut(text, Math.max(0, Math.floor((text.length / total) * space) - 40)).trim());
  const notes = shown.map((text, at) => `${frames[at]!.begin}\n${text}\n${frames[at]!.end}`);
  const written = [state(shown), head, ...notes, tail].join('\n\n');
  return written.length <= room ? written : cut(written, room).trim();
}

/** Notes may tell of Slipway's own marks, between backticks say, and then must not end anything. */
const unmarked = (notes: string): string => notes.replace(/<!--(?= (?:end of )?slipway-)/g, '<!-&#8203;-');

/** How much is remembered of what was written: each line, each text, or, of very many components, nothing. */
const DETAILS = ['lines', 'texts', 'none'] as const;
type Detail = (typeof DETAILS)[number];

function frameOf(name: string, version: string, only: boolean): { readonly begin: string; readonly end: string } {
  const title = only ? `Notes of ${version}` : `Notes of ${name} ${version}`;
  return { begin: `## ${title}\n\n${beginOfNotes(name)}`, end: END_OF_NOTES };
}

function stateOf({ plan, planned }: RequestQuestion, whole: readonly string[], shown: readonly string[], rest: string, detail: Detail): ReleaseState {
  const components: Record<string, NotesState> = {};
  for (const [at, { name, to, notes }] of detail === 'none' ? [] : plan.components.entries()) {
    const made = planned.get(name) ?? notes;
    components[name] = {
      version: to,
      made: detail === 'lines' ? fingerprints(made) : `=${fingerprintOf(made)}`,
      written: fingerprintOf(whole[at]!),
      ...(shown[at] === whole[at] ? {} : { cut: true as const }),
    };
  }
  const own = detail === 'lines' ? rest : `=${fingerprintOf(rest)}`;
  return { plan: plan.digest, release: releaseKey(plan), labels: plan.pullRequest.labels, components, rest: own };
}
