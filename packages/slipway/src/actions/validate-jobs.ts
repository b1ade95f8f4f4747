import type { MapNode } from '../source/types.ts';
import { isEventName } from './events.ts';
import { likelyKey } from './likely-key.ts';
import type { Job } from './model.ts';
import { child, entriesOf, entry } from './nodes.ts';
import type { Tell, Unchecked } from './validate.ts';
import { checkSteps } from './validate-steps.ts';

const keys = [
  'name',
  'needs',
  'if',
  'strategy',
  'runs-on',
  'timeout-minutes',
  'cancel-timeout-minutes',
  'continue-on-error',
  'container',
  'services',
  'env',
  'environment',
  'permissions',
  'concurrency',
  'outputs',
  'defaults',
  'steps',
  'snapshot',
  'uses',
  'with',
  'secrets',
];
/** What a job that calls a workflow cannot have: the called workflow's jobs have it. */
const notInCalls = ['runs-on', 'steps', 'env', 'timeout-minutes', 'continue-on-error', 'container', 'services', 'environment', 'outputs', 'defaults'];
/** Keys that belong to a workflow, a trigger, a step or a matrix. */
const elsewhere = [
  'on',
  'branches',
  'branches-ignore',
  'tags',
  'tags-ignore',
  'paths',
  'types',
  'run',
  'shell',
  'working-directory',
  'matrix',
  'run-name',
  'jobs',
];

const identifier = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** Jobs: their ids, what each must have, and keys that belong elsewhere. */
export function checkJobs({ parsed, jobs }: Unchecked, tell: Tell): void {
  for (const { key, value } of entriesOf(child(parsed.root, 'jobs'))) {
    if (!identifier.test(key.text) && key.text !== '<<')
      tell({
        message: `\`${key.text}\` is no job id that GitHub takes: letters, digits, \`-\` and \`_\`, beginning with a letter or \`_\`.`,
        span: key.span,
      });
    if (value?.kind !== 'map') tell({ message: `Job \`${key.text}\` is no map of keys: GitHub refuses the file.`, span: key.span });
  }
  for (const job of jobs) {
    checkKeys(job, tell);
    if (entry(job.node, 'uses')) checkCall(job, job.node, tell);
    else checkOwn(job, job.node, tell);
    checkSteps(job, tell);
  }
}

function checkKeys(job: Job, tell: Tell): void {
  for (const { key } of job.node.entries) {
    const name = key.text;
    if (keys.includes(name)) continue;
    if (elsewhere.includes(name) || isEventName(name))
      tell({ message: `\`${name}\` cannot stand in a job: GitHub refuses the file.`, span: key.span });
    else {
      const meant = likelyKey(name, keys);
      if (meant)
        tell({
          message: `A job has no key \`${name}\`: GitHub refuses the file. Write \`${meant}\`.`,
          span: key.span,
          remedy: { as: 'key', to: meant },
        });
    }
  }
}

function checkCall(job: Job, node: MapNode, tell: Tell): void {
  for (const name of notInCalls) {
    const found = entry(node, name);
    if (found)
      tell({
        message: `Job \`${job.id}\` calls a workflow (\`uses\`) and has \`${name}\`, which only a job with its own steps can have: GitHub refuses the file.`,
        span: found.key.span,
        ...(name === 'steps' || name === 'outputs' ? {} : { remedy: { as: 'nothing' } as const }),
      });
  }
  if (job.uses?.at.text.includes('${{'))
    tell({
      message: '`uses` takes no expression: GitHub must know the called workflow before the run, and refuses the file.',
      span: job.uses.at.span,
    });
}

function checkOwn(job: Job, node: MapNode, tell: Tell): void {
  const steps = entry(node, 'steps');
  if (!steps)
    tell({ message: `Job \`${job.id}\` has no \`steps\`, and calls no workflow with \`uses\`: GitHub refuses the file.`, span: job.key.span });
  else if (!entry(node, 'runs-on'))
    tell({ message: `Job \`${job.id}\` has no \`runs-on\`: GitHub does not know where to run it, and refuses the file.`, span: job.key.span });
  if (!steps) return;
  for (const name of ['with', 'secrets']) {
    const found = entry(node, name);
    if (found)
      tell({ message: `\`${name}\` stands in a job that calls no workflow: GitHub refuses the file. Write it in a step.`, span: found.key.span });
  }
}
