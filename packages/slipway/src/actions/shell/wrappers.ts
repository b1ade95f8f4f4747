/** Commands that run another command: what stands in front of it is taken away. */
import type { Val } from '../value.ts';
import { asText, partsOf, text } from '../values.ts';

export interface Unwrapped {
  readonly words: readonly Val[];
  /** `env NAME=value`. */
  readonly assigns: readonly (readonly [string, Val])[];
  /** `exec`: nothing of the script follows. */
  readonly replaces: boolean;
  /** `xargs`: the words end with what it read. */
  readonly perInput: boolean;
}

/** For each wrapper, its options that take a value of their own. */
const WRAPPERS: Readonly<Record<string, readonly string[]>> = {
  sudo: ['-u', '-g', '-C', '-h', '-p', '--user', '--group'],
  doas: ['-u'],
  time: ['-f', '-o'],
  nohup: [],
  nice: ['-n'],
  ionice: ['-c', '-n'],
  stdbuf: ['-i', '-o', '-e'],
  command: [],
  builtin: [],
  exec: ['-a'],
  env: ['-u', '-C', '--unset', '--chdir'],
  timeout: ['-k', '-s', '--kill-after', '--signal'],
  xargs: ['-I', '-n', '-P', '-L', '-d', '-a', '-s', '-E', '--max-args', '--max-procs', '--delimiter'],
};

const MOST_WRAPPERS = 8;

/** Takes `sudo`, `env A=b`, `timeout 5`, … off a command. A wrapper without a command stays. */
export function unwrap(given: readonly Val[]): Unwrapped {
  let words = given;
  const assigns: [string, Val][] = [];
  let replaces = false;
  let perInput = false;
  for (let i = 0; i < MOST_WRAPPERS; i++) {
    const name = asText(words[0]!);
    const valued = name === undefined ? undefined : WRAPPERS[name];
    if (name === undefined || !valued || !Object.hasOwn(WRAPPERS, name)) break;
    const at = commandAt(name, words, valued, assigns);
    if (at === undefined || at >= words.length) break;
    replaces ||= name === 'exec';
    perInput ||= name === 'xargs';
    words = words.slice(at);
  }
  return { words, assigns, replaces, perInput };
}

/** Where the wrapped command begins; undefined for `command -v` and the like, which run nothing. */
function commandAt(name: string, words: readonly Val[], valued: readonly string[], assigns: [string, Val][]): number | undefined {
  let at = 1;
  for (; at < words.length; at++) {
    const word = asText(words[at]!);
    if (name === 'command' && (word === '-v' || word === '-V')) return undefined;
    if (word === '--') {
      at++;
      break;
    }
    if (word === undefined ? !startsWithDash(words[at]!) : !word.startsWith('-') || word === '-') break;
    if (word !== undefined && valued.includes(word)) at++;
  }
  if (name === 'timeout') at++;
  if (name === 'env' || name === 'sudo') for (let pair = assignment(words[at]); pair; pair = assignment(words[++at])) assigns.push(pair);
  return at;
}

function startsWithDash(val: Val): boolean {
  const first = partsOf(val)[0];
  return typeof first === 'string' && first.startsWith('-');
}

function assignment(val: Val | undefined): [string, Val] | undefined {
  const [head, ...rest] = val ? partsOf(val) : [];
  const found = typeof head === 'string' ? /^([A-Za-z_]\w*)=/.exec(head) : null;
  return found && typeof head === 'string' ? [found[1]!, text([head.slice(found[0].length), ...rest])] : undefined;
}
