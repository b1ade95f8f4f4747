import type { Workflow } from '../../../actions/index.ts';
import { type Analysis, calledWorkflow, locate } from '../../../chain/index.ts';
import { opened, publishesByText } from '../../opened.ts';
import type { Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'secrets-not-passed',
  group: 'credential',
  severity: 'error',
  title: 'A called workflow that reads secrets which no caller passes',
  *check(analysis) {
    const { world } = analysis;
    for (const caller of world.workflows)
      for (const job of caller.jobs) {
        if (!job.uses || job.secrets === 'inherit') continue;
        const callee = calledWorkflow(job.uses.is, { workflow: caller }, world);
        if (callee === undefined) continue;
        const passed = new Set((job.secrets ?? []).map((p) => p.name.toUpperCase()));
        const declared = new Set(callee.triggers.flatMap((t) => t.secrets.map((s) => s.name.toUpperCase())));
        const wanted = secretsReadBy(callee);
        const missing = [...wanted].filter(([name]) => !passed.has(name) && name !== 'GITHUB_TOKEN');
        // A secret that the callee declares as optional is meant to be left out.
        const hard = missing.filter(
          ([name]) => !declared.has(name) || callee.triggers.some((t) => t.secrets.some((s) => s.name.toUpperCase() === name && s.required)),
        );
        // What a workflow that delivers nothing reads them for is no matter of a release.
        if (hard.length === 0 || !delivers(callee, analysis)) continue;
        const [name, at] = hard[0]!;
        const names = hard.map(([n]) => n);
        yield {
          at: locate(job.uses.at),
          severity: hard.every(([n]) => isOptional(n, callee)) ? 'warning' : 'error',
          certainty: 'proven',
          title: `${callee.path} reads ${names
            .slice(0, 3)
            .map((n) => `secrets.${n}`)
            .join(', ')}, which job \`${job.id}\` does not pass`,
          message: `A called workflow sees only the secrets that its caller passes${declared.has(name) ? '' : ' and that it declares under `on.workflow_call.secrets`'}. Job \`${job.id}\` has ${job.secrets === undefined ? 'no `secrets:`' : 'a `secrets:` without it'}, so ${names.length === 1 ? 'it is' : 'they are'} an empty text there: what needs ${names.length === 1 ? 'it' : 'them'} fails, or is skipped without a word.`,
          chain: [
            { kind: 'job', text: `job ${job.id} calls ${callee.path}`, location: locate(job.uses.at), state: 'holds' },
            { kind: 'credential', text: `secrets.${name} is empty`, location: at, state: 'cut' },
          ],
          facts: ['sec.reuse', 'sec.empty'],
          key: [job.id, callee.path],
          advice: 'Add `secrets: inherit` to the calling job (same owner only), or declare the secrets in the callee and pass each by name.',
        };
      }
  },
};

function delivers(workflow: Workflow, analysis: Analysis): boolean {
  return opened(workflow, analysis).effects.length > 0 || workflow.jobs.some((j) => publishesByText(j.node));
}

/** Secrets that a workflow reads, with the first place of each. */
function secretsReadBy(workflow: Workflow): Map<string, ReturnType<typeof locate>> {
  const out = new Map<string, ReturnType<typeof locate>>();
  const re = /\bsecrets\s*(?:\.\s*([A-Za-z_][\w-]*)|\[\s*'([^']+)'\s*\])/g;
  const { text } = workflow.file;
  for (const m of text.matchAll(re)) {
    const name = (m[1] ?? m[2] ?? '').toUpperCase();
    const start = m.index;
    const lineStart = text.lastIndexOf('\n', start) + 1;
    if (/^\s*#/.test(text.slice(lineStart, start)) || !insideExpression(text, start)) continue;
    if (!out.has(name)) out.set(name, workflow.file.locate({ start, end: start + m[0].length }));
  }
  return out;
}

function insideExpression(text: string, at: number): boolean {
  const open = text.lastIndexOf('${{', at);
  return open >= 0 && text.indexOf('}}', open) > at;
}

/** The callee itself provides for a missing one: `secrets.X || …`, or a condition that looks whether it is there. */
function isOptional(name: string, callee: Workflow): boolean {
  return new RegExp(`secrets\\.${name}\\s*(?:\\|\\||!=|==)`, 'i').test(callee.file.text);
}
