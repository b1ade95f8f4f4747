import { asText, type Step } from '../../../actions/index.ts';
import { type JobRun, locate } from '../../../chain/index.ts';
import { writtenTexts } from '../../job-nodes.ts';
import { commandAt, scriptCommands } from '../../script-commands.ts';
import type { Gap } from './gap.ts';
import { lackedBy } from './images.ts';

const asksGit = /^(?:describe|log|tag|push|rev-parse|rev-list|commit|status|add|diff|fetch|checkout|switch|branch|ls-files|show|merge-base)$/;

/** Distributions had the change of git 2.35.2 (2022-04-12) by then. */
const refusesSince = '2022-05-01';

/** git in a container whose user does not own the workspace: since git 2.35.2 it refuses such a working copy. */
export function* foreignWorkspace(job: JobRun, asOf: string): Generator<Gap> {
  if (asOf < refusesSince) return;
  const { container } = job.job;
  const image = container?.image ?? (container?.node.kind === 'scalar' ? container.node : undefined);
  const label = job.job.runsOn?.kind === 'scalar' ? job.job.runsOn.text : '';
  if (image === undefined || !/^ubuntu-(?:latest|\d\d\.04(?:-arm)?)$/.test(label)) return;
  // Images of which the user is known to be root.
  const rooted = writtenTexts(image, job.job).find((n) => lackedBy(n.text) !== undefined);
  const { file } = job.workflow;
  const text = file.text.slice(job.job.node.span.start, job.job.node.span.end);
  if (rooted === undefined || /safe\.directory|--user\b|\bchown\b|GIT_CEILING|GIT_CONFIG/.test(text)) return;
  let clone: Step | undefined;
  for (const step of job.job.steps) {
    const name = step.uses?.is.kind === 'remote' ? `${step.uses.is.owner}/${step.uses.is.repo}`.toLowerCase() : undefined;
    if (name === 'actions/checkout') clone ??= step;
    // Scripts and actions of the repository may tell git.
    if (step.uses?.is.kind === 'local') return;
    if (clone === undefined || job.skippedSteps.includes(step) || step.continueOnError) continue;
    const draft = (at: Gap['at'], who: string): Gap => ({
      at,
      title: `git refuses the working copy in the container \`${rooted.text}\``,
      message: `Job \`${job.id}\` runs as root in \`${rooted.text}\`, and its workspace belongs to the runner's user. actions/checkout tells only its own git that this is all right, so ${who} ends with "detected dubious ownership in repository".`,
      severity: 'note',
      certain: false,
      needs: [`\`git status\` in a step of this job, behind the checkout: the version of git and the user of ${rooted.text} decide`],
      key: [job.id, 'ownership'],
      remedy: { kind: 'owner', job: job.job },
      advice: 'Run `git config --global --add safe.directory "$GITHUB_WORKSPACE"` after the checkout.',
    });
    if (name === 'release-plz/action' || name === 'marcoieni/release-plz-action') {
      yield draft(locate(clone.uses!.at), 'release-plz');
      return;
    }
    if (step.run === undefined) continue;
    for (const command of scriptCommands(step, job.job, job.workflow)) {
      const words = command.words.map((w) => asText(w));
      if (words[0] === undefined || /^(?:\.{1,2}\/|bash$|sh$|make$|just$)/.test(words[0])) return;
      if (words[0] !== 'git' || !asksGit.test(words[1] ?? '') || command.swallowed || command.cwd !== '') continue;
      yield draft(commandAt(command, step), `\`git ${words[1]}\``);
      return;
    }
  }
}
