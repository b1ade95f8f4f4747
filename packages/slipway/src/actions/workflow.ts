import { parseYaml } from '../source/index.ts';
import type { SourceFile } from '../source/types.ts';
import { parseConcurrency, parseDefaults, parseJobs } from './jobs.ts';
import type { Workflow } from './model.ts';
import { child, pairsOf, textAt } from './nodes.ts';
import { parsePermissions } from './permissions.ts';
import { parseTriggers } from './triggers.ts';
import { validateWorkflow } from './validate.ts';

/**
 * Reads a workflow file. It never throws: what cannot be read is left out, and `problems` says what GitHub refuses or ignores.
 * Aliases stand for the node of their anchor, so a span may lie at the anchor.
 */
export function parseWorkflow(file: SourceFile): Workflow {
  const parsed = parseYaml(file);
  const { root } = parsed;
  const name = textAt(root, 'name');
  const workflow = {
    path: file.path,
    file,
    parsed,
    name,
    displayName: name?.text.trim() || file.path,
    triggers: parseTriggers(child(root, 'on')),
    runName: textAt(root, 'run-name'),
    permissions: parsePermissions(root),
    env: pairsOf(child(root, 'env')),
    defaults: parseDefaults(root),
    concurrency: parseConcurrency(root),
    jobs: parseJobs(child(root, 'jobs')),
  };
  return { ...workflow, problems: validateWorkflow(workflow) };
}

const inWorkflows = /^\.github\/workflows\/[^/]+\.ya?ml$/;

/** Whether GitHub takes a path (from the root, with `/`) for a workflow file: directly in `.github/workflows`, `.yml` or `.yaml`. */
export function isWorkflowPath(path: string): boolean {
  return inWorkflows.test(path);
}
