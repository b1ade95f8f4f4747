import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import type { Io } from '../../slipway/src/cli/io.ts';
import { commandData } from '../../slipway/src/doctor/formats/index.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** Workflow commands, files of the runner, and the log of the step. Nothing else of the process is touched. */
export interface Runner {
  readonly env: Env;
  readonly io: Io;
  /** A line of the log, which never acts as a command. */
  log(text: string): void;
  error(text: string): void;
  warning(text: string): void;
  notice(text: string): void;
  summary(markdown: string): void;
  output(name: string, value: string): void;
}

/**
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 * @param write puts a text on stdout
 */
export function runnerOf(env: Env, write: (text: string) => void): Runner {
  const command = (name: string, text: string): void => write(`::${name} title=Slipway::${commandData(text)}\n`);
  return {
    env,
    io: { out: write, err: write, env, width: 120, terminal: false },
    log: (text) => write(`slipway: ${text.replace(/\s*[\r\n]+\s*/g, ' ')}\n`),
    error: (text) => command('error', text),
    warning: (text) => command('warning', text),
    notice: (text) => command('notice', text),
    summary: (markdown) => append(env.GITHUB_STEP_SUMMARY, markdown),
    output(name, value) {
      // A fixed delimiter could be part of the value.
      const end = `end-${randomUUID()}`;
      append(env.GITHUB_OUTPUT, `${name}<<${end}\n${value}\n${end}\n`);
    },
  };
}

function append(file: string | undefined, text: string): void {
  if (file !== undefined && file !== '') appendFileSync(file, text);
}
