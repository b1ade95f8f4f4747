import type { Job, Workflow } from '../../../actions/index.ts';
import { type Change, quoteScalar, type ScalarNode } from '../../../source/index.ts';
import { relieve } from '../../fixes/parts/conditions.ts';
import { addNeeds } from '../../fixes/parts/needs.ts';
import { changed, inJob } from '../../fixes/parts/places.ts';
import type { Proposal, Refusal } from '../../fixes/types.ts';

const check = 'The next run starts, and the step log shows `true` or `false` for the condition.';

/** How a condition may ask for a secret. */
const asked = /\bsecrets\.(\w+)(\s*(?:==|!=)\s*(?:''|""|null|false|true))?|(?:''|null)\s*(==|!=)\s*secrets\.(\w+)/gi;

/**
 * Conditions of steps see no secrets. Whether a secret is there goes into a variable of the job, as `true` or `false`: the secret itself then
 * reaches no step that does not need it.
 */
export function* secretInStepIf(workflow: Workflow, job: Job, index: number, condition: ScalarNode): Generator<Proposal | Refusal> {
  const names = namesIn(condition.text);
  if (names.length === 0) {
    yield* notPlain();
    return;
  }
  if (names.every((n) => n.toUpperCase() === 'GITHUB_TOKEN')) {
    const at = inJob(job, 'steps', index, 'if');
    const without = relieve(condition, at, (c) => /^secrets\.GITHUB_TOKEN(?:\s*!=\s*'')?$/i.test(c));
    if (without.length > 0)
      yield {
        id: 'always-there',
        title: 'do not ask for GITHUB_TOKEN, which every job has',
        changes: [changed(workflow.path, ...without)],
        tradeoffs: [],
        check,
      };
    return;
  }
  const others = job.steps.flatMap((s) => (s.if && s.index !== index && /\bsecrets\./.test(s.if.text) ? [s] : []));
  const steps = [{ index, if: condition }, ...others.map((s) => ({ index: s.index, if: s.if! }))];
  const all = [...new Set(steps.flatMap((s) => namesIn(s.if.text)))];
  const variables = all.filter((n) => !job.env.some((p) => p.name === variable(n)));
  const changes: Change[] = [
    ...variables.map(
      (n): Change => ({
        op: 'set',
        at: inJob(job, 'env', variable(n)),
        value: `\${{ secrets.${n} != '' }}`,
        ...(job.env.length > 0 ? {} : { place: { before: 'steps' } }),
      }),
    ),
    ...steps.map((s): Change => ({ op: 'set', at: inJob(job, 'steps', s.index, 'if'), value: written(s.if, (n) => `env.${variable(n)}`) })),
  ];
  yield {
    id: 'env',
    title: `ask for ${all.map((n) => `\`${variable(n)}\``).join(', ')}, which the job sets to whether the secret is there`,
    changes: [changed(workflow.path, ...changes)],
    tradeoffs: [],
    check,
  };
}

/** Conditions of jobs see no secrets either: a job before looks, and gives what it saw. */
export function* secretInJobIf(workflow: Workflow, job: Job, condition: ScalarNode): Generator<Proposal | Refusal> {
  const names = namesIn(condition.text);
  if (names.length === 0) {
    yield* notPlain();
    return;
  }
  const id = 'look-for-secrets';
  if (workflow.jobs.some((j) => j.id === id)) {
    yield { refused: `a job \`${id}\` is there already`, instead: 'Let it give an output for this secret too, and test that output.' };
    return;
  }
  const output = (n: string): string => n.toLowerCase().replaceAll('_', '-');
  const lines = [
    'runs-on: ubuntu-latest',
    'permissions: {}',
    'outputs:',
    ...names.map((n) => `  ${output(n)}: \${{ steps.look.outputs.${output(n)} }}`),
    'steps:',
    '  - id: look',
    '    env:',
    ...names.map((n) => `      ${variable(n)}: \${{ secrets.${n} != '' }}`),
    '    run: |',
    ...names.map((n) => `      echo "${output(n)}=$${variable(n)}" >> "$GITHUB_OUTPUT"`),
  ];
  const changes: Change[] = [
    { op: 'set', at: ['jobs', id], value: lines.join('\n'), place: { before: job.id } },
    ...addNeeds(job, [id]),
    { op: 'set', at: inJob(job, 'if'), value: written(condition, (n) => `needs.${id}.outputs.${output(n)}`) },
  ];
  yield {
    id: 'job-before',
    title: `look for ${names.map((n) => `\`${n}\``).join(', ')} in a job before ${job.id}, and ask for its output`,
    changes: [changed(workflow.path, ...changes)],
    tradeoffs: ['One short job more in every run.'],
    check,
  };
}

const variable = (secret: string): string => `HAS_${secret.toUpperCase()}`;

const namesIn = (text: string): string[] => [...new Set([...text.matchAll(asked)].map((m) => m[1] ?? m[4]!))];

/** The condition with an answer of `true` or `false` where it asked for a secret. */
function written(condition: ScalarNode, by: (name: string) => string): string {
  const text = condition.text
    .replace(/\s*\n\s*/g, ' ')
    .trim()
    .replace(asked, (_whole, first: string | undefined, test: string | undefined, sign: string | undefined, last: string | undefined) => {
      const name = (first ?? last)!;
      const isAbsent =
        sign === '==' || (test !== undefined && /==\s*(?:''|""|null|false)/.test(test)) || (test !== undefined && /!=\s*true/.test(test));
      return `${by(name)} ${isAbsent ? '!=' : '=='} 'true'`;
    });
  return quoteScalar(text);
}

function* notPlain(): Generator<Refusal> {
  yield {
    refused: 'which secret is meant is known only in the run',
    instead: 'Put whether it is there into the output of a step, and test that output.',
  };
}
