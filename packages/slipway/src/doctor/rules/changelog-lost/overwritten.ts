import type { Job, ShellCommand, Step, Workflow } from '../../../actions/index.ts';
import { asText } from '../../../actions/index.ts';
import type { Analysis, Effect } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import { effectText } from '../../links.ts';
import type { Draft } from '../../rule.ts';
import { commandAt, scriptCommands } from '../../script-commands.ts';
import type { Subject } from './fix.ts';

const CHANGELOG = /(?:^|\/)(?:changelog|changes|history|release[-_]?notes)(?:\.\w+)?$/i;
/** What a commit of the changelog needs before it. */
const STAGES =
  /git add\s+(?:-A|--all|-u|\.(?:\s|$)|[^\n]{0,160}(?:change(?:log|s)|history))|git commit\s+[^\n]{0,160}(?:-a\b|-am\b|--all)|create-pull-request|git-auto-commit|add-and-commit|auto-commit/i;

/** A command that writes only the newest part of a changelog, over the whole file. */
interface Overwrite {
  readonly at: Location;
  readonly tool: string;
  /** The options that say so. */
  readonly options: string;
  readonly file: string;
  readonly job: Job;
  readonly workflow: Workflow;
}

/** A generator writes the part of one release over the whole changelog, and that is committed. */
export function* overwritten(analysis: Analysis): Generator<Draft> {
  const effects = [...analysis.declared.values()].flat().flatMap((run) => run.effects);
  for (const workflow of analysis.world.workflows) {
    if (!/cliff|changelog/i.test(workflow.file.text)) continue;
    for (const job of workflow.jobs) {
      const first = job.steps.flatMap((step) => overwriteIn(step, job, workflow) ?? [])[0];
      if (first === undefined || !isCommitted(job)) continue;
      const kept = effects.find(
        (e) => e.job === job && (e.deed.kind === 'branch' || e.deed.kind === 'pull-request') && e.happens !== false && e.elsewhere === undefined,
      );
      if (kept !== undefined) yield draft(first, kept);
    }
  }
}

const isCommitted = (job: Job): boolean => job.steps.some((step) => STAGES.test(step.run?.text ?? '') || STAGES.test(step.uses?.at.text ?? ''));

function overwriteIn(step: Step, job: Job, workflow: Workflow): Overwrite | undefined {
  if (step.uses !== undefined) return actionOverwrite(step, job, workflow);
  if (step.run === undefined || !/cliff|conventional-changelog/.test(step.run.text)) return undefined;
  // The old text is put behind the new one by other means.
  if (/>>|\bcat\s[^\n]{0,160}(?:change(?:log|s)|history)|--prepend|\s-p\s/i.test(step.run.text)) return undefined;
  for (const command of scriptCommands(step, job, workflow)) {
    const found = readCommand(command);
    if (found !== undefined) return { ...found, at: commandAt(command, step), job, workflow };
  }
  return undefined;
}

function readCommand(command: ShellCommand): Pick<Overwrite, 'tool' | 'options' | 'file'> | undefined {
  const words = command.words.map((word) => asText(word) ?? '');
  const at = words.findIndex((word) => /(?:^|\/)(?:git-cliff|conventional-changelog)$/.test(word));
  const isCliff = words[at]?.endsWith('git-cliff') || (words[0] === 'git' && words[1] === 'cliff');
  if (at < 0 && !isCliff) return undefined;
  const redirected = command.redirects.find((one) => one.op === '>')?.target;
  const file = optionValue(words, /^(?:-o|--output|--outfile)$/) ?? (redirected === undefined ? undefined : asText(redirected));
  if (file === undefined || !CHANGELOG.test(file)) return undefined;
  if (isCliff) {
    const part = words.find((word) => /^(?:--unreleased|--latest|--current|-u|-l)$/.test(word));
    return part === undefined ? undefined : { tool: 'git-cliff', options: `${part} --output`, file };
  }
  // It appends to the file that it reads when input and output are the same; all releases are `-r 0`.
  if (words.some((word) => /^(?:-s|--same-file|-i|--infile|-r|--release-count)$/.test(word))) return undefined;
  return { tool: 'conventional-changelog', options: '-o without -s', file };
}

function optionValue(words: readonly string[], option: RegExp): string | undefined {
  for (const [index, word] of words.entries()) {
    const [name = '', value] = word.split('=');
    if (option.test(name)) return value ?? words[index + 1];
  }
  return undefined;
}

/** git-cliff's action writes the file that the environment names. */
function actionOverwrite(step: Step, job: Job, workflow: Workflow): Overwrite | undefined {
  if (!/^orhun\/git-cliff-action@/.test(step.uses!.at.text)) return undefined;
  const args = step.with.find((pair) => pair.name === 'args')?.value;
  const output = step.env.find((pair) => pair.name === 'OUTPUT')?.value;
  if (args?.kind !== 'scalar' || output?.kind !== 'scalar' || !CHANGELOG.test(output.text) || /--prepend|(?:^|\s)-p\s/.test(args.text))
    return undefined;
  const part = /(?:^|\s)(--unreleased|--latest|--current|-u|-l)(?:\s|$)/.exec(args.text)?.[1];
  return part === undefined
    ? undefined
    : { tool: 'git-cliff-action', options: part, file: output.text, at: args.file.locate(args.span), job, workflow };
}

function draft(one: Overwrite, kept: Effect): Draft {
  return {
    at: one.at,
    certainty: 'proven',
    title: `Each release overwrites ${one.file} with its own part`,
    message:
      `${one.tool} is asked for the newest part only (\`${one.options}\`) and writes it over the whole of ${one.file}: what stood there of earlier releases is gone. ` +
      `Job \`${one.job.id}\` then commits the file, and ${effectText(kept)} (line ${kept.at.line}).`,
    chain: [
      { kind: 'step', text: `${one.tool} ${one.options} ${one.file}`, location: one.at, state: 'cut' },
      { kind: 'effect', text: `${effectText(kept)} (${kept.deed.tool})`, location: kept.at, state: 'holds' },
    ],
    facts: [],
    key: [one.job.id, one.file],
    advice:
      one.tool === 'conventional-changelog'
        ? `Give it \`-i ${one.file} -s\`.`
        : `Use \`--prepend ${one.file}\` in place of \`--output\`, or leave the option out and write all releases.`,
    subject: { tool: one.tool, file: one.file, at: one.at } satisfies Subject,
  };
}
