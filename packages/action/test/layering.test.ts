import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

/** The rooms' doors, and what the command and the action have in common. */
const DOORS =
  /^(?:(?:doctor|remotes|doctor\/(?:compare|fixes|compare\/formats|formats)|remotes\/github)\/index|doctor\/rule-pages|cli\/(?:base|context|exit|io|levels|trees))\.ts$/;

it('the action enters the rooms of slipway by their doors only', () => {
  const src = fileURLToPath(new URL('../src/', import.meta.url));
  const entered = readdirSync(src).flatMap((file) =>
    [...readFileSync(src + file, 'utf8').matchAll(/'\.\.\/\.\.\/slipway\/src\/([^']+)'/g)].map(([, path]) => `${file} -> ${path}`),
  );
  expect(entered.length).toBeGreaterThan(10);
  expect(entered.filter((line) => !DOORS.test(line.split(' -> ')[1]!))).toEqual([]);
});
