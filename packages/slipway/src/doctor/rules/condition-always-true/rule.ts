import {
  type Ast,
  alternatives,
  conditionTrees,
  contextPaths,
  evaluate,
  evaluateCondition,
  type Job,
  nodesOf,
  pathOf,
  type Str,
  type Workflow,
} from '../../../actions/index.ts';
import { type Analysis, locate } from '../../../chain/index.ts';
import { effectText, listed } from '../../links.ts';
import { opened, publishesByText } from '../../opened.ts';
import { contextsFor, type Reaching, reaching } from '../../reaching.ts';
import type { Draft, Rule } from '../../rule.ts';

/** What a fix needs to know of a guard that guards nothing. */
export interface Unguarding {
  readonly why: 'text' | 'type' | 'always';
  readonly workflow: Workflow;
  readonly job: Job;
  readonly condition: Str;
  /** The boolean that is compared with a text. */
  readonly path?: string;
  readonly literal?: string;
}

export const rule: Rule = {
  id: 'condition-always-true',
  group: 'chain',
  severity: 'error',
  title: 'A guard of a release that holds whatever happens',
  *check(analysis) {
    for (const workflow of analysis.world.workflows) {
      for (const job of workflow.jobs) {
        if (job.if) {
          const draft = guardOf(workflow, job, job.if, 'job', analysis) ?? ignoresNeeds(workflow, job, job.if, analysis);
          if (draft) yield draft;
        }
        for (const step of job.steps) {
          const draft = step.if && guardOf(workflow, job, step.if, 'step', analysis, step);
          if (draft) yield draft;
        }
      }
    }
  },
};

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

function does(workflow: Workflow, job: Job, step: Job['steps'][number] | undefined, analysis: Analysis): string | undefined {
  const effects = step ? opened(workflow, analysis).ofStep(step) : opened(workflow, analysis).ofJob(job);
  const said = [...new Set(effects.map(effectText))];
  if (said.length > 0) return listed(said, 3);
  return publishesByText((step ?? job).node) ? 'publishes' : undefined;
}

function guardOf(
  workflow: Workflow,
  job: Job,
  condition: Str,
  what: 'job' | 'step',
  analysis: Analysis,
  step?: Job['steps'][number],
): Draft | undefined {
  const stray = strayText(condition);
  const confusion = stray ? undefined : confusedWithText(condition, workflow, analysis);
  if (stray === undefined && confusion === undefined) return undefined;
  const acts = does(workflow, job, step, analysis);
  if (acts === undefined) return undefined;
  const at = locate(condition);
  const who = what === 'job' ? `Job \`${job.id}\`` : `A step of job \`${job.id}\``;
  return {
    at,
    certainty: 'proven',
    title: stray
      ? `${who} always runs: there is text around the \`\${{ }}\` of its condition`
      : `${who} is not held back: \`${confusion!.text}\` is always true`,
    message: stray
      ? `GitHub evaluates what stands in \`\${{ }}\` and puts the result into the text around it (${stray}). What comes out is a text that is not empty, and that is true whatever the expression gives. So the guard \`${oneLine(condition.text)}\` guards nothing, and ${what === 'job' ? `\`${job.id}\`` : 'the step'} ${acts} on every run.`
      : `\`${confusion!.path}\` is a boolean, and '${confusion!.literal}' is a text. GitHub compares the two as numbers: the text is none, so they are never equal, and \`!=\` always holds. The guard \`${oneLine(condition.text)}\` does not keep ${what === 'job' ? `\`${job.id}\`` : 'the step'} from running: it ${acts} all the same.`,
    chain: [{ kind: what, text: 'the condition always holds', location: at, state: 'holds' }],
    facts: [stray ? 'if.string' : 'if.eval'],
    key: [job.id, step?.id ?? (step ? (step.name?.text ?? String(step.index)) : ''), stray ? 'text' : confusion!.path],
    subject: { why: stray ? 'text' : 'type', workflow, job, condition, ...(confusion ?? {}) } satisfies Unguarding,
    advice: stray
      ? 'Put the whole condition into one `${{ }}`, or leave the braces away; write it on one line or with `>-` so that no line break is left at its end.'
      : `Write \`!${confusion!.path}\`, or compare with \`true\` without quotes.`,
  };
}

/** What stands around the expression, in words. */
function strayText(condition: Str): string | undefined {
  if (evaluateCondition(condition.text, { lookup: () => ({ k: 'unknown', why: '' }) }).alwaysTrue === undefined) return undefined;
  const outside = condition.text.replace(/\$\{\{[\s\S]*?\}\}/g, '');
  return outside.trim() === '' ? 'a blank or a line break' : `here \`${oneLine(outside)}\``;
}

interface Confusion {
  readonly text: string;
  readonly path: string;
  readonly literal: string;
}

