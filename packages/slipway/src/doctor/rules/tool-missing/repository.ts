import { asText, type Step } from '../../../actions/index.ts';
import type { JobRun } from '../../../chain/index.ts';
import { commandAt, scriptCommands } from '../../script-commands.ts';
import type { Gap } from './gap.ts';

/** Commands of gh that act on the repository of the working directory unless they are told another. */
const ofRepository = /^(?:release|pr|issue|workflow|run|label|cache|secret|variable)$/;
/** Actions that put no clone into the workspace. */
const noClone =
  /^(?:actions\/(?:download-artifact|upload-artifact|setup-\w+|cache|create-github-app-token|attest-build-provenance|github-script)|docker\/[\w-]+|softprops\/action-gh-release|aws-actions\/configure-aws-credentials|google-github-actions\/auth|step-security\/harden-runner|tibdex\/github-app-token|sigstore\/cosign-installer)$/;

/** gh in a job whose workspace is no clone, and to which nobody says which repository is meant. */
export function* withoutRepository(job: JobRun): Generator<Gap> {
  const { env } = job.workflow;
  if ([...env, ...job.job.env].some((p) => p.name === 'GH_REPO')) return;
  for (const [index, step] of job.job.steps.entries()) {
    if (mayClone(step)) return;
    if (step.run === undefined || !/\bgh\s/.test(step.run.text) || job.skippedSteps.includes(step)) continue;
    if (step.continueOnError !== undefined || step.env.some((p) => p.name === 'GH_REPO') || step.workingDirectory) continue;
    for (const command of scriptCommands(step, job.job, job.workflow)) {
      const words = command.words.map((w) => asText(w));
      if (words[0] === 'git' && /^(?:clone|init)$/.test(words[1] ?? '')) return;
      if (words[0] !== 'gh' || command.swallowed || command.cwd !== '' || command.env('GH_REPO') !== undefined) continue;
      if (words[1] === undefined || !ofRepository.test(words[1]) || words.some((w) => w !== undefined && /^(?:-R|--repo)(?:=|$|\w+\/)/.test(w)))
        continue;
      // A URL names the repository too; an option may stand in what is not known.
      if (words[2] === undefined || words.slice(2).some((w) => w !== undefined && /^https?:/.test(w))) continue;
      // An unquoted variable may hold `--repo`.
      if (words.slice(3).some((w) => w === undefined) && /gh\s[^\n]*\s\$\{?\w*(?:ARGS|OPTS|FLAGS|REPO)/i.test(step.run.text)) continue;
      yield {
        at: commandAt(command, step),
        title: `\`gh ${words[1]} ${words[2]}\` does not know of which repository`,
        message: `Job \`${job.id}\` checks out nothing, and neither \`--repo\` nor GH_REPO names a repository: \`gh ${words[1]} ${words[2]}\` asks git for it, git finds no repository, and the step ends with "not a git repository".`,
        severity: 'error',
        certain: command.runs === true && step.if === undefined && index >= 0,
        key: [job.id, 'repository', words[1]],
        remedy: { kind: 'repository', step, job: job.job },
        advice: 'Set `GH_REPO: ${{ github.repository }}` in the `env`, add `--repo`, or check the repository out.',
      };
      return;
    }
  }
}

function mayClone(step: Step): boolean {
  if (step.run !== undefined) return /\bgit\s+(?:clone|init|worktree)\b|\bgh\s+repo\s+clone\b|GH_REPO|\bgit\s+remote\b/.test(step.run.text);
  return step.uses?.is.kind !== 'remote' || !noClone.test(`${step.uses.is.owner}/${step.uses.is.repo}`.toLowerCase());
}
