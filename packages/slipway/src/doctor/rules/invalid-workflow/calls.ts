import type { Job, Step, Workflow } from '../../../actions/index.ts';
import { calledWorkflow, type World } from '../../../chain/index.ts';
import type { ScalarNode } from '../../../source/index.ts';
import { nearest } from '../../../tools/index.ts';

/** A reference to another file of the tree that GitHub cannot follow, or not as it is written. */
export interface BadCall {
  readonly at: ScalarNode;
  readonly title: string;
  readonly message: string;
  readonly severity: 'error' | 'warning';
  readonly fact: string;
  readonly advice?: string;
  readonly remedy: CallRemedy;
}

/** What would make the call work. */
export type CallRemedy =
  | { readonly as: 'file'; readonly missing: string; readonly path: string }
  | { readonly as: 'callable'; readonly path: string }
  /** An input that the called file does not take. */
  | { readonly as: 'input'; readonly path: string; readonly name: string; readonly near?: string; readonly secret: boolean }
  | { readonly as: 'checkout' }
  | { readonly as: 'unknown'; readonly why: string; readonly instead: string };

/** Calls of workflows of the tree that do not fit what is called: GitHub refuses the caller before its first job. */
export function* badCalls(workflow: Workflow, world: World): Generator<BadCall> {
  for (const job of workflow.jobs) if (job.uses) yield* badCall(job, workflow, world);
}

