import { describe, type Workflow } from '../../../actions/index.ts';
import type { Analysis } from '../../../chain/index.ts';
import { baseName } from '../../../chain/index.ts';
import type { Change } from '../../../source/index.ts';
import { fromTag, isEvent, unknownWithoutPayload, withCalled } from '../../fixes/parts/dispatched-run.ts';
import { rewriteExpressions } from '../../fixes/parts/expression-edits.ts';
import { changed, together } from '../../fixes/parts/places.ts';
import { listOf, removeTrigger, setTriggerKey } from '../../fixes/parts/triggers.ts';
import type { Proposal } from '../../fixes/types.ts';
import type { Missed } from './subject.ts';

/** Needs files of the release: it has to come after it. */
const needsFiles =
  /gh release (?:download|upload|view|edit)|releases\/download\/|upload-release-asset|release-asset|dawidd6\/action-homebrew|bump-homebrew|releases\/(?:latest|tags)\b/i;

/**
 * A release that a run makes for a tag which a person pushed: what waits for the release can wait for that tag, and no token stands between. Not what
 * needs the release to be there.
 */
export function* byTag({ effect, run, waiting }: Missed, analysis: Analysis): Generator<Proposal> {
  const [one, ...others] = waiting;
  if (run === undefined || one === undefined || others.length > 0) return;
  const { event } = run;
  if (event.name !== 'push' || event.refType !== 'tag' || event.by.kind !== 'person') return;
  const { listener } = one;
  if (one.event.name !== 'release' || describe(one.event.ref) !== describe(event.ref)) return;
  const files = withCalled(listener, analysis);
  if (unknownWithoutPayload(files, one.event) !== undefined || files.some((w) => needsFiles.test(w.file.text)) || uploads(listener, analysis)) return;
  const patterns = run.workflow.triggers.find((t) => t.event === 'push')?.tags?.map((t) => t.text) ?? [];
  const trigger = listenTo(listener, patterns);
  if (trigger === undefined) return;
  const maker = baseName(run.workflow.path);
  const name = baseName(listener.path);
  yield {
    id: 'on-tag',
    title: `Let ${name} wait for the tag that starts ${maker}, and not for the release that ${maker} makes`,
    changes: together(
      [changed(listener.path, ...trigger)],
      files.map((w) => changed(w.path, ...rewriteExpressions(w.parsed.root, rewritings))),
    ).filter((c) => c.op !== 'change' || c.changes.length > 0),
    tradeoffs: [
      `${name} and ${maker} run side by side: ${name} publishes also when ${maker} fails.`,
      `A release that somebody makes in the browser starts ${name} by its tag, and a release of a tag that is there starts nothing.`,
    ],
    check: `After the next tag \`gh run list --workflow ${name} --event push --limit 1\` shows a run on it (${effect.deed.tool} makes its release beside it).`,
  };
}

const isTag = "github.event_name == 'push' && github.ref_type == 'tag'";
const rewritings = [{ is: isEvent('release'), by: `(${isTag})` }, { is: /github\.event\.action\s*==\s*'\w+'/gi, by: `(${isTag})` }, ...fromTag];

/** Its pushes with a filter of their own are left as they are. */
function listenTo(listener: Workflow, patterns: readonly string[]): Change[] | undefined {
  const push = listener.triggers.find((t) => t.event === 'push');
  if (patterns.length === 0 || push?.tagsIgnore !== undefined || (push !== undefined && push.branches === undefined && push.tags === undefined))
    return undefined;
  const there = push?.tags?.map((t) => t.text) ?? [];
  const missing = patterns.filter((p) => !there.includes(p));
  const removed = removeTrigger(listener, 'release');
  const added = missing.length === 0 ? [] : setTriggerKey(listener, 'push', 'tags', listOf([...there, ...missing]));
  if (removed.length === 0)
    return added.length === 0 ? undefined : [{ op: 'set', at: ['on'], value: `push:\n  tags:\n${listOf(patterns).replace(/^/gm, '    ')}` }];
  return [...added, ...removed];
}

/** It puts files on the release itself. */
const uploads = (listener: Workflow, { declared }: Analysis): boolean =>
  (declared.get(listener.path) ?? []).some((r) => r.effects.some((e) => e.deed.kind === 'release' && e.elsewhere === undefined));