/** `inputs.dry_run != 'true'` for an input that is a boolean, or a boolean of the event. */
function confusedWithText(condition: Str, workflow: Workflow, analysis: Analysis): Confusion | undefined {
  if (!/!=\s*'(?:true|false)'|'(?:true|false)'\s*!=/i.test(condition.text)) return undefined;
  const { world } = analysis;
  const events = reaching(workflow, analysis) ?? [];
  for (const ast of conditionTrees(condition.text).flatMap((tree) => [...nodesOf(tree)])) {
    if (ast.t !== 'compare' || ast.op !== '!=') continue;
    for (const [value, other] of [
      [ast.left, ast.right],
      [ast.right, ast.left],
    ] as const) {
      const path = pathOf(value);
      const literal = textOf(other);
      if (path === undefined || literal === undefined) continue;
      const asked = events.filter((r) => !isAbsent(value, r, workflow, world));
      if (asked.length > 0 && asked.every((r) => isBoolean(path, value, r, workflow, world)))
        return { text: `${path} != '${literal}'`, path, literal };
    }
  }
  return undefined;
}

function textOf(ast: Ast): string | undefined {
  return ast.t === 'literal' && ast.value.k === 'str' && /^(?:true|false)$/i.test(ast.value.v) ? ast.value.v : undefined;
}

/** A boolean of the event's payload, or an input that is declared as one; inputs of `github.event` are texts. */
function isBoolean(path: string, value: Ast, at: Reaching, workflow: Workflow, world: Analysis['world']): boolean {
  const input = /^inputs\.([^.]+)$/.exec(path)?.[1]?.toLowerCase();
  if (input !== undefined) {
    const declared = workflow.triggers.flatMap((t) => t.inputs).filter((i) => i.name.toLowerCase() === input);
    return declared.length > 0 && declared.every((i) => i.type === 'boolean');
  }
  if (!/^github\.event\.(?:pull_request|release)\./.test(path)) return false;
  const all = alternatives(evaluate(value, contextsFor(path, at, workflow, world)));
  return all.every((v) => v.k === 'bool');
}

/** The event has no such value. */
function isAbsent(value: Ast, at: Reaching, workflow: Workflow, world: Analysis['world']): boolean {
  const v = evaluate(value, contextsFor('', at, workflow, world));
  return v.k === 'null' || (v.k === 'str' && v.v === '');
}

/** `always()` alone on a job that delivers: what it needs may have failed, and it delivers all the same. */
function ignoresNeeds(workflow: Workflow, job: Job, condition: Str, analysis: Analysis): Draft | undefined {
  // What gathers the results of others is there for those that failed.
  if (job.needs.length === 0 || /summar|report|notif|status|clean-?up|teardown/i.test(`${job.id} ${job.name?.text ?? ''}`)) return undefined;
  const trees = conditionTrees(condition.text);
  const calls = trees.flatMap((t) => [...nodesOf(t)].flatMap((n) => (n.t === 'call' ? [n.name] : [])));
  if (
    !calls.includes('always') ||
    calls.some((c) => c === 'success' || c === 'failure' || c === 'cancelled') ||
    trees.some((t) => contextPaths(t).some((p) => p.startsWith('needs')))
  )
    return undefined;
  const effects = opened(workflow, analysis)
    .ofJob(job)
    .filter(
      (e) => e.deed.kind === 'package' || e.deed.kind === 'image' || e.deed.kind === 'release' || e.deed.kind === 'deploy' || e.deed.kind === 'tap',
    );
  if (
    effects.length === 0 ||
    /needs\.[\w-]+\.result|needs\.\*\.result|toJSON\(needs\)/i.test(job.node.file.text.slice(job.node.span.start, job.node.span.end))
  )
    return undefined;
  const at = locate(condition);
  const needs = listed(job.needs.map((n) => n.text));
  return {
    at,
    severity: 'warning',
    certainty: 'proven',
    title: `Job \`${job.id}\` runs also when ${needs} failed or ${job.needs.length === 1 ? 'was' : 'were'} cancelled`,
    message: `\`always()\` takes the hidden success() away, and nothing here looks at how ${needs} came out. When ${job.needs.length === 1 ? 'it fails' : 'one of them fails'}, or someone cancels the run, \`${job.id}\` ${listed([...new Set(effects.map(effectText))], 3)} all the same.`,
    chain: [
      { kind: 'job', text: `${job.needs[0]!.text} fails`, location: locate(job.needs[0]!), state: 'maybe' },
      { kind: 'job', text: `${job.id} runs all the same`, location: at, state: 'holds' },
      ...effects.slice(0, 2).map((e) => ({ kind: 'effect' as const, text: effectText(e), location: e.at, state: 'holds' as const })),
    ],
    facts: ['if.always'],
    key: [job.id, 'always'],
    subject: { why: 'always', workflow, job, condition } satisfies Unguarding,
    advice: `Ask for what must have succeeded: \`!cancelled() && needs.${job.needs[0]!.text}.result == 'success'\`.`,
  };
}
