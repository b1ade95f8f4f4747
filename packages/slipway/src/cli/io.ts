/** What a command may touch of the process around it. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Columns for text on stdout. */
  readonly width: number;
  /** Stdout is a terminal. */
  readonly terminal: boolean;
  /** The clock; the machine's own when not given. */
  readonly now?: () => Date;
}

/** Width of what is read later, in a file or a log, not at a terminal. */
const PLAIN_WIDTH = 100;

/** The real process. A reader that goes away (`slipway doctor | head`) is not an error. */
export function processIo(): Io {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    env: process.env,
    width: process.stdout.columns ?? (Number(process.env.COLUMNS) || PLAIN_WIDTH),
    terminal: process.stdout.isTTY === true,
  };
}

/**
 * Whether to colour: `--no-color` wins, then `FORCE_COLOR`, then `NO_COLOR`, then whether stdout is a terminal.
 * @see https://no-color.org
 */
export function wantsColor(io: Io, flag: boolean): boolean {
  if (!flag) return false;
  const { FORCE_COLOR: force, NO_COLOR: none, TERM: term } = io.env;
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  if (none !== undefined && none !== '') return false;
  return io.terminal && term !== 'dumb';
}
