import { likelyKey } from './likely-key.ts';
import type { Job, Step } from './model.ts';
import { entry } from './nodes.ts';
import type { Tell } from './validate.ts';

const keys = ['name', 'id', 'if', 'run', 'uses', 'with', 'env', 'shell', 'working-directory', 'continue-on-error', 'timeout-minutes'];
/** Kinds of steps beside `run` and `uses`, and what they come with; new in 2026. */
const newer = ['wait', 'wait-all', 'cancel', 'parallel', 'background'];
/** Keys that belong to a job or a workflow. */
const elsewhere = [
  'runs-on',
  'needs',
  'steps',
  'permissions',
  'strategy',
  'environment',
  'secrets',
  'outputs',
  'container',
  'defaults',
  'concurrency',
  'matrix',
  'on',
];

const identifier = /^(?!__)[A-Za-z_][A-Za-z0-9_-]*$/;

/** Steps: exactly one of `run` and `uses`, keys that fit it, and ids that occur once. */
export function checkSteps(job: Job, tell: Tell): void {
  const ids = new Set<string>();
  for (const step of job.steps) {
    checkKind(step, tell);
    checkKeys(step, tell);
    checkId(step, ids, tell);
  }
}

function checkKind(step: Step, tell: Tell): void {
  const run = entry(step.node, 'run');
  const uses = entry(step.node, 'uses');
  if (run && uses) tell({ message: 'A step has `run` or `uses`, not both: GitHub refuses the file.', span: run.key.span });
  const other = newer.some((name) => entry(step.node, name));
  if (!run && !uses && !other) tell({ message: 'This step has neither `run` nor `uses`: GitHub refuses the file.', span: step.node.span });
  if (uses && !run) {
    for (const name of ['shell', 'working-directory']) {
      const found = entry(step.node, name);
      if (found) tell({ message: `\`${name}\` goes with \`run\` only: GitHub refuses the file.`, span: found.key.span, remedy: { as: 'nothing' } });
    }
    if (step.uses?.at.text.includes('${{'))
      tell({ message: '`uses` takes no expression: GitHub must know the action before the run, and refuses the file.', span: step.uses.at.span });
  }
  const given = entry(step.node, 'with');
  if (run && !uses && given)
    tell({ message: '`with` goes with `uses` only: GitHub refuses the file. Write `env` for a script.', span: given.key.span });
}

function checkKeys(step: Step, tell: Tell): void {
  for (const { key } of step.node.entries) {
    const name = key.text;
    if (keys.includes(name) || newer.includes(name)) continue;
    if (elsewhere.includes(name)) tell({ message: `\`${name}\` cannot stand in a step: GitHub refuses the file.`, span: key.span });
    else {
      const meant = likelyKey(name, keys);
      if (meant)
        tell({
          message: `A step has no key \`${name}\`: GitHub refuses the file. Write \`${meant}\`.`,
          span: key.span,
          remedy: { as: 'key', to: meant },
        });
    }
  }
}

function checkId(step: Step, ids: Set<string>, tell: Tell): void {
  const at = entry(step.node, 'id')?.value;
  if (!at || step.id === undefined || step.id.includes('${{')) return;
  if (!identifier.test(step.id))
    tell({
      message: `\`${step.id}\` is no step id that GitHub takes: letters, digits, \`-\` and \`_\`, beginning with a letter or a single \`_\`.`,
      span: at.span,
    });
  const id = step.id.toLowerCase();
  if (ids.has(id)) tell({ message: `Two steps of the job have the id \`${step.id}\`: GitHub refuses the file.`, span: at.span });
  ids.add(id);
}
