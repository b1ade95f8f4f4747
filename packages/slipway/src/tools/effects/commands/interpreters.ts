import type { Val } from '../../../actions/index.ts';
import type { CommandCall, CommandKnowledge, Deed, RunsDeed } from '../../types.ts';
import { LOCAL } from './credentials.ts';
import { embeddedCommands } from './embedded.ts';
import { known, resolve, shape } from './words.ts';

interface Interpreter {
  readonly valued: readonly string[];
  /** Option whose value is the program text. */
  readonly inline?: readonly string[];
  /** Words between the program and the script: `deno run`. */
  readonly behind?: readonly (readonly string[])[];
  readonly language: string;
  /** Endings tried when the path has none. */
  readonly endings?: readonly string[];
}

const SHELL: Interpreter = { valued: ['-o', '-O', '+o', '--rcfile', '--init-file'], inline: ['-c'], language: 'bash' };
const NODE: Interpreter = {
  valued: ['-r', '--require', '--import', '--loader', '--experimental-loader', '-C', '--conditions', '--env-file'],
  inline: ['-e', '--eval', '-p', '--print', '-pe'],
  language: 'node',
  endings: ['.js', '.mjs', '.cjs', '.ts', '/index.js'],
};

const INTERPRETERS: Readonly<Record<string, Interpreter>> = {
  bash: SHELL,
  sh: SHELL,
  zsh: SHELL,
  dash: SHELL,
  ksh: SHELL,
  source: SHELL,
  '.': SHELL,
  node: NODE,
  nodejs: NODE,
  tsx: NODE,
  'ts-node': { ...NODE, valued: [...NODE.valued, '-P', '--project', '-O', '--compiler-options'] },
  'ts-node-esm': NODE,
  jiti: NODE,
  zx: NODE,
  esno: NODE,
  'vite-node': NODE,
  'babel-node': NODE,
  bun: {
    valued: ['--cwd', '-r', '--preload', '--env-file'],
    inline: ['-e', '--eval'],
    behind: [['run'], []],
    language: 'node',
    endings: NODE.endings ?? [],
  },
  deno: { valued: ['-c', '--config', '--import-map', '--lock', '-L', '--env-file', '--cert', '--location'], behind: [['run']], language: 'node' },
  python: { valued: ['-W', '-X', '-Q'], inline: ['-c'], language: 'python' },
  ruby: { valued: ['-I', '-r', '-C', '-E'], inline: ['-e'], language: 'ruby' },
  perl: { valued: ['-I', '-M'], inline: ['-e'], language: 'perl' },
  php: { valued: ['-d', '-c'], inline: ['-r'], language: 'php' },
  pwsh: { valued: ['-ExecutionPolicy', '-WorkingDirectory', '-wd', '-ep'], inline: ['-Command', '-c'], language: 'pwsh' },
  powershell: { valued: ['-ExecutionPolicy', '-ep', '-Version'], inline: ['-Command', '-c'], language: 'pwsh' },
  dotnet: { valued: [], behind: [['fsi'], ['script'], ['run', '--project'], ['run', '--file']], language: 'dotnet' },
  'dotnet-script': { valued: [], language: 'dotnet' },
  dart: { valued: ['-D', '--define', '--packages'], behind: [['run'], []], language: 'dart' },
  go: { valued: ['-C', '-tags', '-ldflags', '-mod', '-exec'], behind: [['run']], language: 'go', endings: ['/main.go'] },
  swift: { valued: [], language: 'swift' },
  Rscript: { valued: [], inline: ['-e'], language: 'R' },
  groovy: { valued: [], inline: ['-e'], language: 'groovy' },
  elixir: { valued: ['-r', '-pr'], inline: ['-e'], language: 'elixir' },
  nu: { valued: [], inline: ['-c'], language: 'nu' },
  lua: { valued: [], language: 'lua' },
  fish: { valued: [], inline: ['-c'], language: 'fish' },
};

/** The interpreter of a program's name; versions are dropped (`python3.12`). */
function interpreterOf(program: string): { readonly name: string; readonly is: Interpreter } | undefined {
  const name = /^(python|ruby|perl|php|pypy)[\d.]*$/.exec(program)?.[1]?.replace('pypy', 'python') ?? program;
  const is = Object.hasOwn(INTERPRETERS, name) ? INTERPRETERS[name] : undefined;
  return is && { name, is };
}

