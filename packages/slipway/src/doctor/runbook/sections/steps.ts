import { fileName } from '../../../tools/index.ts';
import { capital } from '../../wording.ts';
import { actsText, eventText, personText } from '../acts.ts';
import { inputsOf, inputText, startCommand, versionTag } from '../commands.ts';
import type { Hop, Material, Way } from '../types.ts';
import { arg, blocks, code, listed, plain, shell, table, versioned } from '../words.ts';

/** What a person does and what then runs, in order, for each way. */
export function steps(material: Material): string {
  const { ways } = material;
  if (ways.length === 0) return '';
  return blocks('## Step by step', ...ways.filter((way) => way.use !== 'round').map((way) => one(way, material)));
}

function one(way: Way, material: Material): string {
  const { analysis, tag } = material;
  const { world } = analysis;
  const { entry } = way.route;
  const commands = startCommand(way, tag, world);
  const numbered: string[] = [];
  const isMerge = entry.kind === 'merge';
  const start = isMerge
    ? `Merge the pull request into ${code(world.defaultBranch)} once its checks are green.`
    : commands.length > 0
      ? 'Start it:'
      : `${capital(eventText(entry.text, world))}.`;
  numbered.push(commands.length > 0 ? `${start}\n\n${indent(shell(...commands))}${indentedInputs(way)}` : start);
  for (const group of grouped(way.hops)) {
    const [hop] = group;
    if (hop === undefined) continue;
    const act = personText(hop.label, world);
    if (act !== undefined) numbered.push(`${capital(act)}${hint(hop, material)}`);
    numbered.push(runsText(group, material));
  }
  return blocks(`### ${heading(way, material)}`, numbered.map((text, index) => `${index + 1}. ${text}`).join('\n'));
}

function heading({ route, use }: Way, { analysis, tag }: Material): string {
  const { entry } = route;
  if (entry.kind === 'dispatch' && entry.workflow !== undefined)
    return `${use === 'main' ? 'Release' : 'Also'}: start ${code(fileName(entry.workflow.path))}`;
  if (entry.kind === 'merge') return `${use === 'main' ? 'Release' : 'Also'}: merge into ${code(analysis.world.defaultBranch)}`;
  if (entry.kind === 'tag') return `${use === 'main' ? 'Release' : 'Also'}: push tag ${code(versionTag(entry, tag))}`;
  if (entry.kind === 'release') return `${use === 'main' ? 'Release' : 'Also'}: publish a release`;
  return capital(eventText(entry.text, analysis.world));
}

/** Runs that the same event starts are one step. */
function grouped(hops: readonly Hop[]): readonly (readonly Hop[])[] {
  const groups = new Map<string, Hop[]>();
  for (const hop of hops) {
    const { event, from } = hop.label.via;
    const key = `${event.name}\0${event.activity ?? ''}\0${from?.node.run.workflow.path ?? ''}\0${hop.label.depth}`;
    groups.set(key, [...(groups.get(key) ?? []), hop]);
  }
  return [...groups.values()];
}

function runsText(group: readonly Hop[], material: Material): string {
  const lead = leadOf(group[0]!);
  const texts = group.map((hop) => runText(hop, material));
  if (texts.length === 1) return capital(`${lead}${texts[0]}`);
  const colon = lead === '' ? 'These run side by side:' : `${lead.trimEnd()}, side by side:`;
  return `${capital(colon)}\n${texts.map((text) => `   - ${capital(text)}`).join('\n')}`;
}

/** What starts a run that no person starts. */
function leadOf({ label }: Hop): string {
  const { event, from, effect } = label.via;
  if (from === undefined || event.by.kind === 'person') return '';
  if (event.name === 'workflow_run') return `when ${code(fileName(from.node.run.workflow.path))} has ended, `;
  const what = effect?.deed.kind === 'tag' || event.refType === 'tag' ? 'tag' : effect?.deed.kind;
  const name = event.activity === undefined ? event.name : `${event.name}: ${event.activity}`;
  const by =
    what === 'tag' || what === 'release' || what === 'pull-request' ? `the ${what.replace('-', ' ')}` : what === 'dispatch' ? 'this' : 'the push';
  return `${by} starts (${code(name)}) `;
}

function runText({ run, effects }: Hop, material: Material): string {
  const jobs = run.jobs.filter((job) => job.runs !== false);
  const gates = [...new Set(jobs.flatMap(({ job }) => job.environment?.name?.text ?? []))].filter((name) => !name.includes('${{'));
  const waits = gates.length === 0 ? '' : ` It waits where environment ${listed(gates.map(code))} asks for a reviewer: approve it on the run's page.`;
  const acts = actsText(effects, material);
  return `${code(fileName(run.workflow.path))}${acts === '' ? ' runs' : `: ${acts}`}.${waits}`;
}

/** The command for what a person does in the middle of a way. */
function hint({ label }: Hop, { analysis }: Material): string {
  const text = versioned(label.via.event.text, analysis.world);
  const draft = /publishes the draft of (\S+)/.exec(text)?.[1];
  if (draft !== undefined) return `: ${code(`gh release edit ${arg(draft)} --draft=false`)}.`;
  const head = /merges the pull request from (\S+)/.exec(text)?.[1];
  return head === undefined || head.includes('…') ? '.' : `, once its checks are green: ${code(`gh pr merge ${arg(head)}`)}.`;
}

function indentedInputs({ route }: Way): string {
  const inputs = route.entry.kind === 'dispatch' && route.entry.workflow !== undefined ? inputsOf(route.entry.workflow) : [];
  const rows = inputs.map((input) => [code(input.name), plain(inputText(input))]);
  const text = table(['input', 'takes'], rows);
  return text === '' ? '' : `\n\n${indent(text)}`;
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : `   ${line}`))
    .join('\n');
}
