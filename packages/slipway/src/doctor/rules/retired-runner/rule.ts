import { isOwnLabel, type Retirement, runnerLabels, runnerRetired } from '../../../actions/index.ts';
import type { JobRun, Run } from '../../../chain/index.ts';
import type { ScalarNode } from '../../../source/index.ts';
import { nearest } from '../../../tools/index.ts';
import { releaseRuns } from '../../release-jobs.ts';
import type { Draft, Rule } from '../../rule.ts';
import { distRunners } from './dist.ts';
import type { RunnerSubject } from './fix.ts';
import { askedLabels } from './labels.ts';

/** Labels that look like GitHub's own and are written with an architecture that GitHub writes otherwise, or not at all. */
const misspelt =
  /^((?:ubuntu-(?:latest|\d\d\.04))|(?:macos-(?:latest|\d\d))|(?:windows-(?:latest|11|20\d\d)))-(arm64|aarch64|x64|x86_64|amd64|x86)$/i;

export const rule: Rule = {
  id: 'retired-runner',
  group: 'platform',
  severity: 'error',
  title: 'A runner label that is gone, or never existed',
  *check(analysis) {
    const { world } = analysis;
    if (world.host === 'ghes') return;
    const said = new Set<string>();
    for (const { run, jobs } of releaseRuns(analysis))
      for (const job of jobs)
        for (const { node, text, maybe } of askedLabels(job.job, job.workflow, world)) {
          const at = node.file.locate(node.span);
          const key = `${at.path}:${at.line}:${at.column}:${text}`;
          if (said.has(key)) continue;
          const retired = runnerRetired(text, world.asOf);
          const draft = retired ? gone(retired, node, text, maybe, job, run) : neverWas(node, text, job);
          if (draft === undefined) continue;
          said.add(key);
          yield draft;
        }
    yield* distRunners(analysis);
  },
};

/** A label that GitHub's runners never had; nothing is said of one that may be an organisation's own. */
function neverWas(node: ScalarNode, text: string, job: JobRun): Draft | undefined {
  const wrong = misspelt.exec(text);
  if (wrong) return unknown(node, text, job, insteadOf(wrong));
  // Organisations call their larger runners after GitHub's, with a size behind it.
  if (/-(?:x?s|m|x*l|\d+xl|small|medium|large)$/i.test(text)) return undefined;
  const own = isOwnLabel(text);
  const near = own === true || /self|custom|large|core|gpu/i.test(text) ? undefined : nearest(text.toLowerCase(), runnerLabels());
  if (own === false) return unknown(node, text, job, near === undefined || near === text ? undefined : `\`${near}\``);
  // A slip of the hand: `ubuntu-lastest`.
  return own === undefined && near !== undefined && /-l?[a-z]*$/.test(near) && near.endsWith('latest')
    ? unknown(node, text, job, `\`${near}\``)
    : undefined;
}

function gone(retired: Retirement, node: ScalarNode, text: string, maybe: boolean, job: JobRun, run: Run): Draft {
  const by = retired.by ?? 'GitHub';
  const waiting = run.jobs.filter((j) => j.job.needs.some((n) => n.text === job.id)).map((j) => `\`${j.id}\``);
  return {
    at: node.file.locate(node.span),
    ...(maybe ? { severity: 'warning' as const } : {}),
    certainty: maybe ? 'likely' : 'proven',
    title: `${by} has no \`${text}\` runners since ${retired.ends}`,
    message: `Job \`${job.id}\` ${maybe ? 'may ask' : 'asks'} for \`${text}\`, which ${by} removed on ${retired.ends}. The job waits for a day and is then cancelled${waiting.length > 0 ? `, and ${waiting.slice(0, 4).join(', ')} never ${waiting.length === 1 ? 'starts' : 'start'}` : ''}, so the release is not made.`,
    chain: [
      { kind: 'event', text: run.event.text, state: 'holds' },
      { kind: 'job', text: `job ${job.id} waits for a runner`, location: job.job.key.file.locate(job.job.key.span), state: 'cut' },
    ],
    facts: [retired.fact],
    key: [job.id, text],
    subject: { node, text, instead: retired.instead, job: job.job } satisfies RunnerSubject,
    advice: `Write ${retired.instead}.`,
  };
}

function insteadOf([, base = '', architecture = '']: RegExpExecArray): string {
  const arm = /arm|aarch/i.test(architecture);
  const system = base.toLowerCase();
  if (system.startsWith('ubuntu')) return arm ? `\`${system === 'ubuntu-latest' ? 'ubuntu-24.04' : system}-arm\`` : `\`${system}\``;
  if (system.startsWith('windows')) return arm ? '`windows-11-arm`' : `\`${system}\``;
  return arm ? `\`${system}\`, which is arm64` : '`macos-15-intel`';
}

function unknown(node: ScalarNode, text: string, job: JobRun, instead: string | undefined): Draft {
  return {
    at: node.file.locate(node.span),
    severity: 'warning',
    certainty: 'likely',
    title: `GitHub has no runner that is called \`${text}\``,
    message: `Job \`${job.id}\` asks for \`${text}\`. None of GitHub's own runners has this label, so unless the organisation has a larger or self-hosted runner of that name the job waits for a day and is cancelled, and the release waits for it.`,
    assumptions: [`no runner of the organisation is called ${text}`],
    facts: ['cal.removed'],
    key: [job.id, text],
    subject: { node, text, instead: instead ?? 'ubuntu-24.04', job: job.job } satisfies RunnerSubject,
    advice: instead === undefined ? 'Write a label that GitHub has, such as `ubuntu-24.04`.' : `Write ${instead}.`,
  };
}
