import type { Workflow } from '../../../actions/index.ts';
import type { Analysis } from '../../../chain/index.ts';
import type { Draft } from '../../rule.ts';
import type { Subject } from './fix.ts';

const reading = /\bsecrets\s*\.\s*(GITHUB_(?!TOKEN\b)\w+)/gi;

/** GitHub accepts no secret whose name starts with `GITHUB_`, so reading one gives an empty text. */
export function* impossibleNames({ world }: Analysis): Generator<Draft> {
  for (const workflow of world.workflows) {
    const { text } = workflow.file;
    if (!/secrets\s*\.\s*GITHUB_/i.test(text)) continue;
    const given = new Set(workflow.triggers.flatMap((t) => t.secrets.map((s) => s.name.toUpperCase())));
    const said = new Set<string>();
    for (const m of text.matchAll(reading)) {
      const name = m[1]!;
      const upper = name.toUpperCase();
      if (said.has(upper) || given.has(upper) || !isRead(workflow, m.index)) continue;
      said.add(upper);
      const at = workflow.file.locate({ start: m.index, end: m.index + m[0].length });
      const rest = text.slice(m.index + m[0].length, text.indexOf('}}', m.index));
      const falls = /^\s*\|\|/.test(rest);
      yield {
        at,
        severity: falls ? 'warning' : 'error',
        certainty: 'proven',
        title: `No secret can be called ${name}`,
        message: `GitHub refuses names of secrets that start with \`GITHUB_\`, so \`secrets.${name}\` is always an empty text${falls ? ' and what stands behind `||` is used every time' : ': what is given this token has none'}. Nothing shows it before that step runs.`,
        chain: [{ kind: 'credential', text: `secrets.${name} is empty`, location: at, state: 'cut' }],
        facts: ['sec.case', 'sec.empty'],
        key: [upper],
        advice: 'Store the token under another name, and read that.',
        subject: { impossible: upper } satisfies Subject,
      };
    }
  }
}

function isRead(workflow: Workflow, at: number): boolean {
  const { text } = workflow.file;
  const line = text.lastIndexOf('\n', at) + 1;
  if (/^\s*#/.test(text.slice(line, at))) return false;
  const open = text.lastIndexOf('${{', at);
  return open >= 0 && text.indexOf('}}', open) > at;
}
