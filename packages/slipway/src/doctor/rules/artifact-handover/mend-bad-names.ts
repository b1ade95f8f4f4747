import { expandMatrix, type Job } from '../../../actions/index.ts';
import type { Analysis } from '../../../chain/index.ts';
import { type Change, type FileChange, get, quoteScalar } from '../../../source/index.ts';
import { changed, together } from '../../fixes/parts/places.ts';
import { setInput, stepAt } from '../../fixes/parts/step-at.ts';
import type { Proposal, Refusal } from '../../fixes/types.ts';
import { inputOf } from './handover.ts';
import type { HandoverSubject } from './subject.ts';

type BadName = Extract<HandoverSubject, { kind: 'bad-name' }>;

const unfit = /["<>|*?:\\/]+/g;

/** A name without the signs that no artifact's name may have. */
export function* mendBadName({ handover, upload }: BadName, analysis: Analysis): Generator<Proposal | Refusal> {
  const seen = stepAt(upload.at, analysis);
  const written = inputOf(upload.step, 'name')?.node?.text.trim();
  if (seen?.job === undefined || written === undefined) {
    yield { refused: 'the name comes from elsewhere', instead: 'Replace the sign in what gives the name.' };
    return;
  }
  const { job } = seen;
  const literal = written.replace(/\$\{\{.*?\}\}/gs, '');
  const check = 'The page of the next run lists the artifact.';
  if (unfit.test(literal)) {
    const clean = (text: string): string => text.replace(/\$\{\{.*?\}\}|["<>|*?:\\/]+/gs, (m) => (m.startsWith('${{') ? m : '-'));
    const asked = handover.downloads.flatMap((d): FileChange[] => {
      const own = stepAt(d.at, analysis);
      const name = inputOf(d.step, 'name')?.node?.text.trim();
      return own && name === written ? [changed(own.path, setInput(own, 'name', quoteScalar(clean(name))))] : [];
    });
    yield {
      id: 'plain-name',
      title: `upload it as \`${clean(written)}\``,
      changes: together([changed(seen.path, setInput(seen, 'name', quoteScalar(clean(written))))], asked),
      tradeoffs: [],
      check,
    };
    return;
  }
  const culprit = [...written.matchAll(/\$\{\{\s*(matrix\.[\w.-]+)\s*\}\}/g)].find((m) => isUnfit(m[1]!, job));
  if (culprit === undefined) {
    yield {
      refused: 'which expression of the name gives the sign is not known',
      instead: 'Replace the sign in a step before, and name the artifact after the output of that step.',
    };
    return;
  }
  const asked = handover.downloads.some((d) => inputOf(d.step, 'name')?.node?.text.includes(culprit[0]));
  if (!asked)
    yield {
      id: 'leg-number',
      title: 'name the artifact after the number of its leg',
      changes: [changed(seen.path, setInput(seen, 'name', quoteScalar(written.replace(culprit[0], '${{ strategy.job-index }}'))))],
      tradeoffs: ['The name does not say any more which leg made it.'],
      check,
    };
  const step = `name: Name without slashes\nid: artifact-name\nshell: bash\nenv:\n  NAME: ${culprit[0]}\nrun: echo "name=\${NAME//\\//-}" >> "$GITHUB_OUTPUT"`;
  const insert: Change = { op: 'insert', at: seen.at, value: step };
  yield {
    id: 'name-step',
    title: 'make a name without slashes in a step before',
    changes: [
      changed(seen.path, insert, setInput(seen, 'name', quoteScalar(written.replace(culprit[0], '${{ steps.artifact-name.outputs.name }}')))),
    ],
    tradeoffs: asked ? ['What downloads it by its name has to make the name in the same way.'] : ['One step more in each leg.'],
    check,
  };
}

/** A value of the matrix that has a sign which no name may have. */
function isUnfit(path: string, job: Job): boolean {
  const keys = path.split('.').slice(1);
  const legs = job.matrix === undefined ? [] : expandMatrix(job.matrix).legs;
  return legs.some((leg) => {
    const value = get(leg.get(keys[0]!), ...keys.slice(1));
    return value?.kind === 'scalar' && /["<>|*?:\\/]/.test(value.text);
  });
}
