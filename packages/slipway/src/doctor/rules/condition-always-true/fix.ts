import { parseExpression } from '../../../actions/index.ts';
import type { Change } from '../../../source/index.ts';
import { conditionValue, rewritten } from '../../fixes/parts/conditions.ts';
import { pathOf } from '../../fixes/parts/node-path.ts';
import { changed } from '../../fixes/parts/places.ts';
import type { Fixer } from '../../fixes/types.ts';
import { literally } from '../../patterns.ts';
import type { Unguarding } from './rule.ts';

/** Writes the guard so that it can be false. */
export const fix: Fixer<Unguarding> = function* ({ subject }) {
  const { why, workflow, job, condition } = subject;
  const at = pathOf(workflow.parsed.root, condition);
  if (at === undefined) return;
  const changes: Change[] =
    why === 'text'
      ? asOne(condition.text).map((value) => ({ op: 'set', at, value }))
      : why === 'type'
        ? asBoolean(subject, at)
        : rewritten(condition, at, /\balways\(\s*\)/, ofNeeds(subject));
  if (changes.length === 0) {
    yield {
      refused: `What stands around the expression of \`${condition.text.replace(/\s+/g, ' ').trim()}\` is no part of one.`,
      instead: 'Put the whole condition into one `${{ }}`.',
    };
    return;
  }
  yield {
    id: why === 'text' ? 'one-expression' : why === 'type' ? 'boolean' : 'needs',
    title:
      why === 'always'
        ? `Let job \`${job.id}\` of ${workflow.path} run only when the jobs that it needs did not fail`
        : `Write the condition in job \`${job.id}\` of ${workflow.path} so that it can be false`,
    changes: [changed(workflow.path, ...changes)],
    tradeoffs: [
      why === 'always'
        ? 'A part of the release may stay out where it went on before, without what failed.'
        : 'What was carried out on every run is left out from now on where the condition says so.',
    ],
    check:
      why === 'always'
        ? `A run with a failed job before it shows \`${job.id}\` as skipped.`
        : 'A run for which the condition is false shows the job or step as skipped.',
  };
};

/** Without the braces inside, the text around them becomes a part of the expression. */
function asOne(text: string): string[] {
  const bare = text
    .replace(/\$\{\{([\s\S]*?)\}\}/g, (_, inner: string, _at: number, all: string) => {
      const alone = all.replace(/\$\{\{[\s\S]*?\}\}/g, '').trim() === '';
      return alone || !inner.includes('||') ? inner.trim() : `(${inner.trim()})`;
    })
    .trim()
    .replace(/\s*\n\s*/g, ' ');
  const { ast, error } = parseExpression(bare);
  return ast === undefined || error !== undefined ? [] : [conditionValue(bare)];
}

function asBoolean({ condition, path = '', literal = '' }: Unguarding, at: Parameters<typeof rewritten>[1]): Change[] {
  const name = literally(path);
  const either = new RegExp(`${name}\\s*!=\\s*'${literal}'|'${literal}'\\s*!=\\s*${name}`, 'gi');
  return rewritten(condition, at, either, literal.toLowerCase() === 'true' ? `!${path}` : path);
}

/** A need with a condition of its own may be skipped by design. */
function ofNeeds({ job, workflow, condition }: Unguarding): string {
  const asks = job.needs.map(({ text }) => {
    const result = `needs.${text}.result`;
    const mayBeSkipped = workflow.jobs.find((j) => j.id === text)?.if !== undefined;
    return mayBeSkipped ? `(${result} == 'success' || ${result} == 'skipped')` : `${result} == 'success'`;
  });
  const all = ['!cancelled()', ...asks].join(' && ');
  return condition.text.includes('||') ? `(${all})` : all;
}
