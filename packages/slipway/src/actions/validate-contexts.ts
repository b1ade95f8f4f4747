import type { ScalarNode, SourceNode, Span } from '../source/types.ts';
import { type ExpressionPart, expressionNames, expressionParts } from './expression-names.ts';
import { type Ast, parseExpression } from './expressions.ts';
import type { Job, Step } from './model.ts';
import { child, entriesOf, type MaybeNode } from './nodes.ts';
import type { Tell, Unchecked } from './validate.ts';

/** Which contexts and functions a key may use. Source: GitHub's workflow schema of 2026-08-05. */
interface Place {
  readonly contexts: readonly string[];
  readonly status?: boolean;
  readonly hashFiles?: boolean;
}

const ground = ['github', 'inputs', 'vars'];
const jobContexts = [...ground, 'needs', 'strategy', 'matrix'];
const stepContexts = [...jobContexts, 'steps', 'job', 'runner', 'env'];

const workflowKey: Place = { contexts: ground };
const workflowEnv: Place = { contexts: [...ground, 'secrets'] };
const callOutput: Place = { contexts: [...ground, 'jobs'] };
const jobIf: Place = { contexts: [...ground, 'needs'], status: true };
const strategyKey: Place = { contexts: [...ground, 'needs'] };
const jobKey: Place = { contexts: jobContexts };
const jobWithSecrets: Place = { contexts: [...jobContexts, 'secrets'] };
const credentials: Place = { contexts: [...jobContexts, 'secrets', 'env'] };
const onRunner: Place = { contexts: [...stepContexts, 'secrets'] };
const environmentUrl: Place = { contexts: stepContexts };
const stepIf: Place = { contexts: stepContexts, status: true, hashFiles: true };
const stepKey: Place = { contexts: [...stepContexts, 'secrets'], hashFiles: true };

const everyContext = new Set([...stepContexts, 'secrets', 'jobs']);
const pureFunctions = new Set(['contains', 'startswith', 'endswith', 'format', 'join', 'tojson', 'fromjson', 'case']);
const statusFunctions = new Set(['success', 'failure', 'cancelled', 'always']);

/** Expressions: closed, not empty, and only with contexts and functions that GitHub has at their key. */
export function checkContexts(workflow: Unchecked, tell: Tell): void {
  const check = (node: MaybeNode, place: Place, where: string) => checkTree(node, place, where, tell, 0);
  check(workflow.runName, workflowKey, '`run-name`');
  check(child(workflow.parsed.root, 'concurrency'), workflowKey, "a workflow's `concurrency`");
  for (const { value } of workflow.env) check(value, workflowEnv, "a workflow's `env`");
  for (const trigger of workflow.triggers) {
    if (trigger.event !== 'workflow_call') continue;
    for (const input of trigger.inputs) check(input.default, workflowKey, 'the default of a call input');
    for (const output of trigger.outputs) check(output.value, callOutput, 'an output of a called workflow');
  }
  for (const job of workflow.jobs) checkJob(job, tell);
}

function checkJob(job: Job, tell: Tell): void {
  const check = (node: MaybeNode, place: Place, where: string) => checkTree(node, place, where, tell, 0);
  if (job.if) checkCondition(job.if, jobIf, "a job's `if`", tell);
  check(child(job.node, 'strategy'), strategyKey, '`strategy`');
  for (const key of ['name', 'runs-on', 'timeout-minutes', 'continue-on-error', 'concurrency'])
    check(child(job.node, key), jobKey, `a job's \`${key}\``);
  for (const { value } of job.env) check(value, jobWithSecrets, "a job's `env`");
  for (const { value } of job.with) check(value, jobKey, '`with` of a call');
  if (Array.isArray(job.secrets)) for (const { value } of job.secrets) check(value, jobWithSecrets, '`secrets` of a call');
  check(job.environment?.name, jobKey, '`environment`');
  check(job.environment?.url, environmentUrl, '`environment.url`');
  for (const output of job.outputs) check(output.value, onRunner, "a job's `outputs`");
  for (const container of [job.container, ...job.services]) {
    check(container?.image, jobKey, 'the image of a container');
    check(child(container?.node, 'credentials'), credentials, '`credentials` of a container');
  }
  for (const step of job.steps) checkStep(step, tell);
}

