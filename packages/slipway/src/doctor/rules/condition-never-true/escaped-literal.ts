import { conditionTrees, literalsIn, type Str, type Workflow } from '../../../actions/index.ts';
import { type Analysis, locate } from '../../../chain/index.ts';
import { opened } from '../../opened.ts';
import type { Draft } from '../../rule.ts';
import type { Untrue } from './subject.ts';

/** A character that JSON and most languages would write so; an expression's text has no escapes but the doubled quote. */
const escaped = /\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[ntr"'])/;
const words = /(?:\.(?:message|title|body|ref|name|login|tag_name)|\.ref_name|\.head_ref|\.label)$/i;

/** A condition, or a job output that a condition asks, that compares an event's text with a text in which an escape is meant. */
export function* escapedLiterals(workflow: Workflow, analysis: Analysis): Generator<Draft> {
  if (!/\\[uxntr"']/.test(workflow.file.text) || opened(workflow, analysis).effects.length === 0) return;
  for (const job of workflow.jobs) {
    const texts: [Str | undefined, string][] = [
      [job.if, 'if'],
      ...job.outputs.map((o) => [o.value, `output ${o.name}`] as [Str | undefined, string]),
      ...job.steps.map((s) => [s.if, 'if of a step'] as [Str | undefined, string]),
    ];
    for (const [node, what] of texts) {
      if (node === undefined) continue;
      const literal = conditionTrees(node.text)
        .flatMap(literalsIn)
        .find((l) => words.test(l.path) && escaped.test(l.literal));
      if (literal === undefined) continue;
      const sign = escaped.exec(literal.literal)![0];
      yield {
        at: locate(node),
        certainty: 'proven',
        title: `${what === 'if' ? 'This condition' : what === 'if of a step' ? 'The condition of this step' : `Output \`${what.slice(7)}\``} compares ${literal.path} with a text that holds ${sign} as it stands`,
        message: `Texts in expressions know no escapes: '${literal.literal}' is searched for letter by letter, with the backslash in it. No ${literal.path.replace(/^.*\./, '')} looks like that, so the comparison never holds, and what hangs on it in job \`${job.id}\` of ${workflow.path} never happens.`,
        chain: [{ kind: 'job', text: `job ${job.id}: ${what}`, location: locate(node), state: 'cut' }],
        facts: ['if.eval'],
        key: [job.id, what, 'escape'],
        subject: { why: 'escape', workflow, job, condition: node } satisfies Untrue,
        advice: 'Write the character itself; quote the whole value for YAML where it needs that, and double a single quote inside the text.',
      };
    }
  }
}
