import type { Job } from '../../../../actions/index.ts';
import type { Effect, Run } from '../../../../chain/index.ts';
import { type Change, quoteScalar } from '../../../../source/index.ts';
import { addNeeds } from '../needs.ts';
import { inJob } from '../places.ts';
import { publishingStep, tokenText } from '../publish-draft.ts';
import { isOfEvent, releaseTag } from './release-tag.ts';

const jobName = 'publish-release';

/** What publishes a draft when all of its files are there, as changes of the run's workflow. */
export function publishLast(run: Run, maker: Effect, uploads: readonly Effect[], forOthers = false): Change[] | undefined {
  const all = [maker, ...uploads];
  const token = tokenText(maker);
  if (token === undefined || all.some((e) => e.workflow !== run.workflow || e.through.length > 0 || e.step === undefined)) return undefined;
  const jobs = [...new Set(all.map((e) => e.job))];
  const [only] = jobs;
  if (jobs.length === 1 && only && only.matrix === undefined) return stepBehind(run, only, maker, all, token, forOthers);
  return jobBehind(run, jobs, maker, token, forOthers);
}

/** A step behind the last that uploads, under the condition under which the release is made. */
function stepBehind(run: Run, job: Job, maker: Effect, all: readonly Effect[], token: string, forOthers: boolean): Change[] | undefined {
  const tag = releaseTag(maker, run, true);
  if (tag === undefined) return undefined;
  const last = Math.max(...all.map((e) => e.step!.index));
  const { if: condition } = maker.step!;
  const lines = [withFlags(publishingStep(tag, token), latestFlag(maker))];
  if (condition && !forOthers) lines.push(`if: ${quoteScalar(condition.text.trim())}`);
  if (!isLinux(job)) lines.push('shell: bash');
  return [{ op: 'insert', at: inJob(job, 'steps', last + 1), value: lines.join('\n') }];
}

/** A job that waits for all that upload; what waited for those waits for it. */
function jobBehind(run: Run, jobs: readonly Job[], maker: Effect, token: string, forOthers: boolean): Change[] | undefined {
  const tag = releaseTag(maker, run, false);
  const asked = [maker.job.if, ...(forOthers ? [] : [maker.step!.if])].flatMap((c) => (c ? [bareOf(c.text)] : []));
  // What only the steps of that job know is asked of the event: the run is one of the tag's.
  const known = asked.filter((c) => !/\b(?:steps|matrix|env|runner|job)\./.test(c));
  const isTag = isOfEvent(maker, run);
  const isLess = known.length < asked.length || forOthers;
  const conditions = isLess && isTag ? [...known, "github.ref_type == 'tag'"] : isLess && maker.tagExists ? known : asked;
  const texts = [tag ?? '', ...conditions];
  if (tag === undefined || run.workflow.jobs.some((j) => j.id === jobName)) return undefined;
  if (conditions.some((c) => /\b(?:steps|matrix|env|runner|job)\./.test(c))) return undefined;
  const named = texts.flatMap((t) => [...t.matchAll(/\bneeds\.([\w-]+)/g)].map((m) => m[1]!));
  const needs = [...new Set([...jobs.map((j) => j.id), ...named])];
  const last = [...run.workflow.jobs].reverse().find((j) => jobs.includes(j))!;
  const lines = [
    `needs: ${needs.length === 1 ? needs[0] : `[${needs.join(', ')}]`}`,
    ...(conditions.length > 0
      ? [`if: ${quoteScalar(conditions.map((c) => (conditions.length > 1 && c.includes('||') ? `(${c})` : c)).join(' && '))}`]
      : []),
    'runs-on: ubuntu-latest',
    ...(token.includes('github.token') ? ['permissions:', '  contents: write'] : []),
    'steps:',
    ...withFlags(publishingStep(tag, token), latestFlag(maker))
      .split('\n')
      .map((line, i) => `  ${i === 0 ? '- ' : '  '}${line}`),
  ];
  // One that also runs when nothing is published must not wait for the job that publishes.
  const followers = run.workflow.jobs.filter(
    (j) =>
      !jobs.includes(j) &&
      j.needs.some((n) => jobs.some((u) => u.id === n.text)) &&
      !waitedFor(j, jobs, run) &&
      (conditions.length === 0 || isOfTags(j, conditions)),
  );
  return [
    { op: 'set', at: ['jobs', jobName], value: lines.join('\n'), place: { after: last.id } },
    ...followers.flatMap((j) => addNeeds(j, [jobName])),
  ];
}

/** The job runs for no more than what the release is made for. */
const isOfTags = (job: Job, conditions: readonly string[]): boolean =>
  job.if !== undefined && (conditions.some((c) => job.if!.text.includes(c)) || /refs\/tags|ref_type\s*==\s*'tag'/.test(job.if.text));

/** One of the uploading jobs waits for it. */
function waitedFor(job: Job, uploading: readonly Job[], { workflow }: Run): boolean {
  const seen = new Set<string>();
  const visit = (j: Job): boolean =>
    j.needs.some(({ text }) => {
      if (text === job.id) return true;
      const next = workflow.jobs.find((o) => o.id === text);
      if (next === undefined || seen.has(text)) return false;
      seen.add(text);
      return visit(next);
    });
  return uploading.some(visit);
}

/** Whether it becomes the latest release is decided when it is published. */
function latestFlag({ step }: Effect): string | undefined {
  const given = step?.with.find((p) => /^make_?latest$/i.test(p.name))?.value;
  const text = given?.kind === 'scalar' ? given.text.trim() : '';
  return text === '' || text === 'legacy' || text === 'true' ? undefined : text;
}

function withFlags(step: string, latest: string | undefined): string {
  return latest === undefined ? step : `${step.replace('--draft=false', '--draft=false --latest="$LATEST"')}\n  LATEST: ${quoteScalar(latest)}`;
}

const isLinux = ({ runsOn }: Job): boolean => runsOn?.kind === 'scalar' && /ubuntu|linux|macos/i.test(runsOn.text);

/** A condition without braces around it. */
function bareOf(text: string): string {
  const inner = /^\s*\$\{\{([\s\S]*)\}\}\s*$/.exec(text)?.[1];
  return (inner !== undefined && !inner.includes('${{') ? inner : text).replace(/\s*\n\s*/g, ' ').trim();
}
