import { describe, expect, it } from 'vitest';
import { parseWorkflow } from '../../../actions/index.ts';
import { compileChanges } from '../../../source/change/index.ts';
import { type FileChange, sourceFile } from '../../../source/index.ts';
import { conjuncts, demand, relieve, rewritten } from './conditions.ts';

const path = '.github/workflows/a.yml';
const at = ['jobs', 'a', 'if'];

/** The condition of the job, written as given, after changes. */
function after(
  condition: string | undefined,
  changes: (node: NonNullable<ReturnType<typeof jobOf>['if']>) => ReturnType<typeof demand>,
): string | undefined {
  const text = `on: push\njobs:\n  a:\n${condition === undefined ? '' : `    if: ${condition}\n`}    runs-on: ubuntu-latest\n    steps:\n      - run: make\n`;
  const job = jobOf(text);
  const change: FileChange = { op: 'change', path, changes: changes(job.if!) };
  const [edit, ...more] = compileChanges(() => text, [change]);
  const edited = [edit!, ...more].reduceRight((t, e) => (e.op === 'replace' ? t.slice(0, e.start) + e.text + t.slice(e.end) : t), text);
  return jobOf(edited).if?.text;
}

function jobOf(text: string) {
  return parseWorkflow(sourceFile(path, text)).jobs[0]!;
}

const demanding = (condition: string | undefined, ...demands: string[]): string | undefined =>
  after(condition, (node) => demand(node, at, demands, { before: 'runs-on' }));

describe('a condition that demands more', () => {
  it.each([
    [undefined, "github.ref == 'refs/heads/main'", "github.ref == 'refs/heads/main'"],
    [undefined, '!cancelled()', '${{ !cancelled() }}'],
    ["inputs.dry != 'true'", '!cancelled()', "${{ !cancelled() && inputs.dry != 'true' }}"],
    ['${{ inputs.a || inputs.b }}', '!cancelled()', '${{ !cancelled() && (inputs.a || inputs.b) }}'],
    ["(inputs.a || inputs.b) && contains('x || y', inputs.c)", 'inputs.d', "inputs.d && (inputs.a || inputs.b) && contains('x || y', inputs.c)"],
    [
      "startsWith(github.event.head_commit.message, 'a') || inputs.b",
      '!inputs.c',
      "${{ !inputs.c && (startsWith(github.event.head_commit.message, 'a') || inputs.b) }}",
    ],
  ])('%s, and %s', (condition, more, expected) => {
    expect(demanding(condition, more)).toBe(expected);
  });

  it('keeps the lines of a block', () => {
    expect(demanding('|\n      inputs.a ||\n      inputs.b', 'inputs.c')).toBe('inputs.c && (inputs.a ||\ninputs.b)\n');
  });
});

describe('a condition that demands less', () => {
  const without = (condition: string, part: RegExp): string | undefined => after(condition, (node) => relieve(node, at, (c) => part.test(c)));

  it('loses what stands between two &&', () => {
    expect(without("inputs.a && github.ref == 'x' && inputs.b", /github\.ref/)).toBe('inputs.a && inputs.b');
  });

  it('is gone when nothing is left', () => {
    expect(without("${{ github.ref == 'x' }}", /github\.ref/)).toBeUndefined();
  });

  it('stays as it is where || joins its parts', () => {
    expect(conjuncts("inputs.a && inputs.b || github.ref == 'x'")).toHaveLength(1);
  });
});

describe('a condition with another word', () => {
  const other = (condition: string, from: string | RegExp, to: string): string | undefined =>
    after(condition, (node) => rewritten(node, at, from, to));

  it('keeps its braces', () => {
    expect(other("${{ github.ref == 'a' }}", /github\.ref(?!_)/, 'github.head_ref')).toBe("${{ github.head_ref == 'a' }}");
  });

  it('keeps the lines of a block, and mends each place', () => {
    expect(other("|\n      event.action == 'created' ||\n      event.action == 'created'", /'created'/g, "'published'")).toBe(
      "event.action == 'published' ||\nevent.action == 'published'\n",
    );
  });
});
