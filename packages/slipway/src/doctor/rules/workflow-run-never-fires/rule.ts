import { locate } from '../../../chain/index.ts';
import type { Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'workflow-run-never-fires',
  group: 'chain',
  severity: 'error',
  title: 'A workflow_run that never fires',
  *check(analysis) {
    const { world } = analysis;
    const names = new Map(world.workflows.map((w) => [w.displayName, w]));
    for (const w of world.workflows)
      for (const t of w.triggers) {
        if (t.event !== 'workflow_run') continue;
        const listed = t.workflows ?? [];
        const missing = listed.filter((n) => !names.has(n.text));
        if (listed.length === 0 || missing.length === 0) continue;
        const all = missing.length === listed.length;
        const only = w.triggers.length === 1;
        for (const n of missing) {
          const near = world.workflows.find((o) => o !== w && (o.path.endsWith(`/${n.text}`) || o.path === n.text || squeeze(o.displayName) === squeeze(n.text) || squeeze(o.path.replace(/^.*\/|\.ya?ml$/g, '')) === squeeze(n.text.replace(/\.ya?ml$/, '')) || o.displayName.startsWith(n.text)));
          // The name that it bore before is left beside the one that it bears now.
          if (near && listed.some((o) => o.text === near.displayName)) continue;
          yield {
            at: locate(n),
            severity: all ? (only || near ? 'error' : 'warning') : 'warning',
            certainty: 'proven',
            title: `No workflow is named "${n.text}", so ${all ? `${w.path} never starts from it` : 'this part of the trigger is dead'}`,
            message: `\`workflow_run\` waits for workflows by their \`name:\`; one without a name is called by its path.${near ? ` ${near.path} is named "${near.displayName}".` : ` The names here are: ${world.workflows.map((o) => `"${o.displayName}"`).slice(0, 8).join(', ')}.`} GitHub reports no error for a name that does not exist.`,
            chain: [
              ...(near ? [{ kind: 'workflow' as const, text: `${near.path} is named "${near.displayName}"`, location: near.name ? locate(near.name) : { path: near.path, line: 1, column: 1, endLine: 1, endColumn: 1 }, state: 'holds' as const }] : []),
              { kind: 'filter' as const, text: `workflow_run waits for "${n.text}"`, location: locate(n), state: 'cut' as const },
            ],
            facts: ['wfrun.names'],
            key: [n.text],
            advice: near ? `Write ${near.name ? `"${near.displayName}"` : `\`name: ${n.text}\` at the top of ${near.path}, or the path "${near.path}" here`}.` : 'Name a workflow that exists, or remove the trigger.',
          };
        }
      }
  },
};

const squeeze = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');
