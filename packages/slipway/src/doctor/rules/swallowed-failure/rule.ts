import type { Step } from '../../../actions/index.ts';
import type { Analysis, Effect, JobRun, Run, World } from '../../../chain/index.ts';
import { targetsOf } from '../../../chain/index.ts';
import { type Location, scalarSpan } from '../../../source/index.ts';
import { effectText, listed, targetText } from '../../links.ts';
import { releaseRuns } from '../../release-jobs.ts';
import type { Draft, Rule } from '../../rule.ts';
import { swallowingCatch } from './caught.ts';
import { blindCheck, type LostFailure, lostFailures } from './gates.ts';
import { type QuietEnd, quietEnd } from './quiet-end.ts';
import type { SwallowSubject } from './subject.ts';

/** What lets a failure pass, and where. */
interface Swallow {
  readonly at: Location;
  /** As it is written. */
  readonly by: string;
  /** Where the failure ends, when that is another place. */
  readonly caughtAt?: Location;
}

export const rule: Rule = {
  id: 'swallowed-failure',
  group: 'platform',
  severity: 'warning',
  title: 'A failed publication that ends green',
  *check(analysis) {
    const said = new Set<string>();
    for (const { run, jobs } of releaseRuns(analysis))
      for (const effect of run.effects) {
        const job = [...jobs].find((j) => j.job === effect.job);
        if (job === undefined || !matters(effect, analysis)) continue;
        const swallow = swallowOf(effect, analysis.world);
        if (swallow === undefined) continue;
        const key = `${swallow.at.path}:${swallow.at.line}`;
        if (said.has(key) || isCheckedLater(effect, job, run)) continue;
        said.add(key);
        yield draftOf(effect, swallow, run, analysis.world);
      }
    for (const { run, jobs } of releaseRuns(analysis))
      for (const effect of run.effects) {
        const quiet = [...jobs].some((j) => j.job === effect.job) && matters(effect, analysis) ? quietEnd(effect) : undefined;
        const key = quiet && `${quiet.claim.path}:${quiet.claim.line}`;
        if (quiet === undefined || key === undefined || said.has(key)) continue;
        said.add(key);
        yield quietDraft(effect, quiet, run);
      }
    const read = new Set<Step>();
    for (const { run, jobs } of releaseRuns(analysis))
      for (const job of jobs)
        for (const step of job.job.steps) {
          if (read.has(step)) continue;
          read.add(step);
          for (const lost of lostFailures(step)) yield gateDraft(lost, job, run, 'before');
        }
    for (const { run, jobs } of releaseRuns(analysis)) {
      const released = new Set([...jobs].map((j) => j.id));
      for (const job of run.jobs) {
        if (job.runs === false || !job.job.needs.some((n) => released.has(n.text))) continue;
        for (const step of job.job.steps) {
          const blind = read.has(step) ? undefined : blindCheck(step);
          read.add(step);
          if (blind) yield gateDraft(blind, job, run, 'after');
        }
      }
    }
  },
};

/** It delivers something of this version, or starts what does. */
function matters(effect: Effect, { world }: Analysis): boolean {
  const { deed } = effect;
  if (effect.possible || effect.happens === false) return false;
  // Tests of a release, which may fail.
  if (/smoke|test|e2e/i.test(`${effect.workflow.path.slice(effect.workflow.path.lastIndexOf('/'))} ${effect.job.id}`)) return false;
  if (deed.kind === 'dispatch') return true;
  if (deed.kind === 'tag' || deed.kind === 'release') if (deed.act === 'delete') return false;
  if (deed.kind === 'package' && deed.registry === 'testpypi') return false;
  return targetsOf(effect, world).some((t) => t.version === 'this');
}

function swallowOf(effect: Effect, world: World): Swallow | undefined {
  const tolerated =
    effect.job.continueOnError?.value === true
      ? effect.job.continueOnError
      : effect.step?.continueOnError?.value === true
        ? effect.step.continueOnError
        : undefined;
  if (tolerated) return { at: tolerated.file.locate(tolerated.span), by: 'continue-on-error: true' };
  if (effect.swallowedBy === 'continue-on-error') return { at: effect.stepAt, by: 'continue-on-error: true' };
  if (effect.swallowedBy !== undefined) return isNothing(effect.swallowedBy) ? { at: effect.at, by: `|| ${effect.swallowedBy}` } : undefined;
  return effect.deed.tool === 'actions/github-script' ? caught(effect) : (pipedAway(effect, world) ?? undefined);
}

