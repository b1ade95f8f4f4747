import type { Change, NodePath } from '../../../source/index.ts';
import { changed, inJob } from '../../fixes/parts/places.ts';
import type { Proposal, Refusal } from '../../fixes/types.ts';
import { installation } from './packages.ts';
import type { ToolSubject } from './subject.ts';

type Container = Extract<ToolSubject, { kind: 'container' }>;

/** The tools are installed with the container's own package manager: in the step that installs others, or in a step of its own before. */
export function* installed({ job, step, tools, image }: Container): Generator<Proposal | Refusal> {
  const found = installation(image, tools);
  const named = tools.map((t) => `\`${t}\``).join(' and ');
  const { path } = job.node.file;
  const check = `\`${tools[0]} --version\` prints a version in a step of the job.`;
  const tradeoffs = ['The job takes some seconds more, and takes whatever version the distribution has that day.'];
  const isBash = tools.length === 1 && tools[0] === 'bash' && step.shell !== undefined;
  if (isBash && step.run && !/\[\[|\bdeclare\b|\bmapfile\b|<\(|\$\{\w+\[|<<<|\bfunction\b|pipefail/.test(step.run.text))
    yield {
      id: 'sh',
      title: `run the step in \`sh\`, which ${image} has`,
      changes: [changed(path, { op: 'set', at: inJob(job, 'steps', step.index, 'shell'), value: 'sh' })],
      tradeoffs: ['A script for bash that is put in later fails.'],
      check: 'The step succeeds in the next run.',
    };
  if (found === undefined) {
    if (tools.length === 1 && tools[0] === 'gh')
      yield {
        id: 'install',
        title: `bring gh into the container of job ${job.id}`,
        changes: [changed(path, { op: 'insert', at: inJob(job, 'steps', step.index), value: ghRelease })],
        tradeoffs: ['The job takes some seconds more, and takes the newest gh.'],
        check,
      };
    else
      yield {
        refused: `how ${named} is installed in ${image} is not known`,
        instead: `Install ${named} in a step before, use an image that has it, or do this in a job without a container.`,
      };
    return;
  }
  const before = extended(found.seen, found.packages, job.steps.slice(0, step.index + 1), inJob(job, 'steps'));
  if (before)
    yield { id: 'install', title: `install ${named} with the other packages in job ${job.id}`, changes: [changed(path, before)], tradeoffs, check };
  else {
    const line = `${found.updates ? 'apt-get update && ' : ''}${found.command} ${found.packages.join(' ')}`;
    const value = `name: Install ${tools.join(' and ')}\nrun: ${line}${tools.includes('bash') ? '\nshell: sh' : ''}`;
    const at = inJob(job, 'steps', step.index);
    yield {
      id: 'install',
      title: `install ${named} in the container of job ${job.id}`,
      changes: [changed(path, { op: 'insert', at, value })],
      tradeoffs,
      check,
    };
  }
}

/** gh's own binary, where no index has it. */
const ghRelease = [
  'name: Install gh',
  'shell: sh',
  'run: |',
  '  set -eu',
  '  version=$(curl -fsSLI -o /dev/null -w "%{url_effective}" https://github.com/cli/cli/releases/latest | sed "s|.*/v||")',
  '  curl -fsSL "https://github.com/cli/cli/releases/download/v${version}/gh_${version}_linux_amd64.tar.gz" | tar -xz -C /usr/local --strip-components=1',
].join('\n');

/** Another package behind those that a step installs already. */
function extended(seen: RegExp, packages: readonly string[], steps: Container['job']['steps'], at: NodePath): Change | undefined {
  for (const { run, index } of steps) {
    const start = run?.text.search(seen) ?? -1;
    if (run === undefined || start < 0) continue;
    const command = /^(?:[^\n;&|#\\]|\\\n|\\.)*/.exec(run.text.slice(start))![0].trimEnd();
    if (/\$|</.test(command)) continue;
    const end = start + command.length;
    return { op: 'splice', at: [...at, index, 'run'], start: end, end, text: ` ${packages.join(' ')}` };
  }
  return undefined;
}
