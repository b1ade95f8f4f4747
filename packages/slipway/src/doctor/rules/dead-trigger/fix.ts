import { baseName } from '../../../chain/index.ts';
import { type Change, quoteScalar } from '../../../source/index.ts';
import { pathOf } from '../../fixes/parts/node-path.ts';
import { changed } from '../../fixes/parts/places.ts';
import type { Fixer } from '../../fixes/types.ts';
import type { Dead } from './subject.ts';

/** Lets the trigger name what is there. Who should start a workflow whose work is done elsewhere a person has to say. */
export const fix: Fixer<Dead> = function* ({ subject }) {
  if (subject.why === 'branch') {
    const { workflow, names, branch } = subject;
    const set = names.flatMap((n): Change[] => {
      const at = pathOf(workflow.parsed.root, n);
      return at === undefined ? [] : [{ op: 'set', at, value: quoteScalar(branch) }];
    });
    yield {
      id: 'branch',
      title: `Start ${workflow.path} from pushes to ${branch}, as the default branch is called`,
      changes: [changed(workflow.path, ...set)],
      tradeoffs: ['It runs from the next push on, after a time in which it did not: look whether what it does is still wanted.'],
      check: `After the next push to ${branch} \`gh run list --workflow ${baseName(workflow.path)}\` shows a run.`,
    };
  } else if (subject.why === 'unheard' && subject.near) {
    const { workflow, type } = subject.near;
    const at = pathOf(workflow.parsed.root, type);
    if (at === undefined) return;
    yield {
      id: 'type',
      title: `Let ${workflow.path} wait for "${subject.type}", as it is sent`,
      changes: [changed(workflow.path, { op: 'set', at, value: quoteScalar(subject.type) })],
      tradeoffs: [`A dispatch of type "${type.text}" from elsewhere starts it no more.`],
      check: `The next dispatch starts a run of ${workflow.path}.`,
    };
  } else
    yield {
      refused:
        subject.why === 'unheard'
          ? `Nothing tells which workflow should start for "${subject.type}".`
          : `Whether ${subject.workflow.path} is still wanted the tree does not tell.`,
      instead:
        subject.why === 'unheard'
          ? `Add \`on: repository_dispatch: types: [${subject.type}]\` to the workflow that should start, or remove the step.`
          : `Remove ${subject.workflow.path} when its work is done elsewhere, or call or dispatch it from ${subject.effect.workflow.path}.`,
    };
};
