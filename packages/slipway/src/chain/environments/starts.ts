import { alts, bool, str, type Trigger, type Val, type Workflow } from '../../actions/index.ts';
import { fileName } from '../../tools/index.ts';
import type { Analysis } from '../analyse.ts';
import { type Entry, entries } from '../entries.ts';
import { createRef, dispatchWorkflow, pushTag } from '../events.ts';
import { isRollingFamily } from '../families.ts';
import { tierOf } from './tiers.ts';

const person = { kind: 'person' } as const;

/** An entry, with the choices of a dispatch that make it this one. */
export interface Beginning {
  readonly entry: Entry;
  readonly inputs: ReadonlyMap<string, string>;
}

/** Choices of one dispatch that are told apart. */
const mostChoices = 12;
/** Entries that are walked in all. */
const mostBeginnings = 250;

/** The entries of the analysis, with tags of each kind, and a dispatch for each environment (and operation) that it offers. */
export function beginnings(analysis: Analysis, workflows: readonly Workflow[]): Beginning[] {
  const { world, families } = analysis;
  const out: Beginning[] = [];
  // Of the deploying workflows too, which the analysis does not enter when it knows of nothing that they deliver.
  for (const entry of entries(world, workflows, families)) if (entry.kind !== 'dispatch') out.push({ entry, inputs: new Map() });
  const waitsForTags = workflows.some((w) => w.triggers.some((t) => t.event === 'push' || t.event === 'create'));
  for (const family of waitsForTags ? families.filter((f) => !isRollingFamily(f)).slice(0, 3) : [])
    for (const channel of ['rc', 'hotfix'] as const) {
      const tag = str(`${family}${world.version}-${channel}.1`);
      out.push({
        entry: {
          id: `tag:${family}:${channel}`,
          text: `a person pushes tag ${tag.k === 'str' ? tag.v : ''}`,
          kind: 'tag',
          family,
          channel,
          events: [pushTag(world, tag, person), createRef(world, 'tag', tag, person)],
        },
        inputs: new Map(),
      });
    }
  for (const workflow of workflows)
    for (const trigger of workflow.triggers) if (trigger.event === 'workflow_dispatch') out.push(...dispatches(workflow, trigger, analysis));
  if (out.length > mostBeginnings) world.limit(`only the first ${mostBeginnings} ways to start a deployment were followed to environments`);
  return out.slice(0, mostBeginnings);
}

/** A dispatch for each choice of environment or operation; all that is not chosen may be anything that it offers. */
function dispatches(workflow: Workflow, trigger: Trigger, { world }: Analysis): Beginning[] {
  const file = fileName(workflow.path);
  let chosen: Map<string, string>[] = [new Map()];
  for (const input of trigger.inputs) {
    const options = input.type === 'choice' ? (input.options ?? []).map((o) => o.text) : [];
    if (!options.some((o) => tierOf(o) !== 'other') && !options.some((o) => /rollback|hotfix/i.test(o))) continue;
    const more = chosen.flatMap((c) => options.map((o) => new Map([...c, [input.name, o]])));
    if (more.length <= mostChoices) chosen = more;
  }
  return chosen.map((inputs) => {
    const values = new Map<string, Val>(trigger.inputs.map((i) => [i.name, inputs.has(i.name) ? str(inputs.get(i.name)!) : offered(i)]));
    const said = [...inputs].map(([name, value]) => `${name}: ${value}`).join(', ');
    const text = `dispatches ${file}${said === '' ? '' : ` (${said})`}`;
    return {
      inputs,
      entry: {
        id: `dispatch:${workflow.path}:${said}`,
        text: `a person ${text}`,
        kind: 'dispatch',
        channel: /hotfix/i.test(said) ? 'hotfix' : 'stable',
        workflow,
        events: [dispatchWorkflow(world, str(file), str(world.defaultBranch), 'branch', values, person, true, text)],
      },
    };
  });
}

function offered(input: Trigger['inputs'][number]): Val {
  if (input.type === 'boolean') return alts([bool(true), bool(false)]);
  if (input.type === 'choice') return alts((input.options ?? []).map((o) => str(o.text)));
  return { k: 'unknown', why: `input ${input.name}` };
}
