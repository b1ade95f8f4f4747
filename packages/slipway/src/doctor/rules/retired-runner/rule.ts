import { type Retirement, runnerRetired } from '../../../actions/index.ts';
import type { JobRun, Run } from '../../../chain/index.ts';
import type { ScalarNode, SourceNode } from '../../../source/index.ts';
import { writtenTexts } from '../../job-nodes.ts';
import { releaseRuns } from '../../release-jobs.ts';
import type { Draft, Rule } from '../../rule.ts';

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
        for (const node of labelNodes(job.job.runsOn).flatMap((n) => writtenTexts(n, job.job))) {
          const at = node.file.locate(node.span);
          const key = `${at.path}:${at.line}:${at.column}`;
          if (said.has(key)) continue;
          const retired = runnerRetired(node.text, world.asOf);
          const wrong = retired ? undefined : misspelt.exec(node.text.trim());
          if (!retired && !wrong) continue;
          said.add(key);
          yield retired ? gone(retired, node, job, run) : unknown(wrong!, node, job);
        }
  },
};

/** Labels of `runs-on`; none where a self-hosted runner may carry the same text. */
function labelNodes(node: SourceNode | undefined): ScalarNode[] {
  if (node?.kind === 'scalar') return [node];
  if (node?.kind !== 'seq') return [];
  const labels = node.items.flatMap((i) => (i.kind === 'scalar' ? [i] : []));
  return labels.length === 1 ? labels : [];
}

function gone(retired: Retirement, node: ScalarNode, job: JobRun, run: Run): Draft {
  const waiting = run.jobs.filter((j) => j.job.needs.some((n) => n.text === job.id)).map((j) => `\`${j.id}\``);
  return {
    at: node.file.locate(node.span),
    certainty: 'proven',
    title: `GitHub has no \`${node.text}\` runners since ${retired.ends}`,
    message: `Job \`${job.id}\` asks for \`${node.text}\`, which GitHub removed on ${retired.ends}. The job waits for a day and is then cancelled${waiting.length > 0 ? `, and ${waiting.slice(0, 4).join(', ')} never ${waiting.length === 1 ? 'starts' : 'start'}` : ''}, so the release is not made.`,
    chain: [
      { kind: 'event', text: run.event.text, state: 'holds' },
      { kind: 'job', text: `job ${job.id} waits for a runner`, location: job.job.key.file.locate(job.job.key.span), state: 'cut' },
    ],
    facts: [retired.fact],
    key: [job.id, node.text],
    advice: `Write ${retired.instead}.`,
  };
}

function unknown([, base = '', architecture = '']: RegExpExecArray, node: ScalarNode, job: JobRun): Draft {
  const arm = /arm|aarch/i.test(architecture);
  const system = base.toLowerCase();
  const instead = system.startsWith('ubuntu')
    ? arm
      ? `\`${system === 'ubuntu-latest' ? 'ubuntu-24.04' : system}-arm\``
      : `\`${system}\``
    : system.startsWith('windows')
      ? arm
        ? '`windows-11-arm`'
        : `\`${system}\``
      : arm
        ? `\`${system}\`, which is arm64`
        : '`macos-15-intel`';
  return {
    at: node.file.locate(node.span),
    severity: 'warning',
    certainty: 'likely',
    title: `GitHub has no runner that is called \`${node.text}\``,
    message: `Job \`${job.id}\` asks for \`${node.text}\`. None of GitHub's own runners has this label, so unless the organisation has a larger or self-hosted runner of that name the job waits for a day and is cancelled, and the release waits for it.`,
    assumptions: [`no runner of the organisation is called ${node.text}`],
    facts: ['cal.removed'],
    key: [job.id, node.text],
    advice: `Write ${instead}.`,
  };
}
