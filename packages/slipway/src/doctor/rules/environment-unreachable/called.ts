import type { Job, Workflow } from '../../../actions/index.ts';
import { type Analysis, environmentWord } from '../../../chain/index.ts';
import { listed } from '../../links.ts';
import { reaching } from '../../reaching.ts';
import type { Draft } from '../../rule.ts';

/** A comparison with `workflow_call`, or an arm of `case` for it. */
const asked =
  /(?:[!=]=?|-eq)\s*["']?workflow_call\b|\bworkflow_call["']?\s*[!=]=|^\s*(?:[\w"'-]+\s*\|\s*)*["']?workflow_call["']?(?:\s*\|\s*[\w"'-]+)*\s*\)/;
const event = /\bevent_name\b|\bEVENT_NAME\b/;

/** A called workflow chooses the environment by the name of the event, and waits for a name that no event has. */
export function* asksForCall(analysis: Analysis): Generator<Draft> {
  for (const workflow of analysis.world.workflows) {
    if (!workflow.triggers.some((t) => t.event === 'workflow_call') || !event.test(workflow.file.text)) continue;
    for (const job of workflow.jobs) {
      const found = firstAsk(job, workflow);
      if (found === undefined || !speaksOfEnvironments(job, workflow)) continue;
      const names = new Set((reaching(workflow, analysis) ?? []).filter((r) => r.called).map((r) => r.event.name));
      const missed = [...names].filter((n) => !found.text.includes(n));
      if (missed.length === 0) continue;
      yield {
        at: workflow.file.locate({ start: found.start, end: found.start + found.text.length }),
        certainty: 'proven',
        title: 'The name of the event is never `workflow_call`',
        message:
          `In a called workflow \`github.event_name\` is the event of the caller: ${workflow.path} is called by runs of ${listed(missed.map((n) => `\`${n}\``))}, and never sees \`workflow_call\`. ` +
          `Job \`${job.id}\` waits for that name to take the environment that the caller gives, so with such a run it takes another way, and what was meant for the caller's environment is deployed elsewhere or not at all.`,
        chain: [{ kind: 'job', text: `job ${job.id}`, location: workflow.file.locate(job.key.span), state: 'cut' }],
        facts: ['gt.call'],
        key: ['called', job.id],
        advice: 'Ask whether the input is there instead: it is empty unless a caller or a person gave it.',
      };
    }
  }
}

function firstAsk(job: Job, workflow: Workflow): { text: string; start: number } | undefined {
  const { span } = job.node;
  const text = workflow.file.text.slice(span.start, span.end);
  if (!text.includes('workflow_call') || !event.test(text)) return undefined;
  let start = span.start;
  for (const line of text.split('\n')) {
    if (!/^\s*#/.test(line) && asked.test(line)) {
      const bare = line.trim();
      return { text: bare, start: start + line.indexOf(bare) };
    }
    start += line.length + 1;
  }
  return undefined;
}

/** The answer decides where something is deployed. */
function speaksOfEnvironments(job: Job, workflow: Workflow): boolean {
  const inputs = workflow.triggers.flatMap((t) => t.inputs.map((i) => i.name));
  return (
    inputs.some((n) => /env|target|stage/i.test(n)) &&
    (environmentWord(job.node.file.text.slice(job.node.span.start, job.node.span.end)) !== undefined || job.environment !== undefined)
  );
}