/** The right side of `||` only speaks, or does nothing. */
function isNothing(command: string): boolean {
  if (/\b(?:exit|return)\s+(?:[1-9]|\$)|\bfalse\b|=/.test(command.replace(/"[^"]*"|'[^']*'/g, ''))) return false;
  const parts = command
    .replace(/^[({\s]+|[)};\s]+$/g, '')
    .split(/&&|;|\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.every((part) => /^(?:true|:|echo|printf|exit 0|sleep)(?:\s|$)/.test(part));
}

const calls: Readonly<Record<string, RegExp>> = {
  release: /repos\s*\.\s*(?:createRelease|updateRelease|uploadReleaseAsset)\s*\(/g,
  tag: /git\s*\.\s*(?:createRef|updateRef)\s*\(/g,
  dispatch: /(?:createDispatchEvent|createWorkflowDispatch)\s*\(/g,
};

/** A call of actions/github-script inside a `try` whose `catch` goes on as if nothing had been. */
function caught(effect: Effect): Swallow | undefined {
  const script = effect.step?.with.find((p) => p.name === 'script')?.value;
  const pattern = calls[effect.deed.kind];
  if (script?.kind !== 'scalar' || pattern === undefined) return undefined;
  for (const { index } of script.text.matchAll(pattern)) {
    const found = swallowingCatch(script.text, index);
    if (found)
      return {
        at: script.file.locate(scalarSpan(script, index, index + 1)),
        by: firstLine(found.body),
        caughtAt: script.file.locate(scalarSpan(script, found.start, found.start + 1)),
      };
  }
  return undefined;
}

/** Packages that it publishes: several commands of one step are several findings. */
const namesOf = ({ deed }: Effect): readonly string[] => (deed.kind === 'package' ? deed.names : []);

const firstLine = (body: string): string => `catch { ${body.slice(1, -1).trim().split('\n')[0]!.slice(0, 60)} }`;

/** `command | tee log` where the shell looks at the last command of a pipe only. */
function pipedAway(effect: Effect, world: World): Swallow | undefined {
  if (!effect.swallowed) return undefined;
  const text = world.workflow(effect.at.path)?.file.text ?? world.tree.read(effect.at.path);
  const line = text?.split('\n')[effect.at.endLine - 1]?.slice(effect.at.endColumn - 1);
  const by = line && /^[^|]*\|\s*(tee\b[^|;&]*)/.exec(line)?.[1];
  return by ? { at: effect.at, by: `| ${by.trim()}` } : undefined;
}

const checks =
  /gh release (?:view|download)|npm (?:view|info|show)|cargo (?:search|info)|ls-remote|crates\.io\/api|pypi\.org\/(?:pypi|simple)|getReleaseByTag|gh run (?:watch|list)/;

/** A later part of the run asks whether it worked. */
function isCheckedLater(effect: Effect, job: JobRun, run: Run): boolean {
  const { step } = effect;
  const { file } = effect.workflow;
  if (step?.id !== undefined && ['outcome', 'conclusion'].some((what) => file.text.includes(`steps.${step.id}.${what}`))) return true;
  if (effect.job.continueOnError?.value === true && file.text.includes(`needs.${effect.job.id}.result`)) return true;
  const own =
    step?.run && effect.at.path === step.run.file.path
      ? file.text.slice(file.lineStart(effect.at.endLine) + effect.at.endColumn - 1, step.node.span.end)
      : '';
  const later = step ? job.job.steps.filter((s) => s.index > step.index).map((s) => file.text.slice(s.node.span.start, s.node.span.end)) : [];
  const followers = run.jobs
    .filter((j) => j.job.needs.some((n) => n.text === job.id))
    .map((j) => file.text.slice(j.job.node.span.start, j.job.node.span.end));
  return [own, ...later, ...followers].some((text) => checks.test(text));
}

/** A later step of the job that reports by the status of the job, which a failure that was let pass does not change. */
function claimOf({ job, step }: Effect): Location | undefined {
  for (const later of job.steps) {
    if (step === undefined || later.index <= step.index || later.run === undefined) continue;
    const found = /job\.status\s*==\s*'success'/.exec(later.run.text);
    if (found) return later.run.file.locate(scalarSpan(later.run, found.index, found.index + found[0].length));
  }
  return undefined;
}

function draftOf(effect: Effect, swallow: Swallow, run: Run, world: World): Draft {
  const targets = targetsOf(effect, world).map(targetText);
  const what = `${effect.deed.tool} ${effectText(effect)}`;
  const claim = claimOf(effect);
  return {
    at: swallow.at,
    certainty: 'proven',
    title: `${effect.deed.tool} may fail and the run ends green`,
    message:
      `When ${effect.deed.tool} fails in job \`${effect.job.id}\`, \`${swallow.by}\` lets the failure pass: the run ends green` +
      `${targets.length > 0 ? ` although ${listed([...targets])} ${targets.length === 1 ? 'is' : 'are'} not there` : ' although nothing was started'}, and nothing after it looks whether it is.${claim ? ` A later step reads \`job.status\` (line ${claim.line}) and reports it as done.` : ''}`,
    chain: [
      { kind: 'event', text: run.event.text, state: 'holds' },
      { kind: 'effect', text: what, location: effect.at, state: effect.happens === undefined ? 'maybe' : 'holds' },
      { kind: 'step', text: `${swallow.by} lets its failure pass`, location: swallow.caughtAt ?? swallow.at, state: 'holds' },
      ...(claim ? [{ kind: 'step' as const, text: 'reports it as done, because the job succeeded', location: claim, state: 'cut' as const }] : []),
    ],
    facts: swallow.by.startsWith('continue') ? ['if.result'] : [],
    key: [effect.job.id, effect.step?.id ?? effect.step?.name?.text ?? effect.deed.tool, effect.deed.kind, ...namesOf(effect)],
    subject: { kind: 'swallow', effect, by: swallow.by, ...(swallow.caughtAt ? { caughtAt: swallow.caughtAt } : {}) } satisfies SwallowSubject,
    advice: 'Let it fail. If it may be there already, ask for it first, and tolerate only that.',
  };
}

function quietDraft(effect: Effect, quiet: QuietEnd, run: Run): Draft {
  return {
    at: quiet.claim,
    certainty: 'likely',
    title: 'The summary says that it was done, also when nothing was',
    message: `The script of job \`${effect.job.id}\` that ${effectText(effect)} has a branch that warns and ends with \`exit 0\` (line ${quiet.exit.line}): the step succeeds and nothing is made. A later step writes “${quiet.words.slice(0, 80)}” into the summary all the same.`,
    chain: [
      { kind: 'event', text: run.event.text, state: 'holds' },
      { kind: 'step', text: 'gives up and ends well', location: quiet.exit, state: 'maybe' },
      { kind: 'effect', text: `${effectText(effect)} (${effect.deed.tool})`, location: effect.at, state: 'cut' },
      { kind: 'step', text: quiet.words.slice(0, 80), location: quiet.claim, state: 'cut' },
    ],
    facts: [],
    key: [effect.job.id, effect.step?.id ?? effect.deed.tool, 'quiet end'],
    subject: { kind: 'quiet', effect, run, exit: quiet.exit, claim: quiet.claim } satisfies SwallowSubject,
    advice: 'Set an output where the script gives up, and let the summary ask for it.',
  };
}

function gateDraft(lost: LostFailure, job: JobRun, run: Run, when: 'before' | 'after'): Draft {
  return {
    at: lost.at,
    certainty: 'proven',
    title: lost.title,
    message:
      when === 'before'
        ? `In job \`${job.id}\`, on which a release rests, ${lost.how}. The run ends green, and the release is made all the same.`
        : `Job \`${job.id}\` looks at what was released, but ${lost.how}.`,
    chain: [
      { kind: 'event', text: run.event.text, state: 'holds' },
      { kind: 'step', text: lost.title, location: lost.at, state: 'holds' },
    ],
    facts: [],
    key: [job.id, lost.title],
    subject: lost.subject,
    advice:
      when === 'before'
        ? 'Let the step fail, or keep the exit code where it is still there: `cmd || code=$?`.'
        : 'End the script with `exit 1` when the answer is not the one that is wanted.',
  };
}
