import { expect } from 'vitest';
import type { Io } from '../src/cli/io.ts';
import { main } from '../src/cli/main.ts';
import type { Report } from '../src/doctor/report.ts';

/** What a command printed and gave back, run in this process on real folders and real git. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line of Slipway as a user would: its own brain, its own outside. */
export async function slipway(args: readonly string[], env: Record<string, string> = {}): Promise<Outcome> {
  let out = '';
  let err = '';
  const io: Io = {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    env,
    width: 100,
    terminal: false,
  };
  const code = await main(args, io);
  return { code, out, err };
}

/** What must hold of every end: a known exit code, no defect, no stack trace, no control characters. */
export function expectClean({ code, out, err }: Outcome): void {
  expect([0, 1, 2, 10, 50]).toContain(code);
  expect(`${out}${err}`).not.toMatch(/\n\s+at \S+ ?\(|node:internal|defect of Slipway|\[object |\bundefined\b|\bNaN\b/);
  expect(`${out}${err}`).not.toMatch(/[^\P{Cc}\n]/u);
}

/** Wrong use or unreadable input: exit code 2, nothing on stdout, one sentence on stderr. */
export function expectRefused(outcome: Outcome, sentence: RegExp): void {
  expectClean(outcome);
  expect(outcome).toMatchObject({ code: 2, out: '' });
  expect(outcome.err).toMatch(/^slipway: [^\n]+\n$/);
  expect(outcome.err).toMatch(sentence);
}

/** The report of a target, by way of the command. */
export async function reportOf(args: readonly string[]): Promise<Report> {
  const outcome = await slipway(['doctor', ...args, '--format', 'json', '--as-of', '2026-11-20']);
  expectClean(outcome);
  expect([0, 1]).toContain(outcome.code);
  return JSON.parse(outcome.out) as Report;
}
