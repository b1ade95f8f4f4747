import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { buildProgram, type Handlers } from '../src/cli/program.ts';
import { diagnose } from '../src/doctor/index.ts';
import { fakeTree } from './fake-doors.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const page = read('docs/ci.md');
const blocks = (language: string): string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, text]) => text!);

/** The rows of the table whose first heading is this: cells by the name in backticks. */
function table(heading: string): Map<string, string[]> {
  const rows = new RegExp(`^\\| ${heading} \\|.*\\n\\|[ |-]+\\n((?:\\|.*\\n)+)`, 'm').exec(page)?.[1]?.trim().split('\n') ?? [];
  const cells = rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  return new Map(cells.flatMap(([names = '', ...rest]) => [...names.matchAll(/`([^`]+)`/g)].map(([, name]) => [name!, rest] as const)));
}

/** Every command line of Slipway on the page, without what a shell does around it. */
const commands = page
  .split('\n')
  .flatMap((line) => /(?:^|npx --yes |entry: )slipway ((?:doctor|fix|test|docs)\b[^'>|]*)/.exec(line)?.[1]?.trim() ?? [])
  .map((line) => line.split(' ').map((word) => word.replaceAll('"', '')));

/** The command line takes it: its command runs, and nothing else happens. */
async function taken(words: readonly string[]): Promise<boolean> {
  let ran = false;
  const handler = async (): Promise<number> => {
    ran = true;
    return 0;
  };
  const handlers = new Proxy({}, { get: () => handler }) as Handlers;
  const program = buildProgram('0.0.0', handlers, () => {});
  for (const command of [program, ...program.commands.flatMap((one) => [one, ...one.commands])])
    command.exitOverride().configureOutput({ writeErr: () => {} });
  await program.parseAsync([...words], { from: 'user' });
  return ran;
}

describe('the page about CI', () => {
  it('shows workflows that our own doctor finds nothing in', () => {
    const workflows = blocks('yaml').filter((text) => /^jobs:/m.test(text));
    expect(workflows).toHaveLength(2);
    for (const text of workflows) {
      const tree = fakeTree({ '.github/workflows/check.yml': text });
      expect(diagnose(tree, { version: '0.0.0', asOf: '2026-11-20', slug: 'acme/app' }).findings).toEqual([]);
    }
  });

  it('shows YAML that parses', () => {
    for (const text of blocks('yaml')) expect(parse(text)).toBeTypeOf('object');
  });

  it('shows commands that the command line takes', async () => {
    expect(commands.length).toBeGreaterThanOrEqual(8);
    for (const words of commands) expect([words, await taken(words)]).toEqual([words, true]);
  });

  it('lists the inputs and outputs of the action, with their defaults', () => {
    const action = parse(read('action.yml')) as { inputs: Record<string, { default: string }>; outputs: Record<string, unknown> };
    const inputs = table('input');
    expect([...inputs.keys()].sort()).toEqual(Object.keys(action.inputs).sort());
    for (const [name, { default: value }] of Object.entries(action.inputs))
      expect([name, inputs.get(name)?.[0]]).toEqual([name, value === '' ? '' : `\`${value}\``]);
    expect([...table('output').keys()].sort()).toEqual(Object.keys(action.outputs).sort());
  });
});

describe('the pre-commit hooks', () => {
  const hooks = parse(read('.pre-commit-hooks.yaml')) as { id: string; entry: string; language: string; pass_filenames: boolean }[];

  it('run commands that the command line takes, from a repository that npm can install', async () => {
    expect(hooks.map(({ id }) => id)).toEqual(['slipway-doctor', 'slipway-change']);
    const { bin, files } = JSON.parse(read('package.json')) as { bin: Record<string, string>; files: string[] };
    for (const { entry, language, pass_filenames } of hooks) {
      const [command, ...words] = entry.split(' ');
      expect([language, pass_filenames, await taken(words)]).toEqual(['node', false, true]);
      expect(existsSync(join(root, bin[command!]!))).toBe(true);
    }
    // What the command loads is packed with it.
    expect(files).toEqual(expect.arrayContaining(['packages/slipway/bin', 'packages/slipway/dist', 'packages/slipway/package.json']));
  });

  it('are those that the page names', () => {
    for (const { id } of hooks) expect(page).toContain(`\`${id}\``);
    expect(page).toContain('- id: slipway-change');
  });
});
