import type { Workflow } from '../../../actions/index.ts';
import { type Analysis, locate } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import { fileName } from '../../../tools/index.ts';
import { effectText, listed } from '../../links.ts';
import { opened } from '../../opened.ts';
import type { Draft, Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'disabled-trigger',
  group: 'chain',
  severity: 'warning',
  title: 'A release trigger that is commented out',
  *check(analysis) {
    for (const workflow of analysis.world.workflows) {
      const draft = draftOf(workflow, analysis);
      if (draft) yield draft;
    }
  },
};

/** Started by hand, or by another workflow of this tree, and by nothing else. */
function isByHandOnly(workflow: Workflow): boolean {
  return (
    workflow.triggers.some((t) => t.event === 'workflow_dispatch') &&
    workflow.triggers.every((t) => t.event === 'workflow_dispatch' || t.event === 'workflow_call')
  );
}

function draftOf(workflow: Workflow, analysis: Analysis): Draft | undefined {
  if (!isByHandOnly(workflow)) return undefined;
  const off = commentedTrigger(workflow);
  if (off === undefined) return undefined;
  const lost = delivered(workflow, analysis);
  if (lost === undefined || isStartedByOthers(workflow, analysis)) return undefined;
  const dispatch = workflow.triggers.find((t) => t.event === 'workflow_dispatch')!;
  return {
    at: off.at,
    certainty: 'likely',
    title: `The trigger \`${off.name}\` of ${workflow.path} is commented out: only a dispatch by hand starts it`,
    message: `${workflow.path} ${lost.text}. Its trigger \`${off.name}\`${off.filters.length > 0 ? ` (${listed(off.filters, 3)})` : ''} stands in a comment, and what is left under \`on:\` is a dispatch by hand. So ${off.isTag ? 'pushing a tag' : `\`${off.name}\``} starts nothing any more, and nothing says so.`,
    chain: [
      { kind: 'event', text: `on ${off.name} is commented out`, location: off.at, state: 'cut' },
      { kind: 'event', text: 'on workflow_dispatch: a person starts it by hand', location: locate(dispatch.key), state: 'holds' },
      ...(lost.at ? [{ kind: 'effect' as const, text: lost.text, location: lost.at, state: 'maybe' as const }] : []),
    ],
    assumptions: ['the release is meant to start by itself again'],
    facts: ['push.file'],
    key: ['disabled', off.name],
    advice: 'Take the comment away, or remove it and say in the release documentation that the workflow is dispatched by hand.',
  };
}

interface Off {
  readonly name: string;
  readonly at: Location;
  readonly filters: readonly string[];
  readonly isTag: boolean;
}

/** `# push:` and the like among the lines of `on:`, with the filters in the comment below it. */
function commentedTrigger(workflow: Workflow): Off | undefined {
  const { text } = workflow.file;
  const lines = text.split(/\r?\n/);
  const from = lines.findIndex((l) => /^["']?on["']?\s*:/.test(l));
  if (from < 0) return undefined;
  let to = lines.findIndex((l, i) => i > from && /^[^\s#]/.test(l));
  if (to < 0) to = lines.length;
  for (let i = from + 1; i < to; i++) {
    const line = lines[i]!;
    const found = /^(\s*#[#\s]*)(push|release|create|tags|workflow_run)\s*:\s*(?:\[.*\]\s*)?(?:#.*)?$/.exec(line);
    if (!found) continue;
    const name = found[2]!;
    const filters: string[] = [];
    let isTag = name === 'tags' || name === 'create';
    for (let j = i + 1; j < to && /^\s*#/.test(lines[j]!); j++) {
      const below = lines[j]!.replace(/^\s*#[#\s]*/, '');
      if (/^tags\s*:/.test(below)) isTag = true;
      const item = /^-\s*['"]?([^'"#]+?)['"]?\s*(?:#.*)?$/.exec(below)?.[1] ?? /^(?:tags|branches|types)\s*:\s*\[(.*)\]/.exec(below)?.[1];
      if (item !== undefined) filters.push(item.replace(/['"]/g, '').trim());
    }
    const start = workflow.file.lineStart(i + 1) + found[1]!.length;
    return { name, filters, isTag, at: workflow.file.locate({ start, end: start + name.length }) };
  }
  return undefined;
}

/** What the workflow delivers, or what the workflows do that wait for its runs. */
function delivered(workflow: Workflow, analysis: Analysis): { readonly text: string; readonly at?: Location } | undefined {
  const own = opened(workflow, analysis).effects;
  const said = [...new Set(own.map(effectText))];
  if (own.length > 0) return { text: listed(said, 3), at: own[0]!.at };
  const seen = new Set([workflow]);
  for (const one of seen)
    for (const other of analysis.world.workflows) {
      if (seen.has(other) || !other.triggers.some((t) => t.workflows?.some((n) => n.text === one.displayName))) continue;
      seen.add(other);
      const effects = opened(other, analysis).effects;
      if (effects.length > 0)
        return { text: `is what ${other.path} waits for, which ${listed([...new Set(effects.map(effectText))], 2)}`, at: effects[0]!.at };
    }
  return undefined;
}

/** Another workflow dispatches or calls it: the release starts by itself after all. */
function isStartedByOthers(workflow: Workflow, { declared, world }: Analysis): boolean {
  const file = fileName(workflow.path);
  const names = new Set([file, workflow.path, workflow.displayName]);
  if (world.workflows.some((w) => w !== workflow && w.jobs.some((j) => j.uses?.is.kind === 'local' && j.uses.is.path.endsWith(`/${file}`))))
    return true;
  return [...declared.values()]
    .flat()
    .some(
      (r) =>
        r.workflow !== workflow && r.effects.some((e) => e.deed.kind === 'dispatch' && e.deed.workflow?.k === 'str' && names.has(e.deed.workflow.v)),
    );
}
