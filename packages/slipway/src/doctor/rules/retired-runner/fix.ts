import type { Job } from '../../../actions/index.ts';
import { type Change, get, isSeq, parseToml, type ScalarNode, sourceFile } from '../../../source/index.ts';
import { nodeAt } from '../../fixes/parts/node-at.ts';
import { changed } from '../../fixes/parts/places.ts';
import type { Fixer, Proposal } from '../../fixes/types.ts';

/** A label that no runner has: as a workflow writes it, or as dist asks for it. */
export type RunnerSubject =
  | { readonly node: ScalarNode; readonly text: string; readonly instead: string; readonly job: Job }
  | { readonly dist: string; readonly targets: readonly string[]; readonly label: string; readonly instead: string; readonly own: boolean };

/** The label that GitHub has in its place, for the same kind of machine. */
export const fix: Fixer<RunnerSubject> = function* ({ subject, analysis: { world } }) {
  if ('dist' in subject) {
    const proposal = ofDist(subject, world.tree.read(subject.dist) ?? '');
    if (proposal) yield proposal;
    return;
  }
  const { node, text, instead, job } = subject;
  const workflow = world.workflow(node.file.path);
  const place = workflow && nodeAt(workflow.parsed.root, node.span.start);
  if (place === undefined) return;
  const { at } = place;
  const label = successor(text, instead, around(node));
  const start = node.text.indexOf(text);
  const check = `The next run of job ${job.id} starts within minutes; its log names the image of \`${label}\`.`;
  yield {
    id: 'label',
    title: `run on \`${label}\` in place of \`${text}\``,
    changes: [
      changed(node.file.path, start < 0 ? { op: 'set', at, value: label } : { op: 'splice', at, start, end: start + text.length, text: label }),
    ],
    tradeoffs: /macos/.test(label)
      ? ['Xcode and the SDK are newer there: what is built may need a newer macOS unless it says for which it is built.']
      : ['The tools of the image are newer there.'],
    check,
  };
  const item = at.indexOf('include');
  const others = item < 0 ? undefined : get(workflow?.parsed.root, ...at.slice(0, item + 1));
  if (item >= 0 && isSeq(others) && others.items.length > 1)
    yield {
      id: 'drop-leg',
      title: `build no more on \`${text}\``,
      changes: [changed(node.file.path, { op: 'remove', at: at.slice(0, item + 2) })],
      tradeoffs: ['The release has no file for that machine any more: whoever asks for it is told 404.'],
      check: 'The next release has the other files, and no document promises the one that is gone.',
    };
};

/** The first label that is named, of the machine that the old one was. */
function successor(text: string, instead: string, context: string): string {
  const labels = [...instead.matchAll(/\b(?:ubuntu|macos|windows)-[\w.-]*\w/g)].map((m) => m[0]);
  const label = labels[0] ?? 'ubuntu-24.04';
  const size = /-x?large$/.exec(text)?.[0];
  if (size !== undefined && label.startsWith('macos')) return `${(labels.at(-1) ?? label).replace(/-intel$/, '')}${size}`;
  if (/^macos-1[0-3]/.test(text) && label === 'macos-15' && !/arm64|aarch64/.test(context) && /x86_64|amd64|x64|intel/i.test(context))
    return 'macos-15-intel';
  if (/arm|aarch64/.test(text) && label === 'ubuntu-24.04') return 'ubuntu-24.04-arm';
  return label;
}

/** The lines about a label: those of its item in a list, or of its job. */
function around({ file, span }: ScalarNode): string {
  const from = Math.max(0, span.start - 200);
  return file.text.slice(from, span.end + 200);
}

function ofDist({ dist, targets, label, instead, own }: Extract<RunnerSubject, { dist: string }>, text: string): Proposal | undefined {
  const root = parseToml(sourceFile(dist, text)).root;
  const way = [['dist'], ['workspace', 'metadata', 'dist'], ['package', 'metadata', 'dist']].find((w) => get(root, ...w)?.kind === 'map');
  if (way === undefined) return undefined;
  const made = successor(label, instead, targets.join(' '));
  const at = (target: string): (string | number)[] => {
    const custom = [...way, 'github-custom-runners', target];
    return get(root, ...custom)?.kind === 'map' ? [...custom, 'runner'] : custom;
  };
  const changes = targets.map((target): Change => {
    const wanted = target.startsWith('aarch64-apple') && made === 'macos-15-intel' ? 'macos-15' : made;
    return { op: 'set', at: at(target), value: `"${wanted}"` };
  });
  return {
    id: own ? 'label' : 'custom-runner',
    title: `let dist build ${targets.slice(0, 3).join(', ')} on a runner that GitHub has`,
    changes: [changed(dist, ...changes)],
    tradeoffs: own ? [] : ['A later version of dist may choose a better runner: take the line away when dist is updated.'],
    check: '`dist plan --output-format=json` names a runner that GitHub has for each target.',
  };
}
