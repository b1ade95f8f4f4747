import type { Workflow } from '../../../actions/index.ts';
import type { CheckoutSeen, Effect } from '../../../chain/index.ts';
import { baseName } from '../../../chain/index.ts';
import { type Change, type FileChange, quoteScalar } from '../../../source/index.ts';
import { demand } from '../../fixes/parts/conditions.ts';
import { changed, inStep, together } from '../../fixes/parts/places.ts';
import type { Fixer, Proposal, Refusal } from '../../fixes/types.ts';
import type { Misled } from './subject.ts';

/** Lets the run build, and name, what is meant. */
export const fix: Fixer<Misled> = function* ({ subject }) {
  if (subject.why === 'checkout') yield checkedOut(subject);
  else if (subject.why === 'input') yield* named(subject);
  else if (subject.why === 'no tag') yield* onTagsOnly(subject.effect);
  else yield* ofTag(subject.effect);
};

const built = 'The log of the checkout names the tag, or its commit, as what it has checked out.';

function checkedOut({ workflow, ref, checkouts }: Extract<Misled, { why: 'checkout' }>): Proposal {
  return {
    id: 'checkout-ref',
    title: `Check out in ${workflow.path} what the event names`,
    changes: refs(workflow, checkouts, ref.includes('${{') ? ref : `\${{ ${ref} }}`),
    tradeoffs: ['A tag that does not exist, or is mistyped, fails the run at its first step.'],
    check: built,
  };
}

const refs = (workflow: Workflow, checkouts: readonly CheckoutSeen[], value: string): FileChange[] =>
  together(
    ...checkouts.map(({ step, job }) => [
      changed(step.node.file.path, {
        op: 'set',
        at: inStep(step, job, 'with', 'ref'),
        value: quoteScalar(step.node.file === workflow.file ? value : asCalled(value)),
      }),
    ]),
  );

/** A called workflow has inputs of its own; the event, with its inputs, is the caller's. */
const asCalled = (value: string): string => value.replace(/(?<![\w.])inputs\./g, 'github.event.inputs.');

/** Inputs in which actions take the tag of a release. */
const tagInputs: ReadonlyMap<string, string> = new Map([
  ['softprops/action-gh-release', 'tag_name'],
  ['ncipollo/release-action', 'tag'],
]);

function* named({ workflow, input, release, checkouts }: Extract<Misled, { why: 'input' }>): Generator<Proposal | Refusal> {
  const others = workflow.triggers.some((t) => t.event !== 'workflow_dispatch');
  const given = tagOf(workflow, input);
  const tag = others ? `${given} || github.ref_name` : given;
  const changes = inRelease(release, tag);
  if (changes.length === 0) {
    yield {
      refused: `${release.deed.tool} takes the name of the release where it could not be found.`,
      instead: `Give it the input: \`\${{ ${tag} }}\`.`,
    };
    return;
  }
  const base = { check: `Dispatch ${baseName(workflow.path)} with a tag: the release has its name.` };
  yield {
    ...base,
    id: 'name',
    title: `Name the release of ${workflow.path} after input \`${input}\``,
    changes,
    tradeoffs: ['A tag that does not exist yet is made at the head of the branch on which the workflow is dispatched.'],
  };
  yield {
    ...base,
    id: 'name-and-ref',
    title: `Name the release of ${workflow.path} after input \`${input}\`, and build that tag`,
    changes: together(
      changes,
      refs(workflow, checkouts, `\${{ inputs.${input} && format('refs/tags/{0}', ${given.replace(/^inputs\.[\w-]+ && /, '')}) || github.ref }}`),
    ),
    tradeoffs: ['The tag has to exist before the workflow is dispatched.'],
  };
}

