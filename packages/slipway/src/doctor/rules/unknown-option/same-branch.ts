import { asText, interpretShell, maskExpressions, type Step, str, type Val } from '../../../actions/index.ts';
import type { JobRun } from '../../../chain/index.ts';
import { type Location, scalarSpan } from '../../../source/index.ts';
import type { Draft } from '../../rule.ts';

/**
 * peter-evans/create-pull-request takes the branch that is checked out as the base of the pull request, unless `base` names another, and
 * refuses a base that is the branch itself. Branches are compared as they are written: what an expression gives is the same on both sides.
 */
export function* pullRequestOfItself(step: Step, job: JobRun): Generator<Draft> {
  const { uses } = step;
  if (uses?.is.kind !== 'remote' || `${uses.is.owner}/${uses.is.repo}`.toLowerCase() !== 'peter-evans/create-pull-request') return;
  const input = (name: string) => {
    const value = step.with.find((p) => p.name === name)?.value;
    return value?.kind === 'scalar' && value.text !== '' ? value : undefined;
  };
  const branch = input('branch');
  if (branch === undefined || input('branch-suffix') || input('path')) return;
  const base = input('base');
  const head = marked(branch.text);
  let out: { readonly name: string; readonly at: Location } | undefined;
  for (const earlier of job.job.steps) {
    if (earlier === step) break;
    if (earlier.run !== undefined && !job.skippedSteps.includes(earlier)) out = switchedTo(earlier, job) ?? out;
  }
  const same = base === undefined ? out?.name === head : marked(base.text) === head;
  if (!same) return;
  yield {
    at: branch.file.locate(branch.span),
    certainty: 'proven',
    title: 'create-pull-request is given one branch as base and as head',
    message: `peter-evans/create-pull-request in job \`${job.id}\` pushes its changes to \`${branch.text}\` and asks for a pull request into ${base === undefined ? 'the branch that is checked out, which an earlier step made the same one' : `\`${base.text}\`, which is the same one`}. It refuses that: base and branch must be different. No pull request is opened.`,
    chain: [
      ...(out && base === undefined
        ? [{ kind: 'step' as const, text: `git switches to ${branch.text}`, location: out.at, state: 'holds' as const }]
        : []),
      { kind: 'effect', text: 'create-pull-request opens the pull request', location: uses.at.file.locate(uses.at.span), state: 'cut' },
    ],
    facts: [],
    key: [job.id, step.id ?? 'create-pull-request', branch.text],
    advice: 'Leave making the branch, the commit and the push to the action: it does them itself. Or name the `base`.',
  };
}

/** The branch that the last `git checkout` or `git switch` of a script leaves checked out. */
function switchedTo(step: Step, job: JobRun): { readonly name: string; readonly at: Location } | undefined {
  const run = step.run!;
  if (!/\bgit\s+(?:checkout|switch)\b/.test(run.text)) return undefined;
  const { expressions } = maskExpressions(run.text);
  const env = (name: string): Val | undefined => {
    const value = [step.env, job.job.env, job.workflow.env].flatMap((pairs) => pairs.find((p) => p.name === name) ?? [])[0]?.value;
    return value?.kind === 'scalar' ? str(marked(value.text)) : undefined;
  };
  const { commands } = interpretShell(run.text, {
    shell: 'bash -e {0}',
    env,
    expressions: expressions.map((e) => str(mark(e.source))),
  });
  let found: { readonly name: string; readonly at: Location } | undefined;
  for (const command of commands) {
    const words = command.words.map((w) => asText(w));
    if (words[0] !== 'git' || !/^(?:checkout|switch)$/.test(words[1] ?? '') || words.includes('--')) continue;
    const name = words.slice(2).find((w) => w === undefined || !w.startsWith('-'));
    // Whether it is done, and where to, decides.
    if (command.runs !== true || name === undefined) return undefined;
    found = { name, at: run.file.locate(scalarSpan(run, command.start, command.end)) };
  }
  return found;
}

/** A text in which each expression stands as its own source. */
function marked(text: string): string {
  const { expressions } = maskExpressions(text);
  let out = '';
  let from = 0;
  for (const e of expressions) {
    out += text.slice(from, e.start) + mark(e.source);
    from = e.end;
  }
  return out + text.slice(from);
}

const mark = (source: string): string => `<${source.replace(/\s+/g, '')}>`;
