import { type Analysis, environmentsOf } from '../../../chain/index.ts';
import { infraCommands } from '../../infrastructure.ts';
import type { Draft } from '../../rule.ts';
import { isForRollback } from './going-back.ts';

const version =
  /^(?:(?:target|rollback|previous|restore)[-_]?)?(?:to[-_]?)?(?:version|tag|ref|commit|sha|revision|release)(?:[-_]?(?:sha|id|hash|name|tag|version))?$/i;

/** The version to go back to is asked for, and nothing reads the answer. */
export function* unreadTarget({ world, declared }: Analysis): Generator<Draft> {
  for (const workflow of world.workflows) {
    if (!isForRollback(workflow)) continue;
    for (const trigger of workflow.triggers) {
      if (trigger.event !== 'workflow_dispatch') continue;
      for (const input of trigger.inputs) {
        if (!version.test(input.name) || input.type === 'choice' || input.type === 'boolean') continue;
        const { text } = workflow.file;
        const name = input.name.replace(/[^\w-]/g, '.');
        if (
          new RegExp(`inputs(?:\\.|\\[\\s*['"])${name}\\b`, 'i').test(text) ||
          /toJSON\(\s*(?:github\.event(?:\.inputs)?|inputs|github)\s*\)|GITHUB_EVENT_PATH|context\.payload/i.test(text)
        )
          continue;
        const runs = declared.get(workflow.path) ?? [];
        const deploys =
          infraCommands(world).some((c) => c.workflow === workflow && c.act === 'apply') ||
          runs.some(
            (r) => r.effects.some((e) => e.deed.kind === 'deploy' || e.deed.kind === 'pages') || r.jobs.some((j) => environmentsOf(j, r).length > 0),
          );
        if (!deploys) continue;
        yield {
          at: input.key.file.locate(input.key.span),
          certainty: 'proven',
          title: `The way back does not read \`${input.name}\``,
          message: `${workflow.path} asks which version to go back to, and no job reads \`inputs.${input.name}\`: whatever is given, it deploys the head of the branch on which it was dispatched, which is the version to leave.`,
          chain: [
            {
              kind: 'event',
              text: `a person dispatches ${workflow.path} with \`${input.name}\``,
              location: input.key.file.locate(input.key.span),
              state: 'holds',
            },
          ],
          key: ['unread', input.name],
          advice: `Check that version out: \`ref: \${{ inputs.${input.name} }}\`.`,
        };
      }
    }
  }
}
