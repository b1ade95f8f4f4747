import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { repository, temporaryFolder } from '../../slipway/src/remotes/testing.ts';
import { readInputs } from '../src/inputs.ts';
import { COMMITTED, RELEASE, SOUND, step } from './harness.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as {
  inputs: Record<string, { description: string; default: string }>;
  outputs: Record<string, { description: string }>;
  runs: { using: string; main: string };
};

/** Notes every variable of the environment that is read, and writes their names when the process ends. */
const RECORDER = `
import { writeFileSync } from 'node:fs';
const asked = new Set();
process.env = new Proxy(process.env, { get: (env, name) => { asked.add(name); return env[name]; } });
process.on('exit', () => writeFileSync(process.env.ASKED_FILE, JSON.stringify([...asked].filter((name) => String(name).startsWith('INPUT_')))));
`;

describe('the committed bundle', () => {
  it('is what action.yml runs, with the Node that it names', () => {
    expect(action.runs.using).toBe('node24');
    expect(join(root, action.runs.main)).toBe(COMMITTED);
    expect(existsSync(COMMITTED)).toBe(true);
  });

  it('runs without anything installed, reads the inputs of action.yml and gives its outputs, no more and no less', async () => {
    const folder = temporaryFolder();
    const [recorder, asked] = [join(folder, 'recorder.mjs'), join(folder, 'asked.json')];
    writeFileSync(recorder, RECORDER);
    const { code, outputs } = await step(repository({ [RELEASE]: SOUND }), {
      bundle: COMMITTED,
      node: ['--import', `file://${recorder}`],
      env: { ASKED_FILE: asked },
      inputs: Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, name === 'token' ? '' : input.default])),
    });
    expect(code).toBe(0);
    const read = (JSON.parse(readFileSync(asked, 'utf8')) as string[]).map((name) => name.replace('INPUT_', '').toLowerCase());
    expect(read.sort()).toEqual(Object.keys(action.inputs).sort());
    expect(Object.keys(outputs).sort()).toEqual(Object.keys(action.outputs).sort());
  });
});

describe('action.yml', () => {
  it('has the defaults that the sources have', () => {
    const given = Object.fromEntries(Object.entries(action.inputs).map(([name, { default: value }]) => [`INPUT_${name.toUpperCase()}`, value]));
    expect(readInputs({ ...given, INPUT_TOKEN: '' })).toEqual(readInputs({}));
  });

  it('says what each input and output is', () => {
    for (const [name, { description }] of [...Object.entries(action.inputs), ...Object.entries(action.outputs)])
      expect([name, description.length > 20]).toEqual([name, true]);
  });
});
