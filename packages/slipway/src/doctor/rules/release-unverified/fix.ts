import type { Workflow } from '../../../actions/index.ts';
import { type Analysis, baseName, type Effect, familyOf, isConstantFamily, type JobRun, targetsOf } from '../../../chain/index.ts';
import { quoteScalar } from '../../../source/index.ts';
import { reportContract } from '../../contract.ts';
import { generatedBy } from '../../fixes/parts/generated.ts';
import { changed } from '../../fixes/parts/places.ts';
import { verifyScript } from '../../fixes/parts/verify-script.ts';
import type { Fixer, Proposal } from '../../fixes/types.ts';

export interface Subject {
  /** What makes the release, and its run's workflow. */
  readonly workflow: Workflow;
  readonly effect: Effect;
}

/** A job behind the publication asks for what the release must consist of. */
export const fix: Fixer<Subject> = function* ({ subject: { workflow, effect }, analysis }) {
  const family = effect.tag === undefined ? undefined : familyOf(effect.tag);
  if (family === undefined || isConstantFamily(family)) return;
  const script = verifyScript(
    reportContract(analysis).stages.flatMap((s) => s.items),
    family,
  );
  if (script === undefined) return;
  const onTag = workflow.triggers.some((t) => t.event === 'push' && t.tags !== undefined);
  if (generatedBy(analysis.world.tree, workflow.path)) {
    if (onTag) yield ofItsOwn(workflow, script);
    return;
  }
  const needs = publishing(workflow, analysis);
  if (needs.length === 0) return;
  const id = workflow.jobs.some((j) => j.id === 'verify') ? 'verify-release' : 'verify';
  const lines = onTag ? ['TAG="$GITHUB_REF_NAME"', ...script] : ['TAG="$(gh release view --json tagName --jq .tagName)"', ...script];
  yield {
    ...said(baseName(workflow.path)),
    title: `Look at the release when it is out: job ${id} of ${baseName(workflow.path)}`,
    changes: [
      changed(workflow.path, {
        op: 'set',
        at: ['jobs', id],
        value: job(lines, `needs: [${needs.map((n) => quoteScalar(n, { flow: true })).join(', ')}]`),
      }),
    ],
  };
};

const said = (name: string): Omit<Proposal, 'title' | 'changes'> => ({
  id: 'verify',
  tradeoffs: [
    'It looks when the release is public: what is missing is found, and not held back.',
    'A name that changes has to be changed there too; registries that are slow are waited for ten minutes.',
  ],
  check: `Delete a file of a test release and start the job again: ${name} ends red, and names the file.`,
});

function job(script: readonly string[], head: string): string {
  return `name: Verify the release
${head}
runs-on: ubuntu-latest
permissions:
  contents: read
steps:
  - name: Ask for every file, checksum and registry
    shell: bash
    run: |
${script.map((line) => `      ${line}`).join('\n')}
    env:
      GH_TOKEN: \${{ github.token }}
      GH_REPO: \${{ github.repository }}`;
}

/** Beside a file that only its generator writes. */
function ofItsOwn(workflow: Workflow, script: readonly string[]): Proposal {
  const head = "if: github.event.workflow_run.conclusion == 'success' && github.event.workflow_run.event == 'push'";
  const body = job(['TAG="$HEAD"', ...script], head).replace(/$/, '\n      HEAD: ${{ github.event.workflow_run.head_branch }}');
  const text = `name: Verify release
on:
  workflow_run:
    workflows: [${quoteScalar(workflow.displayName, { flow: true })}]
    types: [completed]
jobs:
  verify:
${body.replace(/^/gm, '    ')}
`;
  return {
    ...said('it'),
    title: `Look at the release when ${baseName(workflow.path)} has ended: a workflow of its own`,
    changes: [{ op: 'create', path: '.github/workflows/verify-release.yml', text }],
  };
}

/** Jobs of the workflow in which something of a version is delivered, by their own steps or by what they call. */
function publishing({ path }: Workflow, { declared, world }: Analysis): string[] {
  const found = new Set<string>();
  for (const run of declared.get(path) ?? [])
    for (const jobRun of run.jobs)
      if (run.effects.some((e) => e.happens !== false && within(jobRun, e) && targetsOf(e, world).some((t) => t.version === 'this')))
        found.add(jobRun.id);
  return [...found];
}

const within = (of: JobRun, e: Effect): boolean => of.job === e.job || (of.callee?.jobs.some((j) => within(j, e)) ?? false);