/** The input as the tag that it means: where tags begin with `v` and people are asked for a version, as in `1.2.3`, the `v` comes before it. */
function tagOf({ triggers }: Workflow, name: string): string {
  const filters = triggers.filter((t) => t.event === 'push').flatMap((t) => t.tags ?? []);
  const asked = triggers.find((t) => t.event === 'workflow_dispatch')?.inputs.find((i) => i.name === name)?.description?.text ?? '';
  const input = `inputs.${name}`;
  if (filters.length === 0 || !filters.every((f) => /^v/.test(f.text)) || /\bv\d/.test(asked)) return input;
  if (/(?<![\w.])\d+\.\d/.test(asked)) return `${input} && format('v{0}', ${input})`;
  return /tag|ref/i.test(name) ? input : `${input} && (startsWith(${input}, 'v') && ${input} || format('v{0}', ${input}))`;
}

/** The tag in the inputs of an action, or in the words of a script. */
function inRelease({ step, job, deed }: Effect, tag: string): FileChange[] {
  if (step === undefined) return [];
  const { path } = step.node.file;
  const value = `\${{ ${tag} }}`;
  const given = step.with.find(
    (p) => p.value?.kind === 'scalar' && /^\$\{\{\s*github\.ref(?:_name)?\s*\}\}$/.test(p.value.text) && /tag/i.test(p.name),
  );
  const input = given?.name ?? tagInputs.get(deed.tool);
  if (input !== undefined) return [changed(path, { op: 'set', at: inStep(step, job, 'with', input), value })];
  if (step.run === undefined) return [];
  const words = [...step.run.text.matchAll(/\$\{\{\s*github\.ref_name\s*\}\}|\$\{GITHUB_REF_NAME\}|\$GITHUB_REF_NAME\b/g)];
  const splices = words.map(
    (m): Change => ({ op: 'splice', at: inStep(step, job, 'run'), start: m.index, end: m.index + m[0].length, text: '${RELEASE_TAG}' }),
  );
  return splices.length === 0 ? [] : [changed(path, ...splices, { op: 'set', at: inStep(step, job, 'env', 'RELEASE_TAG'), value })];
}

/** The step is for tags: on a branch it is left out. */
function* onTagsOnly({ step, job, deed, workflow }: Effect): Generator<Proposal | Refusal> {
  const tags = workflow.triggers.some((t) => t.event === 'push' && (t.tags !== undefined || t.branches === undefined));
  if (step === undefined || !tags) {
    yield {
      refused: `Nothing in job \`${job.id}\` tells the tag under which ${deed.tool} should release.`,
      instead: 'Give the step the name of the tag, from the step that makes it.',
    };
    return;
  }
  yield {
    id: 'tags-only',
    title: `Run ${deed.tool} in job \`${job.id}\` of ${workflow.path} for tags only`,
    changes: [changed(step.node.file.path, ...demand(step.if, inStep(step, job, 'if'), ["github.ref_type == 'tag'"], { before: 'uses' }))],
    tradeoffs: ['Pushes to a branch make no release, as they make none now: the step fails for them.'],
    check: 'A push to the branch leaves the step out, and a pushed tag carries it out.',
  };
}

/** sbt-ci-release asks GITHUB_REF, which only the environment of the command itself can say otherwise. */
function* ofTag({ step, job }: Effect): Generator<Proposal> {
  const script = step?.run?.text ?? '';
  const commands = [...script.matchAll(/(?<=^|[;&|(]|\bthen|\belse|\bdo)([^\S\n]*)sbt\b[^\n]*ci-release/gm)];
  if (step === undefined || commands.length === 0) return;
  const tag = /^\s*TAG=/m.test(script) ? '$TAG' : '$(git describe --tags --exact-match)';
  yield {
    id: 'ref-of-tag',
    title: `Tell sbt-ci-release in job \`${job.id}\` the tag that the run has made`,
    changes: [
      changed(
        step.node.file.path,
        ...commands.map((m): Change => {
          const at = m.index + m[1]!.length;
          return { op: 'splice', at: inStep(step, job, 'run'), start: at, end: at, text: `GITHUB_REF="refs/tags/${tag}" ` };
        }),
      ),
    ],
    tradeoffs: ['It publishes a release, which no registry takes back, where it published a snapshot before.'],
    check: 'The log of the step says that a release is published, without -SNAPSHOT in its version.',
  };
}
