import { mergeNotes } from '../notes/index.ts';
import { type Fingerprints, isSame, lineTest, lineTestOf, plainLine, writtenLines } from './fingerprints.ts';

/**
 * Notes that people edited, with what was planned since: their lines stay, lines that they took out do not come back, what is new is added under its
 * heading, and what is no longer so goes unless they rewrote it.
 *
 * @param made what is remembered of the notes that were planned when theirs were written
 * @param theirs as they stand now
 * @param planned as they would be now if nobody had edited them
 * @returns `planned` itself where nobody changed anything
 */
export function keptNotes(made: Fingerprints, theirs: string, planned: string): string {
  if (isSame(theirs, made)) return planned;
  const written = asPlanned(theirs, planned);
  if (isSame(planned, made)) return written;
  const wasThere = lineTest(made);
  if (wasThere === undefined) return mergeNotes(written, planned);
  const isPlanned = lineTestOf(planned);
  const still = written.split('\n').filter((line) => line === '' || !wasThere(line) || isPlanned(line));
  const fresh = planned.split('\n').filter((line) => line === '' || HEADING.test(line) || !wasThere(line));
  return mergeNotes(tidy(still), tidy(fresh));
}

const HEADING = /^#{1,6}[ \t]/;

/** Lines were taken out: what stood between them is one blank line. */
function tidy(lines: readonly string[]): string {
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Lines that differ from planned ones only in what nobody sees are those. */
function asPlanned(theirs: string, planned: string): string {
  const known = new Map(planned.split('\n').map((line) => [plainLine(line), line]));
  return writtenLines(theirs)
    .map((line) => known.get(plainLine(line)) ?? line)
    .join('\n')
    .trim();
}
