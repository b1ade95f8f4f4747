import type { Edit } from '../../source/index.ts';
import { code, inline } from '../formats/markdown-text.ts';
import { capital, count, oneLine } from '../formats/terminal.ts';
import { destinationName, VERDICT_WORD } from '../formats/view.ts';
import type { FileOutcome } from './outcome.ts';
import { patchOf } from './patch.ts';
import type { Plan, PlannedStep } from './plan.ts';
import { raised } from './raised.ts';
import { refusalText } from './refusal-text.ts';
import { setupOf } from './secrets.ts';
import { aloneText } from './show-plan.ts';
import { walkPair } from './walk-lines.ts';

/** A plan as something to commit: what a pull request needs. */
export interface FixOutput {
  /** One line without a full stop. */
  readonly title: string;
  /** Markdown: what is mended, the walk before and after, what a person does first, how to check it. */
  readonly body: string;
  /** For the tree as it is today. */
  readonly edits: readonly Edit[];
  readonly outcomes: readonly FileOutcome[];
  /** Names of secrets that must be there before it works. */
  readonly secrets: readonly string[];
  /** What a person does outside the tree first, in order; lines of Markdown. */
  readonly setup: readonly string[];
}

const maxTitle = 72;

/** What a plan changes, with its proof as the text of a commit or a pull request. */
export function outputOf(plan: Plan): FixOutput {
  const { steps } = plan;
  const [first] = steps;
  const title =
    steps.length === 1 && first ? capital(oneLine(first.tried.proposal.title)) : `Mend the release: ${count(plan.comparison.gone.length, 'finding')}`;
  return {
    title: title.length > maxTitle ? `${title.slice(0, maxTitle - 1).trimEnd()}…` : title,
    body: bodyOf(plan),
    edits: plan.edits,
    outcomes: plan.outcomes,
    setup: setupOfPlan(plan),
    secrets: [...new Set(steps.flatMap(({ tried }) => (tried.proposal.secret === undefined ? [] : [tried.proposal.secret.name])))],
  };
}

function bodyOf(plan: Plan): string {
  const parts = plan.steps.map((step, index) => stepText(plan, step, index));
  const setup = setupOfPlan(plan);
  if (setup.length > 0) parts.unshift(['## Before this is merged', '', ...setup.map((line) => `- [ ] ${line}`)].join('\n'));
  if (plan.destinations.length > 0)
    parts.push(
      [
        '## Destinations',
        '',
        '| destination | before | after |',
        '| --- | --- | --- |',
        ...plan.destinations.map(
          (d) => `| ${code(destinationName(d.id, plan.base.report, plan.end.report))} | ${wordOf(d.before)} | ${wordOf(d.after)} |`,
        ),
      ].join('\n'),
    );
  parts.push(
    ['## How to check it', '', ...new Set(plan.steps.map(({ tried }) => `- ${oneLine(tried.proposal.check)}`))].join('\n'),
    ...(plan.remains.length === 0 ? [] : [remainsText(plan)]),
    `Proved by walking the workflows before and after: ${count(plan.comparison.gone.length, 'finding')} gone, ${count(raised(plan.base, plan.comparison).length, 'new finding')}.`,
  );
  return `${parts.join('\n\n')}\n`;
}

/** What a person does before a plan works, each thing once. */
export function setupOfPlan({ base, steps }: Pick<Plan, 'base' | 'steps'>): string[] {
  return [...new Set(steps.flatMap(({ tried }) => setupOf(tried.proposal, base.report.source.repository.slug)))];
}

function wordOf(verdict: Plan['destinations'][number]['after']): string {
  return verdict === 'absent' ? 'not delivered here' : VERDICT_WORD[verdict];
}

function stepText(plan: Plan, step: PlannedStep, index: number): string {
  const { finding, before, tried } = step;
  const { proof, proposal, after } = tried;
  const heading = plan.steps.length === 1 ? '## What it changes' : `## Step ${index + 1}: ${capital(inline(proposal.title))}`;
  const lines = [
    heading,
    '',
    `${inline(finding.title)} (${code(finding.rule)} at ${code(`${finding.location.path}:${finding.location.line}`)}).`,
    '',
    inline(finding.message),
    '',
    ...(plan.steps.length === 1 ? [`${capital(inline(proposal.title))}.`, ''] : [`By itself: ${inline(aloneText(plan, step))}.`, '']),
    ...listOf('Starts now and did not', proof.wakes),
    ...listOf('No longer starts', proof.sleeps),
    ...listOf('Widens rights', proof.widens),
    ...listOf('Costs', proposal.tradeoffs),
  ];
  const pair = walkPair(before, finding, after);
  if (pair)
    lines.push(
      `The walk to ${code(destinationName(pair.destination, before.report, after.report))}:`,
      '',
      '| before | after |',
      '| --- | --- |',
      ...Array.from(
        { length: Math.max(pair.before.length, pair.after.length) },
        (_, at) => `| ${linkText(pair.before[at])} | ${linkText(pair.after[at])} |`,
      ),
    );
  return lines.join('\n').trimEnd();
}

function linkText(link: { readonly text: string; readonly state: string } | undefined): string {
  if (link === undefined) return '';
  return `${link.state === 'cut' ? '✖ ' : ''}${inline(link.text)}`;
}

function listOf(name: string, texts: readonly string[]): string[] {
  return texts.length === 0 ? [] : [`${name}:`, '', ...texts.map((text) => `- ${inline(text)}`), ''];
}

function remainsText({ remains }: Plan): string {
  return [
    '## What remains',
    '',
    ...remains.map(({ finding, refused }) => {
      const why = refused.map((r) => ` ${refusalText(r)}`).join('') || (finding.advice === undefined ? '' : ` ${finding.advice}`);
      return `- ${code(finding.rule)} at ${code(`${finding.location.path}:${finding.location.line}`)}: ${inline(finding.title)}.${why === '' ? '' : ` ${inline(why)}`}`;
    }),
  ].join('\n');
}

/**
 * The patch of a plan, for `git apply`.
 * @param below where the tree lies below the work tree, with a `/` at its end: git counts a patch's paths from there
 */
export function planPatch({ outcomes }: Plan, below = ''): string {
  return patchOf(outcomes.map(({ path, to, ...texts }) => ({ ...texts, path: below + path, ...(to === undefined ? {} : { to: below + to }) })));
}
