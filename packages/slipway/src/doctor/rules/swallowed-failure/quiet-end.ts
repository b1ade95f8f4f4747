import type { Step } from '../../../actions/index.ts';
import type { Effect } from '../../../chain/index.ts';
import { type Location, scalarSpan } from '../../../source/index.ts';

/** A script that gives up before it delivers and ends well, and a later step that says it has. */
export interface QuietEnd {
  /** The words that are not true then. */
  readonly claim: Location;
  readonly words: string;
  readonly exit: Location;
}

const claims =
  /^.*\b(?:release|tag|package|deployment)\b[^\n]{0,30}\b(?:created|published|deployed|released|completed?)\b[^\n]{0,20}\bsuccess(?:fully)?\b.*$|^.*\b(?:successfully)\s+(?:released|published|deployed)\b.*$/im;

/**
 * A branch of the delivering script that warns and ends with `exit 0` before it comes to the delivery, where a later step under the same condition
 * writes into the summary that it was done. Undefined when the step tells others by an output.
 */
export function quietEnd({ step, job, at, workflow, deed }: Effect): QuietEnd | undefined {
  const run = step?.run;
  if (
    step === undefined ||
    run === undefined ||
    at.path !== workflow.path ||
    (deed.kind !== 'tag' && deed.kind !== 'release' && deed.kind !== 'package')
  )
    return undefined;
  if (run.text.includes('GITHUB_OUTPUT') || run.text.includes('GITHUB_ENV')) return undefined;
  const gaveUp =
    /^[ \t]*(?:echo|printf)[^\n]{0,300}(?:::warning|skip|already)[^\n]{0,300}\n(?:[ \t]*(?:echo|printf)[^\n]{0,300}\n){0,5}[ \t]*exit 0[ \t]*$/im.exec(
      run.text,
    );
  if (gaveUp === null) return undefined;
  const exit = run.file.locate(scalarSpan(run, gaveUp.index + gaveUp[0].lastIndexOf('exit 0'), gaveUp.index + gaveUp[0].length));
  if (exit.line >= at.line) return undefined;
  const later = job.steps.find((s) => s.index > step.index && s.if?.text === step.if?.text && isReport(s) && claims.test(s.run!.text));
  const found = later?.run && claims.exec(later.run.text);
  if (!later?.run || !found) return undefined;
  const words = found[0].trim().replace(/^#+\s*/, '');
  return { exit, words, claim: later.run.file.locate(scalarSpan(later.run, found.index + found[0].search(/\S/), found.index + found[0].length)) };
}

const isReport = (step: Step): boolean => step.run?.text.includes('GITHUB_STEP_SUMMARY') ?? false;
