import { inlineMarkdown } from '../notes/index.ts';
import type { Change, Considered, Plan, PlannedComponent } from '../types.ts';
import { few } from '../words.ts';
import { nothingSentence, standingOf } from './shown.ts';

/** What a pull request would do, as two plans tell it: without it and with it. */
export interface PullRequestPreview {
  readonly number: number | undefined;
  /** As GitHub has it now; undefined where nobody says. */
  readonly title: string | undefined;
  /** What the title says by the rules of the configuration; undefined without a title. */
  readonly judged: { readonly change: Change; readonly verdict: Considered } | undefined;
  /** The title becomes the commit, or it decides by the configuration. */
  readonly titleDecides: boolean;
  /** Of the branch that it goes into; undefined where that is not here. */
  readonly without: Plan | undefined;
  readonly merged: Plan;
}

/** The heading of a preview; the number is not known outside of a run for the pull request. */
export function pullRequestTitle(number: number | undefined): string {
  return `## What ${number === undefined ? 'this pull request' : `#${number}`} would release`;
}

/** What a pull request would release, in GitHub's Markdown, for the summary of a job. Ends with a newline. */
export function pullRequestMarkdown(preview: PullRequestPreview): string {
  const { merged, number } = preview;
  const blocks = [pullRequestTitle(number), headline(preview)];
  if (merged.components.length > 0) blocks.push(table(preview));
  blocks.push(...titleBlock(preview));
  const own = preview.without === undefined ? merged.components : merged.components.filter((one) => differs(one, preview.without!));
  for (const one of own.slice(0, 10)) blocks.push(details(one));
  if (merged.warnings.length > 0) blocks.push(`**Warnings**\n\n${merged.warnings.map((text) => `- ${inlineMarkdown(text)}`).join('\n')}`);
  return `${blocks.filter((one) => one !== '').join('\n\n')}\n`;
}

function headline({ merged, without }: PullRequestPreview): string {
  if (merged.components.length === 0) return `**Nothing would be released.** ${inlineMarkdown(nothingSentence(merged))}`;
  if (without === undefined) return `**With it merged, ${releases(merged.components)} would be released next.**`;
  const changed = merged.components.filter((one) => differs(one, without));
  if (changed.length === 0) return `**It changes no version.** ${releases(merged.components)} would be released with or without it.`;
  return `**It makes the next release ${releases(changed)}.**`;
}

function releases(components: readonly PlannedComponent[]): string {
  return few(
    components.map(({ name, to }) => (components.length === 1 ? to : `${inlineMarkdown(name)} ${to}`)),
    5,
  );
}

function differs(one: PlannedComponent, without: Plan): boolean {
  return without.components.find(({ name }) => name === one.name)?.to !== one.to;
}

function table({ merged, without }: PullRequestPreview): string {
  const rows = merged.components.map((one) => {
    const now = without?.components.find(({ name }) => name === one.name)?.to;
    const before = without === undefined ? '' : ` ${now ?? 'no release'} |`;
    return `| ${inlineMarkdown(one.name)} | ${one.from?.version ?? 'none'} |${before} **${one.to}** | ${standingOf(one)} |`;
  });
  const head = ['Component', 'Released', ...(without === undefined ? [] : ['Next without it']), 'Next with it', ''];
  return [`| ${head.join(' | ')} |`, `|${' --- |'.repeat(head.length)}`, ...rows].join('\n');
}

function titleBlock({ title, judged, titleDecides }: PullRequestPreview): string[] {
  if (title === undefined || judged === undefined) return [];
  const { change, verdict } = judged;
  const raises = verdict.bump === 'none' ? 'raises nothing' : `raises the version: **${verdict.bump}**`;
  const lines = [`**Title:** ${inlineMarkdown(title)}`, `It ${raises} (${inlineMarkdown(verdict.why)}).`];
  if (change.type === undefined) lines.push('It does not follow Conventional Commits (`type: what changes`, such as `fix: the build of arm64`).');
  if (!titleDecides) lines.push('It counts when the pull request is squashed into one commit; else its commits do.');
  return [lines.join('\n\n')];
}

function details({ name, to, notes }: PlannedComponent): string {
  if (notes.trim() === '') return '';
  return `<details><summary>Notes of ${inlineMarkdown(name)} ${to}</summary>\n\n${notes.replace(/^(#{1,5}) /gm, '$1# ')}\n\n</details>`;
}
