import { expect, it } from 'vitest';
import { parseWorkflow } from '../../../actions/index.ts';
import { makeWorld, memoryTree } from '../../../chain/index.ts';
import { sourceFile } from '../../../source/index.ts';
import { oldNpm } from './npm-version.ts';

const npmOf = (steps: string, files: Record<string, string> = {}) => {
  const workflow = parseWorkflow(
    sourceFile('.github/workflows/x.yml', `on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n${steps.replace(/^/gm, '      ')}\n`),
  );
  return oldNpm(workflow.jobs[0]!.steps, makeWorld(memoryTree(files), { asOf: '2026-11-20' }))?.from;
};
const node = (version: string) => `- uses: actions/setup-node@v4\n  with: { node-version: ${version} }`;

it.each([
  [node('22'), 'Node 22'],
  [node("'20.x'"), 'Node 20'],
  [node('lts/jod'), 'Node 22'],
  [node('24.3.0'), 'Node 24'],
  [`${node('24')}\n- run: npm install -g npm@11.1.0`, 'npm@11.1.0'],
  [`${node('24')}\n- run: npm i -g npm@10`, 'npm@10'],
  [`- uses: actions/setup-node@v4\n  with: { node-version-file: .nvmrc }`, 'Node 20'],
])('knows the npm of %j as too old', (steps, from) => {
  expect(npmOf(steps, { '.nvmrc': 'v20.11.0\n' })).toBe(from);
});

it.each([
  node('24'),
  node('lts/*'),
  node('24.5.0'),
  node('${{ matrix.node }}'),
  `${node('22')}\n- run: npm install -g npm@latest`,
  `${node('22')}\n- run: npm i -g npm@11.5.1`,
  `${node('22')}\n- run: npm i -g npm@^11.1.0`,
  `${node('22')}\n- run: corepack enable`,
  '- run: npm ci',
])('says nothing of %j', (steps) => {
  expect(npmOf(steps)).toBeUndefined();
});
