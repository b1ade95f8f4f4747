import { get, isSeq } from '../../../source/index.ts';
import { pathOf } from '../../fixes/parts/node-path.ts';
import { changed } from '../../fixes/parts/places.ts';
import type { Fixer } from '../../fixes/types.ts';
import type { Unreached } from './subject.ts';

/** Gives the environment its name, or takes a choice away that leads nowhere. Which condition is wrong a person has to say. */
export const fix: Fixer<Unreached | undefined> = function* ({ subject }) {
  if (subject?.why === 'braces') {
    const { workflow, job, name } = subject;
    const at = pathOf(workflow.parsed.root, name);
    const text = name.text.trim();
    if (at === undefined) return;
    if (text.startsWith('env.')) {
      yield {
        refused: `The context \`env\` is not there in \`environment\` of job \`${job.id}\`.`,
        instead: 'Give the name by `vars`, `inputs` or the output of a needed job, in `${{ }}`.',
      };
      return;
    }
    yield {
      id: 'braces',
      title: `Let job \`${job.id}\` of ${workflow.path} name the environment that \`${text}\` holds`,
      changes: [changed(workflow.path, { op: 'set', at, value: `\${{ ${text} }}` })],
      tradeoffs: ['The rules of that environment hold for the job from now on, and its secrets are there.'],
      check: `A run of job \`${job.id}\` is listed under the environment's deployments.`,
    };
  } else if (subject?.why === 'choice') {
    const { workflow, input, option } = subject;
    const at = ['on', 'workflow_dispatch', 'inputs', input, 'options'];
    const options = get(workflow.parsed.root, ...at);
    const index = isSeq(options) ? options.items.indexOf(option) : -1;
    if (index === -1) return;
    yield {
      id: 'no-choice',
      title: `Take \`${option.text}\` out of the choices of ${workflow.path}: no job deploys to it`,
      changes: [changed(workflow.path, { op: 'remove', at: [...at, index] })],
      tradeoffs: [`Nobody can choose ${option.text} any more; until now the run was green and deployed nothing.`],
      check: 'The form of the workflow offers what is deployed, and nothing else.',
    };
  }
};
