import { asText, interpretShell, type Job, maskExpressions, type Step, unknown } from '../../../actions/index.ts';
import type { JobRun, Run, World } from '../../../chain/index.ts';
import { type Location, type ScalarNode, scalarSpan } from '../../../source/index.ts';
import { actionKnowledge, unwrapCommand } from '../../../tools/index.ts';
import { writtenTexts } from '../../job-nodes.ts';
import { releaseRuns } from '../../release-jobs.ts';
import type { Draft, Rule } from '../../rule.ts';
import type { Gap } from './gap.ts';
import { lackedBy } from './images.ts';
import { mayBring } from './installed.ts';
import { foreignWorkspace } from './ownership.ts';
import { missingScripts } from './package-scripts.ts';
import { withoutRepository } from './repository.ts';
import type { ToolSubject } from './subject.ts';
import { ofSystems } from './systems.ts';
import { versionsAsNumbers } from './versions.ts';

/** Something that asks for a command that the container does not have. */
interface Want {
  readonly tools: readonly string[];
  readonly at: Location;
  readonly who: string;
  /** `who` calls the tools; otherwise it says itself what it asks for. */
  readonly calls: boolean;
  /** The step runs it whenever it runs. */
  readonly certain: boolean;
}

export const rule: Rule = {
  id: 'tool-missing',
  group: 'platform',
  severity: 'error',
  title: 'A command that is not there where the job runs, or is another one',
  *check(analysis) {
    const read = new Set<Job>();
    for (const { run, jobs } of releaseRuns(analysis))
      for (const job of jobs) {
        if (read.has(job.job)) continue;
        read.add(job.job);
        const missing = [...inContainer(job, analysis.world)];
        yield* missing;
        if (analysis.world.host === 'ghes') continue;
        for (const gap of gapsOf(job, run, analysis.world))
          if (!missing.some((m) => m.at.line === gap.at.line || gap.remedy.kind === 'owner')) yield gapDraft(gap, run);
      }
  },
};

function* inContainer(job: JobRun, world: World): Generator<Draft> {
  const image = job.job.container?.image ?? (job.job.container?.node.kind === 'scalar' ? job.job.container.node : undefined);
  const poor = image && writtenTexts(image, job.job).find((n) => lackedBy(n.text) !== undefined);
  if (image && poor) yield* draftsOf(job, image, poor, lackedBy(poor.text)!, world);
}

function* gapsOf(job: JobRun, run: Run, world: World): Generator<Gap> {
  yield* withoutRepository(job);
  yield* ofSystems(job, run, world);
  yield* foreignWorkspace(job, world.asOf);
  yield* versionsAsNumbers(job);
  yield* missingScripts(job, world);
}

function gapDraft(gap: Gap, run: Run): Draft {
  return {
    at: gap.at,
    severity: gap.severity,
    certainty: gap.certain ? 'proven' : 'likely',
    title: gap.title,
    message: gap.message,
    chain: [{ kind: 'event', text: run.event.text, state: 'holds' }],
    facts: [],
    key: gap.key,
    ...(gap.needs ? { needs: gap.needs } : {}),
    subject: gap.remedy,
    advice: gap.advice,
  };
}

function* draftsOf(job: JobRun, image: ScalarNode, poor: ScalarNode, lacks: readonly string[], world: World): Generator<Draft> {
  const done = new Set<string>();
  for (const [index, step] of job.job.steps.entries()) {
    if (job.skippedSteps.includes(step) || step.continueOnError?.value === true) continue;
    for (const want of wantsOf(step, job, lacks)) {
      const tools = want.tools.filter((tool) => !done.has(tool) && !mayBring(tool, job.job.steps.slice(0, index + 1), world));
      for (const tool of want.tools) done.add(tool);
      if (tools.length === 0) continue;
      const named = tools.map((tool) => `\`${tool}\``).join(' and no ');
      const calls = `${want.who}${want.calls ? ` calls ${tools.map((tool) => `\`${tool}\``).join(' and ')}` : ''}`;
      yield {
        at: want.at,
        certainty: want.certain ? 'proven' : 'likely',
        title: `The container \`${poor.text}\` has no ${named}`,
        message: `Job \`${job.id}\` runs in the image \`${poor.text}\`, which has no ${named}, and no step before brings ${tools.length === 1 ? 'it' : 'them'}. ${calls}, so the step ends with "not found" and the job fails. The tools of GitHub's runners are not there in a container.`,
        chain: [
          { kind: 'job', text: `job ${job.id} runs in ${poor.text}`, location: image.file.locate(image.span), state: 'holds' },
          { kind: 'step', text: calls, location: want.at, state: 'cut' },
        ],
        facts: [],
        key: [job.id, ...tools],
        subject: { kind: 'container', job: job.job, step, tools, image: poor.text } satisfies ToolSubject,
        advice: `Install ${tools.map((tool) => `\`${tool}\``).join(' and ')} in a step before, or do this in a job without a container.`,
      };
    }
  }
}

/** Commands of a step that the image lacks, each once, in order. */
function* wantsOf(step: Step, job: JobRun, lacks: readonly string[]): Generator<Want> {
  if (step.uses?.is.kind === 'remote') {
    const { owner, repo, path } = step.uses.is;
    const name = [owner, repo, path].filter((p) => p !== '').join('/');
    const tools = (actionKnowledge(name)?.requires ?? []).filter((tool) => lacks.includes(tool));
    if (tools.length > 0) yield { tools, at: step.uses.at.file.locate(step.uses.at.span), who: name, calls: true, certain: true };
    return;
  }
  const run = step.run;
  if (run === undefined) return;
  const shell = step.shell ?? job.job.defaults.shell ?? job.workflow.defaults.shell;
  const program = shell?.text.trim().split(/\s+/)[0] ?? 'sh';
  if (shell && program === 'bash' && lacks.includes('bash'))
    yield { tools: ['bash'], at: shell.file.locate(shell.span), who: 'The step asks for `shell: bash`', calls: false, certain: true };
  const { masked, expressions } = maskExpressions(run.text);
  const { commands } = interpretShell(masked, {
    shell: shell?.text ?? 'sh -e {0}',
    env: () => undefined,
    expressions: expressions.map(() => unknown('an expression')),
  });
  for (const command of commands) {
    if (command.swallowed) continue;
    const first = unwrapCommand([...command.words])[0];
    const tool = first && asText(first);
    if (tool === undefined || !lacks.includes(tool)) continue;
    yield {
      tools: [tool],
      at: run.file.locate(scalarSpan(run, command.start, command.end)),
      who: `The step \`${step.name?.text ?? step.id ?? `number ${step.index + 1}`}\``,
      calls: true,
      certain: command.runs === true && step.if === undefined,
    };
  }
}
