import { asText, type Job, type Step, type Workflow } from '../../../actions/index.ts';
import type { Analysis } from '../../../chain/index.ts';
import type { Draft } from '../../rule.ts';

/** What a fix needs to know of a clone that is too short. */
export interface ShortClone {
  readonly job: Job;
  readonly checkout: Step;
}

import { commandAt, scriptCommands } from '../../script-commands.ts';
import { rollbackScripts } from './going-back.ts';

/** The way back asks git for an earlier commit, in a clone that holds the last one alone. */
export function* withoutHistory({ world }: Analysis): Generator<Draft> {
  const said = new Set<Job>();
  for (const { step, job, workflow } of rollbackScripts(world)) {
    if (said.has(job) || !/\bgit\b/.test(step.run!.text)) continue;
    const checkout = shallowBefore(step, job, workflow);
    if (checkout === undefined) continue;
    for (const command of scriptCommands(step, job, workflow)) {
      const words = command.words.map(asText);
      if (words[0] !== 'git') continue;
      if (/^(?:fetch|pull|clone|remote)$/.test(words[1] ?? '')) break;
      const what = earlier(words);
      if (what === undefined) continue;
      said.add(job);
      const { file } = workflow;
      yield {
        at: commandAt(command, step),
        certainty: 'proven',
        title: `\`git ${words[1]}\` asks for a commit that the clone does not have`,
        message: `Job \`${job.id}\` of ${workflow.path} goes back with \`git ${words
          .slice(1)
          .map((w) => w ?? '…')
          .join(
            ' ',
          )}\`, but its checkout fetches one commit and no more (\`fetch-depth\` is 1 when nothing is said). ${what} is not in the clone, so the command fails and nothing is put back.`,
        chain: [{ kind: 'step', text: 'fetches one commit', location: file.locate((checkout.uses?.at ?? job.key).span), state: 'cut' }],
        key: ['shallow', job.id],
        subject: { job, checkout } satisfies ShortClone,
        advice: 'Give the checkout `fetch-depth: 0`.',
      };
      break;
    }
  }
}

function earlier(words: readonly (string | undefined)[]): string | undefined {
  const [, act, ...rest] = words;
  const before = rest.find((w) => w !== undefined && /^(?:HEAD|@)(?:~\d*|\^\d*)+$/.test(w));
  if (act === 'revert' && !rest.includes('--abort') && !rest.includes('--continue')) return 'What stands before the commit';
  if (before !== undefined && /^(?:checkout|reset|switch|rev-parse|show|restore)$/.test(act ?? '')) return before;
  return undefined;
}

/** The one checkout before a step, when it is of depth 1 and nothing fetches more. */
function shallowBefore(step: Step, job: Job, workflow: Workflow): Step | undefined {
  let found: Step | undefined;
  for (const other of job.steps) {
    if (other === step) return found;
    if (other.uses !== undefined && /^actions\/checkout@/.test(other.uses.at.text)) {
      const depth = other.with.find((p) => p.name === 'fetch-depth')?.value;
      const [given] = depth?.kind === 'scalar' ? [depth.text.trim()] : [undefined];
      found = given === undefined || given === '1' ? other : undefined;
    } else if (other.uses !== undefined && other.uses.is.kind === 'local') return undefined;
    else if (
      other.run !== undefined &&
      scriptCommands(other, job, workflow).some(
        (c) => asText(c.words[0]!) === 'git' && /^(?:fetch|pull)$/.test(asText(c.words[1] ?? c.words[0]!) ?? ''),
      )
    )
      return undefined;
  }
  return found;
}
