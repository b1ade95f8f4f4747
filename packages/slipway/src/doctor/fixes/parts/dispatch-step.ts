import { type Job, maskExpressions, type Step, type Workflow } from '../../../actions/index.ts';
import { quoteScalar } from '../../../source/index.ts';

/** A step that starts workflows, as YAML from column 0. */
export function dispatchStep(
  job: Job,
  workflow: Workflow,
  what: { readonly name: string; readonly commands: readonly string[]; readonly when?: string; readonly env?: Readonly<Record<string, string>> },
): string {
  const env = { GH_TOKEN: '${{ github.token }}', ...(hasCheckout(job) ? {} : { GH_REPO: '${{ github.repository }}' }), ...what.env };
  const [only] = what.commands;
  return [
    `name: ${quoteScalar(what.name)}`,
    ...(what.when === undefined ? [] : [`if: ${quoteScalar(what.when)}`]),
    ...(runsBash(job, workflow) ? [] : ['shell: bash']),
    what.commands.length === 1 ? `run: ${quoteScalar(only!)}` : `run: |\n${what.commands.map((c) => `  ${c}`).join('\n')}`,
    'env:',
    ...Object.entries(env).map(([name, value]) => `  ${name}: ${quoteScalar(value)}`),
  ].join('\n');
}

/** gh finds the repository by the working copy. */
const hasCheckout = (job: Job): boolean =>
  job.steps.some(
    (s) =>
      s.uses?.is.kind === 'remote' &&
      /^actions\/checkout$/i.test(`${s.uses.is.owner}/${s.uses.is.repo}`) &&
      !s.with.some((p) => p.name === 'path' || p.name === 'repository'),
  );

/** What a step without `shell` is run by. */
function runsBash({ defaults, runsOn }: Job, workflow: Workflow): boolean {
  const shell = defaults.shell ?? workflow.defaults.shell;
  return shell === undefined ? runsOn?.kind === 'scalar' && /ubuntu|macos|linux/i.test(runsOn.text) : /^bash\b/.test(shell.text);
}

/** The conditions of two steps, or of a step and of its outcome, as one without `${{ }}`. */
export function bothConditions(a: string | undefined, b: string | undefined): string | undefined {
  const bare = [a, b].flatMap((text) => (text === undefined || text.trim() === '' ? [] : [bareCondition(text)]));
  if (bare.length < 2) return bare[0];
  return bare.map((text) => (/\|\|/.test(text) && !/^\(.*\)$/.test(text) ? `(${text})` : text)).join(' && ');
}

function bareCondition(text: string): string {
  const trimmed = text.trim().replace(/\s*\n\s*/g, ' ');
  const { expressions } = maskExpressions(trimmed);
  const [only] = expressions;
  return only !== undefined && only.start === 0 && only.end === trimmed.length ? only.source.trim() : trimmed;
}

/** What gh in a step acts with: the GITHUB_TOKEN, another token, or nothing. */
export function ghToken(step: Step, job: Job, workflow: Workflow): 'github-token' | 'other' | 'none' {
  for (const name of ['GH_TOKEN', 'GITHUB_TOKEN'])
    for (const pairs of [step.env, job.env, workflow.env]) {
      const value = pairs.find((p) => p.name === name)?.value;
      if (value?.kind !== 'scalar' || value.text.trim() === '') continue;
      return /^\s*\$\{\{\s*(?:secrets\.GITHUB_TOKEN|github\.token)\s*\}\}\s*$/i.test(value.text) ? 'github-token' : 'other';
    }
  return 'none';
}