/** The file of the tree that a path names, seen from the call's directory; endings are tried in order. */
function scriptOf(call: CommandCall, path: string, endings: readonly string[] = []): string | undefined {
  const at = resolve(call.cwd, path);
  if (at === undefined || at === '') return undefined;
  if (call.world.exists(at) && call.world.read(at) !== undefined) return at;
  return endings.map((ending) => at + ending).find((one) => call.world.exists(one));
}

function runs(tool: string, what: RunsDeed['what'], args: readonly Val[]): RunsDeed {
  return { kind: 'runs', tool, by: LOCAL, needs: [], what, ...(args.length > 0 ? { args } : {}) };
}

/** A program that is itself a file of the tree: `./scripts/release.sh`; empty when it is none. */
export function treeProgram(call: CommandCall): readonly Deed[] {
  const path = known(call.words[0]);
  if (path === undefined || !/[/.]/.test(path)) return [];
  const script = scriptOf(call, path);
  // A wrapper like `./gradlew` is the program that it installs.
  if (script === undefined || /(^|\/)(gradlew|mvnw)(\.\w+)?$/.test(script)) return [];
  return [runs(path, { script }, call.words.slice(1))];
}

function deeds(call: CommandCall): readonly Deed[] {
  const found = interpreterOf(known(call.words[0]) ?? '');
  if (!found) return [];
  const { name, is } = found;
  let words = call.words.slice(1);
  if (is.behind) {
    const form = is.behind.find((one) => one.every((word, index) => known(words[index]) === word));
    if (!form) return [];
    words = words.slice(form.length);
  }
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] as Val;
    const form = shape(word);
    // `bash -n` only checks the syntax.
    if (form === '-n' && is.language === 'bash') return [];
    if (form === '-m' && name === 'python') return module(call, words.slice(index + 1));
    const inline = is.inline && (is.inline.includes(form) || (is.language === 'bash' && /^-[a-z]*c$/.test(form)));
    if (inline) {
      const text = known(words[index + 1]);
      if (text !== undefined && is.language !== 'bash' && embeddedCommands(text, is.language).length === 0) return [];
      // The text stands in the command itself: an empty path says so.
      const from = { path: '', line: 1, column: 1, endLine: 1, endColumn: 1 };
      return text === undefined || call.cwd === undefined
        ? []
        : [runs(`${name} ${form}`, { text, from, shell: is.language, cwd: call.cwd }, words.slice(index + 2))];
    }
    if (/^-(File|f)$/i.test(form) && is.language === 'pwsh') continue;
    if (is.valued.includes(form)) index += 1;
    else if (!/^[-+]./.test(form)) {
      const script = known(word) === undefined ? undefined : scriptOf(call, known(word) ?? '', is.endings);
      if (script === undefined) return [];
      return [
        runs(
          `${name} ${known(word)}`,
          { script, interpreter: is.language === 'bash' ? (name === 'source' || name === '.' ? 'bash' : name) : is.language },
          words.slice(index + 1),
        ),
      ];
    }
  }
  return [];
}

/** `python -m tools.release`: a module of the tree. */
function module(call: CommandCall, words: readonly Val[]): readonly Deed[] {
  const name = known(words[0]);
  if (name === undefined || !/^[\w.]+$/.test(name)) return [];
  const path = name.replaceAll('.', '/');
  const script = [`${path}.py`, `${path}/__main__.py`, `src/${path}.py`, `src/${path}/__main__.py`]
    .map((one) => scriptOf(call, one))
    .find((one) => one !== undefined);
  return script === undefined ? [] : [runs(`python -m ${name}`, { script, interpreter: 'python' }, words.slice(1))];
}

export const interpreters: CommandKnowledge = {
  command: [...Object.keys(INTERPRETERS).filter((one) => !/^(bun|dotnet|dart)$/.test(one)), 'python3'],
  source: 'manual pages of the interpreters',
  asOf: '2026-11-20',
  deeds,
};

/** Scripts that bun, dart and dotnet run, beside their other commands. */
export const scriptOfInterpreter = deeds;

/** Whether a program is an interpreter, whatever its version. */
export function isInterpreter(program: string): boolean {
  return interpreterOf(program) !== undefined;
}
