import type { Workflow } from '../../../actions/index.ts';
import { type Analysis, asksFirst, environmentRoutes, type Run, targetsOf } from '../../../chain/index.ts';
import type { Draft } from '../../rule.ts';
import { type Runbook, runbooks } from '../../runbooks.ts';

/** A sentence that makes a start wait for a yes of somebody. */
const condition =
  /\b(?:only|never|don['’]?t|do not|must not)\b.{0,40}\b(?:trigger|run|start|dispatch|publish|release|deploy|bundle|promote)\w*\b.{0,40}\b(?:after|once|with(?:out)?|until|before|when)\b.{0,40}\b(?:sign[- ]?off|approv(?:al|ed)|go\/no-go)/i;
/** The same as a whole sentence: "Only after sign-off." */
const alone = /(?:^|[.:!]\s)[\s*_>-]*(?:\w+:\s*)?\**only (?:after|with|once)\b.{0,30}\b(?:sign[- ]?off|approv(?:al|ed)|go\/no-go)/i;
/** How far behind the sentence the command may stand, in lines. */
const near = 14;
const start = /\bgh workflow run ["']?([\w.-]+\.ya?ml)\b|\/actions\/workflows\/([\w.-]+\.ya?ml)\b|\.github\/workflows\/([\w.-]+\.ya?ml)\b/;

/** A document makes a dispatch wait for a sign-off, and whoever may dispatch can do without. */
export function* onlyOnPaper(analysis: Analysis): Generator<Draft> {
  const { world } = analysis;
  if (!world.workflows.some((w) => w.triggers.some((t) => t.event === 'workflow_dispatch'))) return;
  for (const document of runbooks(world)) {
    if (!/sign[- ]?off|approv|go\/no-go/i.test(document.file.text)) continue;
    for (const [at, line] of document.lines.entries()) {
      if (line.kind === 'code' || line.kind === 'heading' || !(condition.test(line.text) || alone.test(line.text))) continue;
      const workflow = workflowNear(document, at, analysis);
      if (workflow === undefined || !isOpen(workflow, analysis)) continue;
      const from = document.file.lineStart(line.number);
      const trigger = workflow.triggers.find((t) => t.event === 'workflow_dispatch')!;
      yield {
        at: document.file.locate({ start: from, end: from + line.text.length }),
        severity: 'warning',
        certainty: 'likely',
        title: `Nothing in ${workflow.path} asks for the sign-off`,
        message:
          `${document.file.path} lets ${workflow.path} be started only after somebody's yes, but the workflow starts for whoever may dispatch it: no job of it names an environment that could wait for a reviewer, and no step looks for the sign-off. ` +
          `Who does not read the page, or reads only the command, publishes without it.`,
        chain: [
          {
            kind: 'event',
            text: `workflow_dispatch of ${workflow.path} asks nobody`,
            location: workflow.file.locate(trigger.key.span),
            state: 'holds',
          },
        ],
        assumptions: ['no one checks it outside of the repository'],
        facts: ['env.rules'],
        key: ['paper', workflow.path],
        advice: 'Let the job that publishes name an environment with reviewers, or let a first job look for the sign-off and fail without it.',
      };
    }
  }
}

function workflowNear(document: Runbook, at: number, { world }: Analysis): Workflow | undefined {
  for (const line of document.lines.slice(at, at + near)) {
    if (line.number > document.lines[at]!.number && line.kind === 'heading') return undefined;
    const found = start.exec(line.text);
    const name = found?.[1] ?? found?.[2] ?? found?.[3];
    if (name !== undefined) return world.workflow(`.github/workflows/${name}`);
  }
  return undefined;
}

/** It can be dispatched, delivers something, and nothing in it waits for anybody. */
function isOpen(workflow: Workflow, analysis: Analysis): boolean {
  const { world, declared } = analysis;
  if (!workflow.triggers.some((t) => t.event === 'workflow_dispatch')) return false;
  if (
    workflow.jobs.some(
      (j) =>
        j.environment !== undefined || j.uses !== undefined || asksFirst(j) || saysSo(j.node.file.text.slice(j.node.span.start, j.node.span.end)),
    )
  )
    return false;
  const runs: readonly Run[] = declared.get(workflow.path) ?? [];
  return (
    runs.some((r) => r.effects.some((e) => e.happens !== false && targetsOf(e, world).length > 0)) ||
    environmentRoutes(analysis).some((r) => r.workflow === workflow)
  );
}

/** A script or a condition looks for it; names and comments do not. */
function saysSo(text: string): boolean {
  return text.split('\n').some((line) => /sign[-_ ]?off|approv/i.test(line) && !/^\s*(?:-\s+)?(?:#|name:|description:|echo\b)/.test(line));
}
