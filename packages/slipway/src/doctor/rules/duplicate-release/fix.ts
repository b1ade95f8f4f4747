import { asText, type Workflow } from '../../../actions/index.ts';
import { type Analysis, baseName, type Effect, type Event } from '../../../chain/index.ts';
import type { Change, FileChange } from '../../../source/index.ts';
import { changed } from '../../fixes/parts/places.ts';
import { removeTrigger } from '../../fixes/parts/triggers.ts';
import type { Fixer, Proposal } from '../../fixes/types.ts';

export type Subject =
  /** Copies of one file: either can go, the first named rather; `kept` is the one that the tool's configuration asks for. */
  | { readonly kind: 'file'; readonly extra: readonly Workflow[]; readonly kept?: Workflow }
  /** One event too many: the workflows that could do without it, the first named rather. */
  | { readonly kind: 'trigger'; readonly event: Event; readonly of: readonly Workflow[] }
  /** A release that two tools make. */
  | { readonly kind: 'release'; readonly maker: Effect; readonly second: Effect };

export const fix: Fixer<Subject> = function* ({ subject, analysis }) {
  if (subject.kind === 'file')
    for (const workflow of subject.extra) yield deletion(workflow, subject.kept ?? subject.extra.find((w) => w !== workflow));
  else if (subject.kind === 'trigger') yield* triggers(subject.event, subject.of);
  else yield* oneMaker(subject.maker, subject.second, analysis);
};

function deletion({ path }: Workflow, kept: Workflow | undefined): Proposal {
  const name = baseName(path);
  return {
    id: 'delete',
    title: `Delete ${path}${kept ? `: ${baseName(kept.path)} delivers the same` : ''}`,
    changes: [{ op: 'delete', path }],
    tradeoffs: [`Badges, documents and trusted publishers that name ${name} have to name ${kept ? baseName(kept.path) : 'the other one'}.`],
    check: `The next release shows one run, of ${kept ? baseName(kept.path) : 'the other workflow'}, and \`git grep -n ${name}\` finds nothing that still names the file.`,
  };
}

/** The second writer stops listening; a workflow that nothing else starts can only go as a whole. */
function* triggers(event: Event, of: readonly Workflow[]): Generator<Proposal> {
  const what = event.activity === undefined ? event.name : `${event.name}: ${event.activity}`;
  for (const workflow of of) {
    const changes = silenced(workflow, event);
    const name = baseName(workflow.path);
    if (changes.length === 0) {
      if (of.length > 1)
        yield deletion(
          workflow,
          of.find((w) => w !== workflow),
        );
      continue;
    }
    yield {
      id: 'one-trigger',
      title: `Let ${name} no longer start on ${what}`,
      changes: [changed(workflow.path, ...changes)],
      tradeoffs: [`What else ${name} does on ${what} no longer happens by itself.`],
      check: `The next release shows one run that delivers it, and none of ${name} on ${what}.`,
    };
  }
}

function silenced(workflow: Workflow, { name, refType }: Event): Change[] {
  const trigger = workflow.triggers.find((t) => t.event === name);
  // Its pushes to branches stay.
  if (name === 'push' && refType === 'tag' && trigger?.branches && trigger.tags) return [{ op: 'remove', at: ['on', 'push', 'tags'] }];
  return removeTrigger(workflow, name);
}

/** The tool that makes the tag leaves the release to the workflow that waits for it, or that one adds to what is there. */
function* oneMaker(maker: Effect, second: Effect, { world }: Analysis): Generator<Proposal> {
  const config = ['release-plz.toml', '.release-plz.toml'].find((path) => world.tree.has(path));
  if (/release-plz/i.test(maker.deed.tool) && config !== undefined)
    yield {
      id: 'tag-only',
      title: `Let release-plz make the tag alone: ${baseName(second.workflow.path)} makes the release`,
      changes: [changed(config, { op: 'set', at: ['workspace', 'git_release_enable'], value: 'false' })],
      tradeoffs: [`The notes of the release are then those of ${second.deed.tool}.`],
      check: `The next release is made once, by ${second.deed.tool}, with its files.`,
    };
  const edited = uploadInstead(second);
  if (edited !== undefined)
    yield {
      id: 'upload',
      title: `Let ${baseName(second.workflow.path)} put its files on the release that ${maker.deed.tool} has made`,
      changes: [edited],
      tradeoffs: [`The release is public before its files are there, and its notes are those of ${maker.deed.tool}.`],
      check: `The next release is made by ${maker.deed.tool} and has the files that ${baseName(second.workflow.path)} uploads.`,
    };
}

/** `gh release create TAG files` becomes `gh release upload TAG files`, where nothing but files follows. */
function uploadInstead({ step, job, deed, workflow }: Effect): FileChange | undefined {
  const script = step?.run?.text;
  if (step === undefined || script === undefined || deed.kind !== 'release' || step.node.file !== job.node.file) return undefined;
  const found = /\bgh release create((?:[ \t]+(?!-)\S+)+)[ \t]*$/m.exec(script);
  const files = (deed.assets ?? []).some((a) => asText(a) !== '');
  if (found === null || !files) return undefined;
  const start = found.index + 'gh release '.length;
  return changed(workflow.path, {
    op: 'splice',
    at: ['jobs', job.id, 'steps', step.index, 'run'],
    start,
    end: start + 'create'.length,
    text: 'upload --clobber',
  });
}
