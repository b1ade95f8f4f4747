import { code, inline } from '../../doctor/formats/index.ts';
import { furtherReasons, shownDestinations } from '../formats/shown.ts';
import type { Plan } from '../types.ts';
import { few } from '../words.ts';
import { drivenWarnings } from './driven.ts';
import type { RequestQuestion } from './types.ts';

/** What a release pull request says before its notes. */
export function opening({ plan, base, anyway, checks }: RequestQuestion): string {
  const [only] = plan.components;
  const what = plan.components.length === 1 && only !== undefined ? `${inline(only.name)} ${only.to}` : `${plan.components.length} components`;
  const lines = [`Merging this into ${code(base)} makes it ready to be released: **${what}**${channelOf(plan)}.`, '', ...versions(plan)];
  if (checks.length > 0) lines.push('', ...checks.map((one) => `- ${inline(one)}`));
  if (anyway !== undefined)
    lines.push('', `> **Made all the same:** ${inline(anyway.reason)}`, ...anyway.against.map((one) => `>\n> Against it: ${inline(one)}`));
  return lines.join('\n');
}

const channelOf = ({ channel }: Plan): string => (channel === 'stable' ? '' : `, on the channel ${code(channel)}`);

function versions({ components }: Plan): string[] {
  const rows = components.map((one) => {
    const { name, from, to, tag } = one;
    return `| ${inline(name)} | ${from === null ? 'none' : inline(from.version)} | **${inline(to)}** | ${code(tag)} | ${inline(furtherReasons(one)[0] ?? '')} |`;
  });
  return ['| component | from | to | tag | why |', '|---|---|---|---|---|', ...rows];
}

/** What a release pull request says after its notes. */
export function closing(question: RequestQuestion): string {
  const { plan, credential, unchecked } = question;
  const parts = [destinations(plan), merged(question), contract(plan)];
  const warnings = [...drivenWarnings(plan), ...plan.warnings];
  if (warnings.length > 0) parts.push(['## Warnings', '', ...warnings.map((one) => `- ${inline(one)}`)].join('\n'));
  if (unchecked.length > 0) parts.push(['## Not checked', '', ...unchecked.map((one) => `- ${inline(one)}`)].join('\n'));
  const by =
    credential === undefined
      ? ''
      : ` It was opened with ${inline(credential.what)}${credential.source === undefined ? '' : ` (${code(credential.source)})`}.`;
  parts.push(
    `---\n\nMade by Slipway ${plan.tool.version} of ${code(plan.source.revision.slice(0, 10))}; the plan's digest is ${code(plan.digest.slice(0, 12))}.${by} ` +
      'Change the notes above or in the changelog of this branch: what you write stays when the pull request is brought up to date.',
  );
  return parts.filter((one) => one !== '').join('\n\n');
}

function destinations({ destinations: all }: Plan): string {
  const shown = shownDestinations(all);
  if (shown.length === 0) return '';
  const rows = shown.map(({ name, verdict }) => `| ${inline(name)} | ${verdict === 'broken' ? '**broken**' : verdict} |`);
  const lines = ['## What the release reaches', '', '| destination | verdict |', '|---|---|', ...rows];
  const broken = shown.filter(({ verdict }) => verdict === 'broken').length;
  if (broken > 0)
    lines.push('', `${broken === 1 ? 'One destination is' : `${broken} destinations are`} cut off: ${code('slipway doctor')} says where and why.`);
  return lines.join('\n');
}

function merged({ plan, merge }: RequestQuestion): string {
  const lines = ['## What happens when this is merged', ''];
  if (merge.walk !== undefined) lines.push(fenced(merge.walk));
  if (merge.others.length > 0)
    lines.push(
      ...(merge.walk === undefined ? [] : ['']),
      `${merge.walk === undefined ? 'It runs' : 'It also runs'} ${merge.others.map(code).join(', ')}, which ${merge.others.length === 1 ? 'publishes' : 'publish'} nothing.`,
    );
  if (merge.walk === undefined && merge.others.length === 0) lines.push('No workflow of this repository starts.');
  const tags = plan.components.map(({ tag }) => code(tag));
  const named = few(tags, 5);
  if (merge.makesTag === false) lines.push('', `That makes no tag: ${code('slipway tag')} makes ${named}, once this is merged.`);
  if (merge.makesTag === undefined)
    lines.push('', `Whether that makes ${named} is not known from the workflows; where it does not, ${code('slipway tag')} does.`);
  return lines.join('\n');
}

function contract({ contract: stages }: Plan): string {
  const items = stages.flatMap(({ stage, items: own }) => own.map(({ kind, name }) => `- ${inline(stage)}: ${inline(kind)} ${code(name)}`));
  if (items.length === 0) return '';
  return `<details><summary>What the version must consist of: ${items.length} ${items.length === 1 ? 'thing' : 'things'}</summary>\n\n${items.join('\n')}\n\n</details>`;
}

/** A block of code whose fence is longer than any in it. */
function fenced(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text.trimEnd()}\n${fence}`;
}
