import { type Job, maskExpressions, type Workflow } from '../../../actions/index.ts';
import { calledWorkflow, type World } from '../../../chain/index.ts';
import type { ScalarNode, SourceNode } from '../../../source/index.ts';
import { writtenTexts } from '../../job-nodes.ts';

/** A label that a job may ask for, where it is written. */
export interface AskedLabel {
  readonly node: ScalarNode;
  readonly text: string;
  /** Chosen by a condition that is not known. */
  readonly maybe: boolean;
}

/** Labels of a job's `runs-on`: as written, from its matrix, from the callers of its workflow, or as an expression names them. */
export function askedLabels(job: Job, workflow: Workflow, world: World): AskedLabel[] {
  return labelNodes(job.runsOn).flatMap((node) => {
    const written = writtenTexts(node, job);
    if (written.length > 0) return written.map((n) => ({ node: n, text: n.text.trim(), maybe: false }));
    const input = /^\s*\$\{\{\s*inputs\.([\w-]+)\s*\}\}\s*$/.exec(node.text)?.[1];
    if (input !== undefined) return fromCallers(input, workflow, world);
    return quoted(node);
  });
}

/** None where a self-hosted runner may carry the same text. */
function labelNodes(node: SourceNode | undefined): ScalarNode[] {
  if (node?.kind === 'scalar') return [node];
  if (node?.kind !== 'seq') return [];
  const labels = node.items.flatMap((i) => (i.kind === 'scalar' ? [i] : []));
  return labels.length === 1 ? labels : [];
}

/** What callers give for an input, and its default when one of them gives none. */
function fromCallers(name: string, workflow: Workflow, world: World): AskedLabel[] {
  const trigger = workflow.triggers.find((t) => t.event === 'workflow_call');
  const declared = trigger?.inputs.find((i) => i.name === name);
  if (declared === undefined) return [];
  const found: AskedLabel[] = [];
  let usesDefault = workflow.triggers.some((t) => t.event === 'workflow_dispatch');
  for (const caller of world.workflows)
    for (const job of caller.jobs) {
      if (!job.uses || calledWorkflow(job.uses.is, { workflow: caller }, world) !== workflow) continue;
      const given = job.with.find((p) => p.name === name)?.value;
      if (given === undefined) usesDefault = true;
      else if (given?.kind === 'scalar') for (const node of writtenTexts(given, job)) found.push({ node, text: node.text.trim(), maybe: false });
    }
  const fallback = declared.default;
  if (usesDefault && fallback && !fallback.text.includes('${{')) found.push({ node: fallback, text: fallback.text.trim(), maybe: false });
  return found;
}

/** Texts in quotes of an expression that chooses between labels: `cond && 'macos-13' || 'ubuntu-24.04'`. */
function quoted(node: ScalarNode): AskedLabel[] {
  return maskExpressions(node.text).expressions.flatMap((e) =>
    [...e.source.matchAll(/(?:&&|\|\||^|\()\s*'((?:ubuntu|macos|windows)-[\w.-]+)'/gi)].map((m) => ({ node, text: m[1]!, maybe: true })),
  );
}
