import {
  type Ast,
  concat,
  contextPaths,
  interpretShell,
  type Job,
  maskExpressions,
  nodesOf,
  type Pair,
  parseExpression,
  type ShellCommand,
  type Step,
  str,
  type TokenSource,
  token,
  unknown,
  type Val,
  type Workflow,
} from '../actions/index.ts';
import { type Location, scalarSpan } from '../source/index.ts';

/** Steps that mint a token of a GitHub App. */
const minting = /app-token|app-auth|generate-token|get-token/i;

/**
 * The commands of a step's script, with the tokens that its texts hold; everything else that an expression gives is unknown. Nothing of the run
 * is followed: it is for questions that one script answers.
 */
export function scriptCommands(step: Step, job: Job, workflow: Workflow): readonly ShellCommand[] {
  const { run } = step;
  if (run === undefined || /^(?:pwsh|powershell|cmd|python)/.test(shellOf(step, job, workflow))) return [];
  const { expressions } = maskExpressions(run.text);
  const known = new Map<string, Val | undefined>();
  const env = (name: string): Val | undefined => {
    if (!known.has(name)) known.set(name, givenBy(name, [step.env, job.env, workflow.env], job));
    return known.get(name);
  };
  return interpretShell(run.text, { shell: 'bash -e {0}', expressions: expressions.map((e) => expressionValue(e.source, job)), env }).commands;
}

/** Where a command of a step's script stands. */
export const commandAt = (command: ShellCommand, step: Step): Location => step.run!.file.locate(scalarSpan(step.run!, command.start, command.end));

const shellOf = (step: Step, job: Job, workflow: Workflow): string => (step.shell ?? job.defaults.shell ?? workflow.defaults.shell)?.text ?? 'bash';

function givenBy(name: string, layers: readonly (readonly Pair[])[], job: Job): Val | undefined {
  for (const pairs of layers) {
    const value = pairs.find((p) => p.name === name)?.value;
    if (value?.kind === 'scalar') return textValue(value.text, job);
  }
  return undefined;
}

function textValue(text: string, job: Job): Val {
  const { expressions } = maskExpressions(text);
  const parts: Val[] = [];
  let from = 0;
  for (const e of expressions) {
    parts.push(str(text.slice(from, e.start)), expressionValue(e.source, job));
    from = e.end;
  }
  return expressions.length === 0 ? str(text) : concat(...parts, str(text.slice(from)));
}

function expressionValue(source: string, job: Job): Val {
  const { ast } = parseExpression(source);
  const found = ast === undefined ? undefined : tokenOf(ast, job);
  return found === undefined ? unknown(source.trim()) : token(found);
}

/** The token whose text an expression gives: not what a comparison or a function makes of it. */
function tokenOf(ast: Ast, job: Job): TokenSource | undefined {
  if ([...nodesOf(ast)].some((n) => n.t === 'compare' || n.t === 'call' || n.t === 'not')) return undefined;
  for (const path of contextPaths(ast)) {
    if (/^(?:secrets\.github_token|github\.token)$/i.test(path)) return { kind: 'github-token' };
    const secret = /^secrets\.([\w-]+)$/i.exec(path)?.[1];
    if (secret !== undefined) return { kind: 'secret', name: secret };
    const id = /^steps\.([\w-]+)\.outputs\.\w*token\w*$/i.exec(path)?.[1];
    const maker = id === undefined ? undefined : job.steps.find((s) => s.id?.toLowerCase() === id.toLowerCase());
    if (maker?.uses && minting.test(maker.uses.at.text)) return { kind: 'app' };
  }
  return undefined;
}

/** A script without its lines that are comments. */
export const withoutComments = (text: string): string => text.replace(/^\s*#.*$/gm, '');
