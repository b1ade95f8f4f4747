import { type Analysis, locate } from '../../../chain/index.ts';
import { effectText, listed } from '../../links.ts';
import { opened } from '../../opened.ts';
import { literally } from '../../patterns.ts';
import type { Draft } from '../../rule.ts';
import type { Lost } from './subject.ts';

/** Names of inputs that would decide something of a release. */
const deciding =
  /^(?:dry[-_]?run|force(?:[-_].*)?|skip(?:[-_].*)?|version|tag|release[-_]?tag|tag[-_]?name|environment|env|stage|channel|pre[-_]?release|publish(?:[-_].*)?|deploy(?:[-_].*)?|ref|branch)$/i;

/** An input of a dispatch that nothing in the workflow reads: what a person chooses there goes nowhere. */
export function* unreadInputs(analysis: Analysis): Generator<Draft> {
  for (const workflow of analysis.world.workflows) {
    const trigger = workflow.triggers.find((t) => t.event === 'workflow_dispatch');
    if (trigger === undefined || trigger.inputs.length === 0) continue;
    const { text } = workflow.file;
    // Something reads all inputs at once, or the whole event.
    if (
      /toJSON\(\s*(?:inputs|github(?:\.event(?:\.inputs)?)?)\s*\)|\binputs\s*\[|\binputs\.\*|GITHUB_EVENT_PATH|payload\.inputs|event\.json|secrets:\s*inherit/i.test(
        text,
      )
    )
      continue;
    for (const input of trigger.inputs) {
      if (!deciding.test(input.name)) continue;
      const mentions = [...text.matchAll(new RegExp(`(?<![\\w-])${literally(input.name)}(?![\\w-])`, 'gi'))].filter(
        (m) => m.index !== input.key.span.start && !isInDeclaration(text, m.index),
      );
      if (mentions.some((m) => /inputs\.\s*$/i.test(text.slice(Math.max(0, m.index - 12), m.index)))) continue;
      const { effects } = opened(workflow, analysis);
      if (effects.length === 0) break;
      yield {
        at: locate(input.key),
        certainty: 'proven',
        title: `Input \`${input.name}\` of ${workflow.path} is read nowhere`,
        message: `${workflow.path} offers the input \`${input.name}\` to whoever dispatches it, and no expression in it reads \`inputs.${input.name}\` or \`github.event.inputs.${input.name}\`. What is chosen there goes nowhere: the run does the same with every value (it ${listed([...new Set(effects.map(effectText))], 2)} as if it had not been given).`,
        chain: [
          { kind: 'event', text: `workflow_dispatch takes ${input.name}`, location: locate(input.key), state: 'cut' },
          ...ignoring(workflow.jobs, effects).map((at) => ({
            kind: 'job' as const,
            text: 'a job of the release does not look at it',
            location: at,
            state: 'cut' as const,
          })),
        ],
        facts: ['wf.dispatch.ui'],
        key: ['unread', input.name],
        subject: { why: 'input', workflow, name: input.name } satisfies Lost,
        advice: `Read \`inputs.${input.name}\` where it should decide, or take it away.`,
      };
    }
  }
}

/** The conditions, or else the keys, of the jobs that deliver. */
function ignoring(jobs: Analysis['relevant'][number]['jobs'], effects: ReturnType<typeof opened>['effects']): ReturnType<typeof locate>[] {
  return jobs
    .filter((j) => effects.some((e) => e.job.id === j.id))
    .slice(0, 3)
    .map((j) => (j.if ? locate(j.if) : locate(j.key)));
}

/** In a comment, or in the words that describe an input. */
function isInDeclaration(text: string, at: number): boolean {
  return /^\s*(?:#|description:)/.test(text.slice(text.lastIndexOf('\n', at) + 1, at));
}
