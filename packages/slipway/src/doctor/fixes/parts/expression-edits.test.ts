import { describe, expect, it } from 'vitest';
import { parseYaml, sourceFile } from '../../../source/index.ts';
import { rewriteExpressions } from './expression-edits.ts';

const root = (text: string) => parseYaml(sourceFile('a.yml', text)).root;
const rule = { is: /github\.ref_name/g, by: '(inputs.tag || $&)' };

describe('pieces of expressions', () => {
  it('are rewritten in conditions and in braces, with their way and their place', () => {
    const text = "a:\n  - if: github.ref_name == 'x'\n    run: echo ${{ github.ref_name }} github.ref_name\n";
    expect(rewriteExpressions(root(text), [rule])).toEqual([
      { op: 'splice', at: ['a', 0, 'if'], start: 0, end: 15, text: '(inputs.tag || github.ref_name)' },
      { op: 'splice', at: ['a', 0, 'run'], start: 9, end: 24, text: '(inputs.tag || github.ref_name)' },
    ]);
  });

  it('are left alone in literals, and where they need nothing', () => {
    expect(rewriteExpressions(root("if: contains(github.event.head_commit.message, 'github.ref_name')"), [rule])).toEqual([]);
    expect(rewriteExpressions(root('if: inputs.tag || github.ref_name'), [rule], /inputs\.tag/)).toEqual([]);
  });
});
