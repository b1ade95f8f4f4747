import type { Job, Trigger, Workflow } from '../../../actions/index.ts';
import type { Analysis } from '../../../chain/index.ts';
import { type Change, get, type SourceNode } from '../../../source/index.ts';
import { fileName } from '../../../tools/index.ts';
import { demand } from '../../fixes/parts/conditions.ts';
import { changed, inJob } from '../../fixes/parts/places.ts';
import { addTrigger } from '../../fixes/parts/triggers.ts';
import type { Proposal } from '../../fixes/types.ts';

/** The jobs of one file move to the file that npm trusts, each with what it had from its own: events, rights, concurrency. */
export function* oneFile(other: Workflow, main: Workflow, { world }: Analysis): Generator<Proposal> {
  const fresh = other.triggers.filter((t) => !main.triggers.some((m) => m.event === t.event));
  const ids = new Set(main.jobs.map((j) => j.id));
  const named = world.workflows.some(
    (w) =>
      w !== other && (w.file.text.includes(fileName(other.path)) || w.triggers.some((t) => t.workflows?.some((n) => n.text === other.displayName))),
  );
  if (
    !isPlain(other, main) ||
    named ||
    other.jobs.some((j) => ids.has(j.id) || j.if !== undefined || (j.needs.length > 0 && other.concurrency !== undefined))
  )
    return;
  const guard = other.triggers.map((t) => eventOf(t, main)).join(' || ');
  const kept = fresh.map((t) => `github.event_name != '${t.event}'`);
  const changes: Change[] = [
    ...fresh.flatMap((t) => addTrigger(main, t.event)),
    ...(kept.length === 0
      ? []
      : main.jobs.filter((j) => j.needs.length === 0).flatMap((j) => demand(j.if, inJob(j, 'if'), kept, { before: j.uses ? 'uses' : 'runs-on' }))),
    ...other.jobs.map((j): Change => ({ op: 'set', at: inJob(j), value: jobText(j, other, guard) })),
  ];
  yield {
    id: 'one-file',
    title: `Publish from ${main.path} alone: the jobs of ${other.path} move there`,
    changes: [changed(main.path, ...changes), { op: 'delete', path: other.path }],
    tradeoffs: [
      `Runs of both are listed under ${main.name?.text ?? fileName(main.path)} from now on, and the history of ${fileName(other.path)} ends.`,
      'Documents and badges that name the file have to name the other one.',
      ...(/run_number/i.test(other.file.text)
        ? ['The number of the run, which stands in its versions, is that of the other file: it may be lower than the last one.']
        : []),
    ],
    setup: [`Look on npm's site, in the settings of the package, that its trusted publisher is \`${fileName(main.path)}\`.`],
    check: 'The next pre-release is published by a run of that file, with provenance.',
  };
}

/** Nothing in either file that a job of the other would get, or miss, unseen. */
function isPlain(other: Workflow, main: Workflow): boolean {
  const bare = (w: Workflow): boolean => w.env.length === 0 && w.defaults.shell === undefined && w.defaults.workingDirectory === undefined;
  return bare(other) && bare(main) && main.concurrency === undefined && other.triggers.every((t) => isKnown(t, main));
}

const names = (t: Trigger | undefined): string[] => (t?.branches ?? []).map((b) => b.text);

/** An event without filters that the other file does not have, or pushes to branches that start it too. */
function isKnown(t: Trigger, main: Workflow): boolean {
  const same = main.triggers.find((m) => m.event === t.event);
  if (t.event === 'workflow_dispatch') return t.inputs.length === 0 && same === undefined;
  if (t.event !== 'push' || same === undefined || t.tags || t.paths || t.branchesIgnore || same.tags || same.paths) return false;
  return names(t).length > 0 && names(t).every((b) => /^[\w./-]+$/.test(b) && names(same).includes(b));
}

function eventOf(t: Trigger, main: Workflow): string {
  const more = t.event === 'push' && names(main.triggers.find((m) => m.event === 'push')).length > names(t).length;
  const branches = names(t).map((b) => `github.ref_name == '${b}'`);
  const where = branches.length > 1 ? `(${branches.join(' || ')})` : branches[0];
  return more ? `(github.event_name == 'push' && ${where})` : `github.event_name == '${t.event}'`;
}

/** A job as it stands, with its guard and what its workflow gave it. */
function jobText(job: Job, { parsed, permissions, concurrency }: Workflow, guard: string): string {
  const given = (key: 'permissions' | 'concurrency', wanted: boolean): string[] => {
    const node = wanted ? get(parsed.root, key) : undefined;
    return node ? [isBlock(node) ? `${key}:\n${written(node).replace(/^(?=.)/gm, '  ')}` : `${key}: ${written(node)}`] : [];
  };
  return [
    `if: ${guard}`,
    ...given('permissions', permissions !== undefined && job.permissions === undefined),
    ...given('concurrency', concurrency !== undefined && job.concurrency === undefined),
    written(job.node),
  ].join('\n');
}

const isBlock = (node: SourceNode): boolean => node.kind !== 'scalar' && node.flow !== true;

/** A node as it is written, indented from column 0. */
function written({ file, span }: SourceNode): string {
  const column = span.start - (file.text.lastIndexOf('\n', span.start - 1) + 1);
  return file.text
    .slice(span.start, span.end)
    .replace(new RegExp(`\\n {0,${column}}`, 'g'), '\n')
    .trimEnd();
}
