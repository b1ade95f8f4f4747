import type { Job, Step, Workflow } from '../../../actions/index.ts';
import type { Location } from '../../../source/index.ts';

/** Where a script takes the newest tag as a version, or as what to go back to. */
export interface Computed {
  readonly at: Location;
  /** As written. */
  readonly command: string;
  /** git's glob of the tags that it looks at; undefined: every tag. */
  readonly pattern: string | undefined;
  readonly purpose: 'version' | 'rollback';
  /** The greatest version is taken, not the youngest or nearest tag: a low one never is. */
  readonly greatest: boolean;
  readonly job: Job;
  readonly workflow: Workflow;
}

/** With both options in any order; what is excluded by a pattern of its own is meant to be. */
const DESCRIBE =
  /git describe\b(?=[^\n)`|]{0,160}--tags)(?=[^\n)`|]{0,160}--abbrev=0)(?![^\n)`|]{0,160}--(?:exclude|exact-match|contains))[^\n)`|]{0,200}/;
const MATCH = /--match[= ]['"]?([^\s'"]+)/;
const LIST = /git tag\b([^\n)`|]{0,160})\|(?:[^\n)`]{0,160}\|)?\s*(?:head|tail|sort)\b[^\n)`]{0,160}/;
/** Arithmetic on its parts, or a tool that raises it. */
const RAISES = /\$\(\(\s*[^\n]{0,160}\+\s*1|\bsemver\b[^\n]{0,160}(?:-i|--increment)|\bexpr\b[^\n]{0,160}\+ 1|\+=\s*1|\+\+|awk[^\n]{0,160}\+\s*1/;
const GOES_BACK = /roll[\s_-]?back|last[\s_-]known[\s_-]good/i;

/** Scripts of a workflow that take the newest of several tags, and do something with it that depends on which one it is. */
export function* computedIn(workflow: Workflow): Generator<Computed> {
  for (const job of workflow.jobs) {
    for (const step of job.steps) {
      const text = step.run?.text;
      if (text === undefined || !text.includes('git ')) continue;
      const hit = DESCRIBE.exec(text) ?? LIST.exec(text);
      if (hit === null) continue;
      const purpose = GOES_BACK.test(lineOf(text, hit.index)) ? 'rollback' : RAISES.test(text) ? 'version' : undefined;
      if (purpose === undefined) continue;
      // Something narrows the list down by other means.
      if (/\bgrep\b/.test(lineOf(text, hit.index))) continue;
      const pattern = hit[0].startsWith('git tag') ? listed(hit[1] ?? '') : MATCH.exec(hit[0])?.[1];
      if (pattern?.includes('$')) continue;
      const at = placeOf(hit[0].trim(), step);
      if (at !== undefined)
        yield {
          at,
          command: hit[0].trim(),
          pattern,
          purpose,
          greatest: !DESCRIBE.test(hit[0]) && !/(?:creator|tagger|committer)date/.test(hit[0]),
          job,
          workflow,
        };
    }
  }
}

/** The pattern among the words of `git tag -l`. */
const listed = (words: string): string | undefined => /(?:^|\s)['"]?([^\s'"-][^\s'"]*)['"]?/.exec(words.replace(/--?[\w-]+(?:=\S+)?/g, ' '))?.[1];

/** The line of a command: what its variable is for stands there. */
function lineOf(text: string, index: number): string {
  const start = text.lastIndexOf('\n', index) + 1;
  const end = text.indexOf('\n', index);
  return text.slice(start, end < 0 ? text.length : end);
}

function placeOf(command: string, { run }: Step): Location | undefined {
  if (run === undefined) return undefined;
  const start = run.file.text.indexOf(command, run.span.start);
  return start < 0 || start >= run.span.end ? undefined : run.file.locate({ start, end: start + command.length });
}
