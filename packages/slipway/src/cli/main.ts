import { readFileSync } from 'node:fs';
import { CommanderError } from 'commander';
import { type Doors, realDoors } from './doors.ts';
import { EXIT, oneLine, report } from './exit.ts';
import { type Io, processIo } from './io.ts';
import { buildProgram, type Handlers } from './program.ts';

/**
 * Runs one command line and gives its exit code; it throws nothing. Each command's own code is loaded only when it runs.
 * @param args what follows the program's name
 */
export async function main(args: readonly string[], io: Io = processIo(), doors: Doors = realDoors): Promise<number> {
  try {
    return await run(args, io, doors);
  } catch (error) {
    if (error instanceof CommanderError) return refuse(error, args, io);
    return report(error, io);
  }
}

async function run(args: readonly string[], io: Io, doors: Doors): Promise<number> {
  let code: number = EXIT.done;
  const version = ownVersion();
  const handlers: Handlers = {
    doctor: async (targets, flags) => (await import('./doctor.ts')).runDoctor(targets, flags, { io, doors, version }),
    fix: async (path, flags) => (await import('./fix.ts')).runFix(path, flags, { io, doors, version }),
    trace: async (event, what, flags) => (await import('./trace.ts')).runTrace(event, what, flags, { io, doors, version }),
    timeline: async (path, flags) => (await import('./timeline.ts')).runTimeline(path, flags, { io, doors, version }),
    test: async (path, flags) => (await import('./test.ts')).runTest(path, flags, { io, doors, version }),
    credentials: async (path, flags) => (await import('./credentials.ts')).runCredentials(path, flags, { io, doors, version }),
    contract: async (path, flags) => (await import('./contract.ts')).runContract(path, flags, { io, doors, version }),
    docsCheck: async (path, flags) => (await import('./docs-check.ts')).runDocsCheck(path, flags, { io, doors, version }),
    docsWrite: async (path, flags) => (await import('./docs-write.ts')).runDocsWrite(path, flags, { io, doors, version }),
    init: async (target, flags) => (await import('./init.ts')).runInit(target, flags, { io, doors, version }),
    configCheck: async (target, flags) => (await import('./config-check.ts')).runConfigCheck(target, flags, { io, doors, version }),
    plan: async (path, flags) => (await import('./plan.ts')).runPlan(path, flags, { io, doors, version }),
    notes: async (what, flags) => (await import('./notes.ts')).runNotes(what, flags, { io, doors, version }),
    prepare: async (path, flags) => (await import('./prepare.ts')).runPrepare(path, flags, { io, doors, version }),
    tag: async (path, flags) => (await import('./tag.ts')).runTag(path, flags, { io, doors, version }),
    explain: async (name, flags) => (await import('./explain.ts')).runExplain(name, flags, { io, doors, version }),
    completion: async (shell) => (await import('./completion.ts')).runCompletion(shell, program, { io, doors, version }),
  };
  const program = buildProgram(version, handlers, (result) => {
    code = result;
  });
  for (const command of [program, ...program.commands.flatMap((one) => [one, ...one.commands])]) {
    command.exitOverride().configureOutput({
      writeOut: io.out,
      // An error becomes one sentence of ours, told in `refuse`.
      writeErr: () => {},
      getOutHelpWidth: () => Math.min(io.width, 100),
      getOutHasColors: () => false,
    });
  }
  if (args.length === 0) {
    program.outputHelp();
    return code;
  }
  await program.parseAsync([...args], { from: 'user' });
  return code;
}

/** Commander's complaints as one sentence and the place of the help; asking for help is none. */
function refuse(error: CommanderError, args: readonly string[], io: Io): number {
  if (error.exitCode === 0) return EXIT.done;
  const command = commandOf(args);
  // `help` for a command that is none shows the whole help as if that were an error; so does a group of commands without one of them.
  const said =
    error.code === 'commander.help'
      ? command !== undefined && args.length === 1
        ? `'${command}' needs one of its commands`
        : `unknown command '${oneLine(args[1] ?? '')}'`
      : oneLine(error.message)
          .replace(/^error: /, '')
          .replace(/\.$/, '');
  io.err(`slipway: ${said}; see \`slipway ${command === undefined ? '' : `${command} `}--help\`.\n`);
  return EXIT.usage;
}

/** The command whose help says more: `docs check` for its own complaints, `docs` for those about what stands behind it. */
function commandOf([first = '', second = '']: readonly string[]): string | undefined {
  if (first === 'docs') return ['check', 'write'].includes(second) ? `docs ${second}` : 'docs';
  if (first === 'config') return second === 'check' ? 'config check' : 'config';
  return [
    'doctor',
    'init',
    'fix',
    'trace',
    'timeline',
    'test',
    'credentials',
    'contract',
    'plan',
    'notes',
    'prepare',
    'tag',
    'explain',
    'completion',
  ].find((name) => name === first);
}

/** Set in bundles that carry no package.json beside them. */
declare const SLIPWAY_VERSION: string | undefined;

/** The version of the package that this file was built into: dist/ and src/cli/ lie at different depths below it. */
function ownVersion(): string {
  if (typeof SLIPWAY_VERSION === 'string') return SLIPWAY_VERSION;
  for (const above of ['../package.json', '../../package.json']) {
    try {
      const { name, version } = JSON.parse(readFileSync(new URL(above, import.meta.url), 'utf8')) as { name: string; version: string };
      if (name === 'slipway') return version;
    } catch {
      // Not at this depth.
    }
  }
  return '0.0.0';
}
