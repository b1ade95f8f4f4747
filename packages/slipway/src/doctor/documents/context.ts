import type { Location } from '../../source/index.ts';
import type { Document, Line } from './types.ts';

/** What speaks of another moment than now, of something that is not there on purpose, or of an example. */
const NOT_NOW =
  /\b(?:no longer|not yet|previously|formerly|used to|in the past|removed|deleted|dropped|deprecated|obsolete|legacy|renamed|replaced|superseded|moved to|was called|were called|instead of|rather than|never existed|does not exist|doesn't exist|don't exist|there is no|there's no|we have no|missing|will be|would be|would have|to be (?:added|created|written)|should be (?:added|created)|planned|future|todo|fixme|proposed|proposal|consider|could be|might|if you (?:want|need|prefer)|optional(?:ly)?|for example|e\.g\.|for instance|such as|example|sample|hypothetical|before:|after:|old\b|disabled|not functional|not working|commented out)|❌|✗|🚫|⏳|~~/i;
/** What tells readers to make something of their own. */
const YOURS =
  /\b(?:your (?:own |project|repo|workflow|ci\b|pipeline|github|action|branch)|in your\b|to your\b|add (?:the following|this|a|an)\b|create (?:a |an |the |this |new )|copy (?:this|the)|paste|place (?:this|the)|save (?:this|the)|following (?:workflow|content|file|yaml|configuration|snippet)|like (?:this|so)\b|template|scaffold|boilerplate|generates? (?:a|the)|downstream|consumers?|users of)\b/i;

/** The reader is to see first whether something is there. */
const IF = /\b(?:if|when|once|unless|assuming)\b[^.]{0,60}\b(?:enabled|available|configured|exists?|supported|added|set up|present)\b/i;

const RELEASE =
  /releas|publish|deploy|\btags?\b|tagg(?:ed|ing)|versioning|\bversion bump|changelog|hotfix|rollback|\bship(?:ping|s)?\b|distribut|\bcut\b|promot|crates\.io|pypi|ghcr|homebrew/i;

const notNow = new WeakMap<Line, boolean>();

/** The line, or one of its headings, says that it tells of the past, of a plan, or of something that is missing. */
export function isNotNow(line: Line): boolean {
  let answer = notNow.get(line);
  if (answer === undefined) {
    answer = tellsOfOtherTimes(line);
    notNow.set(line, answer);
  }
  return answer;
}

function tellsOfOtherTimes(line: Line): boolean {
  return (
    NOT_NOW.test(line.text) ||
    line.headings.some((h) =>
      /\b(?:future|planned|roadmap|todo|proposals?|ideas?|next steps|recommend|history|histor|previous|old|legacy|deprecated|alternatives?|migration|changelog|removed|example|not implemented|improvements?|opportunit)/i.test(
        h,
      ),
    )
  );
}

/** What stands beside a command makes it one for another moment: `if workflow_dispatch is enabled`. */
export function isConditional(document: Document, line: Line, said: string): boolean {
  const at = document.lines.indexOf(line);
  const above = document.lines.slice(Math.max(0, at - 3), at).filter((l) => l.kind !== 'code' || l.text.trim().startsWith('#'));
  return IF.test(said) || above.some((l) => IF.test(l.text));
}

/** The line, or one of the two lines above it, tells readers what to write in a repository of theirs. */
export function isForUsers(document: Document, at: number): boolean {
  for (let i = at; i >= 0 && i >= at - 2; i--) if (isYours(document.lines[i]!)) return true;
  return document.lines[at]!.headings.some((h) =>
    /\b(?:usage|examples?|getting started|quick start|in your|templates?|recipes?|for users)\b/i.test(h),
  );
}

const yours = new WeakMap<Line, boolean>();

function isYours(line: Line): boolean {
  let answer = yours.get(line);
  if (answer === undefined) {
    answer = YOURS.test(line.text);
    yours.set(line, answer);
  }
  return answer;
}

/** The line stands where a release, or what leads to it, is spoken of. */
export function isOfRelease(document: Document, line: Line): boolean {
  return RELEASE.test(document.path) || RELEASE.test(line.text) || line.headings.some((h) => RELEASE.test(h));
}

/** The document, or the section, is about a release: a word of it in the line is not enough. */
export function isInReleaseSection(document: Document, line: Line): boolean {
  return (
    /releas|publish|deploy|hotfix|rollback/i.test(document.path) ||
    line.headings.some((h) => /releas|publish|deploy|hotfix|rollback|\btag|version/i.test(h))
  );
}

/** Place of some characters of a line. */
export function placeIn(document: Document, line: Line, start: number, end: number): Location {
  return { path: document.path, line: line.number, column: start + 1, endLine: line.number, endColumn: end + 1 };
}

/** Place of a line without the blanks around it. */
export function placeOf(document: Document, line: Line): Location {
  return placeIn(document, line, line.text.length - line.text.trimStart().length, line.text.trimEnd().length);
}

/** A line without Markdown's marks, at most so long, for a table or a message. */
export function plain(text: string, most = 110): string {
  const bare = text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\*\*|__|^[\s>#|*+-]+|^\s*\d+[.)]\s+|\[[ xX]\]\s|\|\s*$/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return bare.length > most ? `${bare.slice(0, most - 1)}…` : bare;
}
