import { VERDICT_MARK, VERDICT_WORD } from '../../doctor/formats/view.ts';
import { inlineMarkdown } from '../notes/index.ts';
import type { Plan, PlannedComponent } from '../types.ts';
import { changeOf, contractSummary, furtherReasons, nothingSentence, shownDestinations, sourceOf, standingOf } from './shown.ts';

/** Files beyond this are counted. */
const FILES = 40;

export interface PlanMarkdownOptions {
  /** Every commit that was looked at, with its reason. */
  readonly explain?: boolean;
}

/** A plan for a job summary, a comment or a file, in GitHub's Markdown. What others wrote calls nobody. Ends with a newline. */
export function planMarkdown(plan: Plan, { explain = false }: PlanMarkdownOptions = {}): string {
  const blocks = [`## Release plan\n\n${inlineMarkdown(sourceOf(plan))} · ${plan.date} · channel ${inlineMarkdown(plan.channel)}`];
  if (plan.components.length === 0) blocks.push(`**Nothing to release.** ${inlineMarkdown(nothingSentence(plan))}`);
  else {
    blocks.push(table(plan));
    for (const one of plan.components) blocks.push(notes(one, plan.components.length > 1));
    blocks.push(files(plan), destinations(plan));
  }
  if (plan.warnings.length > 0) blocks.push(`### Warnings\n\n${plan.warnings.map((one) => `- ${inlineMarkdown(one)}`).join('\n')}`);
  if (plan.unreleased.length > 0 && (plan.components.length > 0 || plan.unreleased.length > 1))
    blocks.push(`### Not released\n\n${plan.unreleased.map(({ name, why }) => `- ${inlineMarkdown(name)}: ${inlineMarkdown(why)}`).join('\n')}`);
  if (explain) blocks.push(...explained(plan));
  return `${blocks.filter((one) => one !== '').join('\n\n')}\n`;
}

const cell = (text: string): string => inlineMarkdown(text).replaceAll('|', '\\|').replaceAll('\\\\|', '\\|');

function table({ components }: Plan): string {
  const rows = components.map((one) => {
    const why = [standingOf(one), ...furtherReasons(one)].join('; ');
    return `| ${cell(one.name)} | ${one.from?.version ?? 'none'} | **${one.to}** | \`${one.tag.replaceAll('`', '')}\` | ${cell(why)} |`;
  });
  return ['| Component | From | To | Tag | Why |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

/** Headings of the notes go below those of the plan. */
function notes(one: PlannedComponent, named: boolean): string {
  const title = `### Notes${named ? ` of ${inlineMarkdown(one.name)} ${one.to}` : ''}`;
  const text = one.notes.trim() === '' ? 'No change has a section in them.' : one.notes.replace(/^(#{1,5}) /gm, '$1# ');
  return `${title}\n\n${text}`;
}

function files(plan: Plan): string {
  if (plan.files.length === 0) return '### Files\n\nNo file has to change.';
  const lines = plan.files
    .slice(0, FILES)
    .map((file) => `- \`${file.path.replaceAll('`', '')}\`${changeOf(file) === 'changed' ? '' : ` (${changeOf(file)})`}`);
  const more = plan.files.length - FILES;
  return `### Files\n\n${lines.join('\n')}${more > 0 ? `\n- and ${more} more` : ''}`;
}

function destinations({ destinations: found, contract }: Plan): string {
  if (found.length === 0) return '';
  const lines = shownDestinations(found).map(({ name, verdict }) => `- ${VERDICT_MARK[verdict]} ${inlineMarkdown(name)}: ${VERDICT_WORD[verdict]}`);
  const parts = contractSummary(contract);
  return `### Destinations\n\n${lines.join('\n')}${parts === '' ? '' : `\n\nIt must consist of ${parts}.`}`;
}

function explained(plan: Plan): string[] {
  const rows = [
    ...plan.components.map(({ name, to, considered }) => ({ title: `${name} ${to}`, considered })),
    ...plan.unreleased.map(({ name, considered }) => ({ title: name, considered })),
  ];
  return rows.map(({ title, considered }) => {
    const head = `### Commits of ${inlineMarkdown(title)}`;
    if (considered.length === 0) return `${head}\n\nNone was looked at.`;
    const lines = considered.map(({ hash, subject, bump, why }) => `| ${hash.slice(0, 7)} | ${cell(subject)} | ${bump} | ${cell(why)} |`);
    return [`${head}\n`, '| Commit | Subject | Raises | Why |', '| --- | --- | --- | --- |', ...lines].join('\n');
  });
}
