import { describe, expect, it } from 'vitest';
import { asText, parseWorkflow, tokensIn } from '../actions/index.ts';
import { sourceFile } from '../source/index.ts';
import { commandAt, scriptCommands } from './script-commands.ts';

const workflow = (run: string, env = '{}') =>
  parseWorkflow(
    sourceFile(
      '.github/workflows/release.yml',
      `on: push\njobs:\n  release:\n    runs-on: ubuntu-24.04\n    env: ${env}\n    steps:\n      - id: app\n        uses: actions/create-github-app-token@v2\n      - run: |\n${run
        .split('\n')
        .map((line) => `          ${line}`)
        .join('\n')}\n`,
    ),
  );

function commands(run: string, env?: string) {
  const w = workflow(run, env);
  const [job] = w.jobs;
  return scriptCommands(job!.steps[1]!, job!, w).map((c) => ({
    program: asText(c.words[0]!),
    tokens: c.words.flatMap((v) => tokensIn(v)).map((t) => t.token),
    line: commandAt(c, job!.steps[1]!).line,
  }));
}

describe('the commands of a script', () => {
  it('know a secret that an expression gives', () => {
    expect(commands('git remote set-url origin https://x:${{ secrets.PAT }}@github.com/octo/tool.git')).toEqual([
      { program: 'git', tokens: [{ kind: 'secret', name: 'PAT' }], line: 10 },
    ]);
  });

  it('know a token that the environment gives, and the token of an App', () => {
    expect(commands('echo "$T"', '{T: "${{ github.token }}"}')[0]?.tokens).toEqual([{ kind: 'github-token' }]);
    expect(commands('echo ${{ steps.app.outputs.token }}')[0]?.tokens).toEqual([{ kind: 'app' }]);
  });

  it('take no comparison for the token itself', () => {
    expect(commands("echo ${{ secrets.PAT != '' }}")[0]?.tokens).toEqual([]);
    expect(commands('echo ${{ steps.other.outputs.token }}')[0]?.tokens).toEqual([]);
  });
});