function checkStep(step: Step, tell: Tell): void {
  if (step.if) checkCondition(step.if, stepIf, "a step's `if`", tell);
  for (const [name, node] of [
    ['name', step.name],
    ['run', step.run],
    ['working-directory', step.workingDirectory],
    ['timeout-minutes', step.timeoutMinutes],
    ['continue-on-error', step.continueOnError],
  ] as const)
    checkTree(node, stepKey, `a step's \`${name}\``, tell, 0);
  for (const { value } of step.env) checkTree(value, stepKey, "a step's `env`", tell, 0);
  for (const { value } of step.with) checkTree(value, stepKey, "a step's `with`", tell, 0);
}

/** A condition is an expression also without braces; an empty one holds. */
function checkCondition(node: ScalarNode, place: Place, where: string, tell: Tell): void {
  const tag = node.text === '' ? tagBefore(node) : undefined;
  if (tag)
    tell({
      message: `\`${node.file.text.slice(tag.start, tag.end)}\` is a tag to YAML, not a condition: GitHub refuses the file. Write it in \`\${{ }}\`.`,
      span: tag,
    });
  else if (node.text.includes('${{')) checkTree(node, place, where, tell, 0);
  else if (node.text.trim() !== '') checkExpression(node, { source: node.text, closed: true }, place, where, tell);
}

/** The tag that an unquoted `!` made of a condition, e.g. of `if: !cancelled()`. */
function tagBefore({ file: { text }, span }: ScalarNode): Span | undefined {
  const line = text.slice(text.lastIndexOf('\n', span.start - 1) + 1, span.end);
  const tag = /(?:^|[:\s])(!\S+)\s*$/.exec(line.slice(-200))?.[1];
  if (!tag) return undefined;
  const start = text.lastIndexOf(tag, span.end);
  return { start, end: start + tag.length };
}

function checkTree(node: SourceNode | null | undefined, place: Place, where: string, tell: Tell, depth: number): void {
  if (!node || depth > 20) return;
  if (node.kind === 'seq') for (const item of node.items) checkTree(item, place, where, tell, depth + 1);
  else if (node.kind === 'map') for (const { value } of entriesOf(node)) checkTree(value, place, where, tell, depth + 1);
  else if (node.text.includes('${{')) for (const part of expressionParts(node.text)) checkExpression(node, part, place, where, tell);
}

function checkExpression(node: ScalarNode, { source, closed }: ExpressionPart, place: Place, where: string, tell: Tell): void {
  const refuse = (message: string, fact?: string) => tell({ message, span: spanOf(node, source), fact });
  const { ast, error } = parseExpression(source);
  if (!closed) refuse('The expression is not closed: `}}` is missing, and GitHub refuses the file.');
  else if (source.trim() === '') refuse('The expression is empty: GitHub refuses the file.');
  else if (!ast) refuse(`GitHub cannot read this expression, and refuses the file: ${error}.`);
  else checkNames(ast, place, where, refuse);
}

function checkNames(ast: Ast, place: Place, where: string, refuse: (message: string, fact?: string) => void): void {
  const { contexts, functions } = expressionNames(ast);
  for (const name of contexts) {
    if (place.contexts.includes(name)) continue;
    const what = everyContext.has(name) ? `\`${name}\` is not available in ${where}` : `GitHub has no context \`${name}\``;
    refuse(`${what}: GitHub refuses the file.${hint(name, place)}`, name === 'secrets' ? 'sec.ctx' : undefined);
  }
  for (const name of functions) {
    if (statusFunctions.has(name)) {
      if (!place.status) refuse(`\`${name}()\` works only in \`if\`, not in ${where}: GitHub refuses the file.`);
    } else if (name === 'hashfiles') {
      if (!place.hashFiles) refuse(`\`hashFiles()\` works only in steps, not in ${where}: GitHub refuses the file.`);
    } else if (!pureFunctions.has(name)) refuse(`GitHub's expressions have no function \`${name}()\`: GitHub refuses the file.`);
  }
}

function hint(name: string, place: Place): string {
  if (name === 'secrets' && place === stepIf) return ' Put the secret into the `env` of the job, and test `env.NAME`.';
  if (name === 'secrets' && place === jobIf) return ' Test it in a step of a job before, and its output here.';
  return ` There ${place.contexts.length === 1 ? 'is' : 'are'} only ${place.contexts.join(', ')}.`;
}

/** Where an expression stands in the file; the whole text's place when it is written in another way there (escapes, folded lines). */
function spanOf(node: ScalarNode, expression: string): Span {
  const raw = node.file.text.slice(node.span.start, node.span.end);
  const at = raw.indexOf(expression);
  return at < 0 || expression === '' ? node.span : { start: node.span.start + at, end: node.span.start + at + expression.length };
}
