import { asText, describe, type InputDecl, obj, str, type Trigger, type Val, type Workflow } from '../../../actions/index.ts';
import { type Analysis, dispatchRepository, dispatchWorkflow, type JobRun, perform, type Run } from '../../../chain/index.ts';
import { fileName } from '../../../tools/index.ts';

/** A version that no repository has: wherever it comes out, the input went in. */
const mark = '7.65.43';

/** The value was made from the marked input. */
export const isMarked = (value: Val | undefined): boolean => value !== undefined && describe(value).includes(mark);

/** An input that says which version or tag is meant. */
export function namesVersion(name: string): boolean {
  return (
    /^(?:(?:release|git|image|target)[-_]?)?(?:tag|version|ref)(?:[-_]?(?:name|number))?$/i.test(name) && !/^(?:target|image)?[-_]?ref$/i.test(name)
  );
}

/** What is given for such an input. */
export function sample(name: string): string {
  return /version/i.test(name) ? mark : `v${mark}`;
}

/** The run of a dispatch on the default branch that names a version which exists nowhere else; other inputs have their defaults. */
export function markedDispatch(workflow: Workflow, input: InputDecl, trigger: Trigger, analysis: Analysis): Run {
  const { world } = analysis;
  const inputs = new Map(
    trigger.inputs.map((i) => [
      i.name,
      i === input ? str(sample(i.name)) : str(i.default?.text ?? i.options?.[0]?.text ?? (i.type === 'boolean' ? 'false' : '')),
    ]),
  );
  const file = fileName(workflow.path);
  return perform(dispatchWorkflow(world, str(file), str(world.defaultBranch), 'branch', inputs, { kind: 'person' }, true), workflow, world);
}

/** The run of a repository_dispatch whose payload names a version in these fields. */
export function markedRepositoryDispatch(workflow: Workflow, type: string, fields: readonly string[], analysis: Analysis): Run {
  const payload = obj(Object.fromEntries(fields.map((f) => [f, str(sample(f))])), { open: true });
  return perform(dispatchRepository(analysis.world, str(type), payload, { kind: 'person' }), workflow, analysis.world);
}

/** What the jobs of a run check out of this repository. */
export interface Sources {
  /** Steps that take the ref of the event, which is a branch. */
  readonly plain: readonly JobRun['checkouts'][number][];
  /** Some step takes another ref, or one that is not known. */
  readonly chosen: boolean;
}

export function sourcesOf(run: Run, jobs: ReadonlySet<JobRun>, slug: string | undefined): Sources {
  const own = [...jobs]
    .flatMap((j) => j.checkouts)
    .filter((c) => c.repository === undefined || (slug !== undefined && asText(c.repository)?.toLowerCase() === slug.toLowerCase()));
  const branch = asText(run.event.ref);
  const isPlain = (ref: Val | undefined): boolean => {
    if (ref === undefined) return true;
    const text = asText(ref);
    return text === '' || (text !== undefined && text.replace(/^refs\/heads\//, '') === branch);
  };
  const text = [...jobs].flatMap((j) => j.job.steps.map((s) => s.run?.text ?? '')).join('\n');
  const byHand =
    /(?:^|[;&|(])\s*git\s+(?:-C\s+\S+\s+)?(?:checkout|switch|reset\s+--hard|worktree\s+add)\s[^\n]*(?:\$|tag)/im.test(text) ||
    /checkout[\w-]*ref|gh\s+pr\s+checkout/i.test(text);
  // What is published was built before, and is fetched from the release.
  const fetched =
    /\breleases\/(?:download|latest|tags)\b|\bgh\s+release\s+download\b/.test(text) ||
    [...jobs].some((j) => j.job.steps.some((s) => /release[-_]?download|fetch-gh-release/i.test(s.uses?.at.text ?? '')));
  return { plain: own.filter((c) => isPlain(c.ref)), chosen: byHand || fetched || own.some((c) => !isPlain(c.ref)) };
}