function* badCall(job: Job, workflow: Workflow, world: World): Generator<BadCall> {
  const { at, is } = job.uses!;
  if (is.kind === 'remote' && `${is.owner}/${is.repo}`.toLowerCase() !== world.slug?.toLowerCase()) return;
  if (is.kind !== 'local' && is.kind !== 'remote') return;
  const path = is.path.replace(/^\.\//, '');
  const called = calledWorkflow(is, { workflow }, world);
  const refused = `GitHub refuses to start ${workflow.path}`;
  if (called === undefined) {
    // A file at another ref may hold it; a path with an expression is another problem.
    if (is.kind === 'remote' || path.includes('${{') || world.tree.has(path)) return;
    const near = nearest(
      path,
      world.workflows.map((w) => w.path),
    );
    yield {
      at,
      severity: 'error',
      title: `${workflow.path} calls ${path}, which does not exist`,
      message: `Job \`${job.id}\` calls ${path}, and the tree has no such file. ${refused}: none of its jobs runs, whatever the event.${near === undefined ? '' : ` There is ${near}.`}`,
      fact: 'valid.file',
      remedy:
        near === undefined
          ? { as: 'unknown', why: 'no workflow of the tree is called nearly so', instead: `Add ${path}, or call one that is there.` }
          : { as: 'file', missing: path, path: near },
    };
    return;
  }
  // What is called at another ref may be another file than the one that is here.
  if (is.kind === 'remote' && !/^(?:main|master)$/.test(is.ref)) return;
  const trigger = called.triggers.find((t) => t.event === 'workflow_call');
  if (trigger === undefined) {
    if (called.problems.length > 0) return;
    yield {
      at,
      severity: 'error',
      title: `${called.path} cannot be called`,
      message: `Job \`${job.id}\` calls ${called.path}, which has no \`workflow_call\` among its events. ${refused}.`,
      fact: 'valid.file',
      advice: `Add \`workflow_call:\` to \`on\` of ${called.path}.`,
      remedy: { as: 'callable', path: called.path },
    };
    return;
  }
  if (called.problems.some((p) => p.effect === 'refused')) return;
  for (const { name, key } of job.with) {
    if (trigger.inputs.some((i) => i.name.toLowerCase() === name.toLowerCase())) continue;
    const near = nearest(
      name,
      trigger.inputs.map((i) => i.name),
    );
    yield {
      at: key,
      severity: 'error',
      title: `${called.path} has no input \`${name}\``,
      message: `Job \`${job.id}\` gives ${called.path} the input \`${name}\`, which it does not declare. ${refused}.${near === undefined ? '' : ` There is \`${near}\`.`}`,
      fact: 'valid.file',
      remedy: {
        as: 'input',
        path: called.path,
        name,
        ...(near === undefined ? {} : { near }),
        secret: trigger.secrets.some((s) => s.name.toLowerCase() === name.toLowerCase()),
      },
    };
  }
  for (const input of trigger.inputs)
    if (input.required && input.default === undefined && !job.with.some((p) => p.name.toLowerCase() === input.name.toLowerCase()))
      yield {
        at,
        severity: 'error',
        title: `${called.path} needs the input \`${input.name}\``,
        message: `${called.path} declares \`${input.name}\` as required, and job \`${job.id}\` does not give it. ${refused}.`,
        fact: 'valid.file',
        remedy: {
          as: 'unknown',
          why: `what \`${input.name}\` should be here is for a person to say`,
          instead: `Give \`${input.name}\` below \`with\` of job ${job.id}, or a default in ${called.path}.`,
        },
      };
}

/** Actions of the tree that are not in it, in jobs whose workspace is the checked-out tree and nothing else. */
export function* badLocalActions(job: Job, workflow: Workflow, world: World): Generator<BadCall> {
  for (const [index, step] of job.steps.entries()) {
    if (step.uses?.is.kind !== 'local') continue;
    const dir = step.uses.is.path.replace(/^\.\//, '').replace(/\/$/, '');
    // `$/` is the repository of the workflow itself: nothing need be checked out.
    if (step.uses.at.text.trim().startsWith('$/') || dir.startsWith('../')) continue;
    const before = job.steps.slice(0, index);
    if (before.length === 0 || !before.some(fillsWorkspace)) {
      yield {
        at: step.uses.at,
        severity: 'error',
        title: `\`${step.uses.at.text}\` is used before anything is checked out`,
        message: `Job \`${job.id}\` of ${workflow.path} uses the repository's own action \`${step.uses.at.text}\`, but no step before fills the workspace: the runner finds no action.yml there, and the job fails.`,
        fact: 'valid.file',
        advice: 'Put actions/checkout before it.',
        remedy: { as: 'checkout' },
      };
      return;
    }
    const plain = before.every((s) => s.run === undefined && (!isCheckout(s) || !s.with.some((p) => /^(?:repository|path|ref)$/.test(p.name))));
    if (!plain || !before.some(isCheckout) || before.some((s) => fillsWorkspace(s) && !isCheckout(s))) continue;
    const has = ['action.yml', 'action.yaml', 'Dockerfile'].some((name) => world.tree.has(dir === '' ? name : `${dir}/${name}`));
    // A submodule's files are not in the tree.
    if (has || world.tree.has('.gitmodules')) continue;
    yield {
      at: step.uses.at,
      severity: 'error',
      title: `The action \`${step.uses.at.text}\` is not in the tree`,
      message: `Job \`${job.id}\` of ${workflow.path} uses \`${step.uses.at.text}\`, and the tree has no action.yml there: the step fails, and the job with it.`,
      fact: 'valid.file',
      remedy: { as: 'unknown', why: 'the tree has no such action', instead: `Add ${dir}/action.yml, or use an action that is there.` },
    };
  }
}

const isCheckout = (step: Step): boolean =>
  step.uses?.is.kind === 'remote' && `${step.uses.is.owner}/${step.uses.is.repo}`.toLowerCase() === 'actions/checkout';

/** It may put files into the workspace: a checkout, a download, a script, an action of which nothing is known. */
function fillsWorkspace(step: Step): boolean {
  if (step.run !== undefined || step.uses?.is.kind !== 'remote') return true;
  return !/^actions\/(?:setup-\w+|create-github-app-token)$/.test(`${step.uses.is.owner}/${step.uses.is.repo}`.toLowerCase());
}
