import { nodePackages } from '../../config/index.ts';
import type { CommandCall, CommandKnowledge, Deed } from '../../types.ts';
import { readArguments, subcommand } from './arguments.ts';
import { scriptDeeds } from './npm-scripts.ts';
import { commaList, known } from './words.ts';

const VALUED = [
  '--filter',
  '-F',
  '--concurrency',
  '-t',
  '--target',
  '--targets',
  '-p',
  '--projects',
  '--parallel',
  '--scope',
  '--exclude',
  '--names',
  '-n',
  '-c',
];

/** The script of this name in the root and in every package of the workspace. */
function everywhere(call: CommandCall, name: string, filter: string | undefined): readonly Deed[] {
  const wanted = filter?.replace(/\.\.\.$/, '');
  const packages = nodePackages(call.world).filter(
    (one) => wanted === undefined || /[*!^[{]/.test(wanted) || one.name === wanted || one.directory === wanted.replace(/^\.\//, ''),
  );
  return packages.slice(0, 40).flatMap((one) => scriptDeeds(call, 'npm', name, { directory: one.directory }));
}

function deeds(call: CommandCall): readonly Deed[] {
  const program = known(call.words[0]);
  const { name, after } = subcommand(call.words.slice(1));
  const args = readArguments(after, { valued: VALUED });
  const names = (list: readonly (string | undefined)[]) => list.filter((one): one is string => one !== undefined).slice(0, 10);
  switch (program) {
    case 'turbo': {
      const tasks = name === 'run' ? args.words.map(known) : [name, ...args.words.map(known)];
      return names(tasks).flatMap((task) => everywhere(call, task, known(args.value('--filter', '-F'))));
    }
    case 'lerna':
      return name === 'run' ? names(args.words.map(known)).flatMap((task) => everywhere(call, task, known(args.value('--scope')))) : [];
    case 'nx': {
      if (name === 'run-many' || name === 'affected') {
        const targets = commaList(args.values('-t', '--target', '--targets')).map(known);
        return names(targets).flatMap((task) => everywhere(call, task, undefined));
      }
      const target = name === 'run' ? known(args.words[0]) : undefined;
      const [project, task] = target?.split(':') ?? [];
      return task ? everywhere(call, task, project) : [];
    }
    // npm-run-all and its short forms; concurrently takes `npm:NAME` and commands.
    default: {
      const words = [...(name ? [name] : []), ...args.words.map(known)];
      const here = call.cwd;
      return names(words).flatMap((one) => {
        const task = program === 'concurrently' ? /^(?:npm|yarn|pnpm|bun):(\S+)$/.exec(one)?.[1] : one;
        return task && here !== undefined ? scriptDeeds(call, 'npm', task, { directory: here }) : [];
      });
    }
  }
}

export const taskRunners: CommandKnowledge = {
  command: ['turbo', 'npm-run-all', 'run-s', 'run-p', 'npm-run-all2', 'concurrently', 'wireit'],
  source: 'documentation of Turborepo, Nx, Lerna, npm-run-all and concurrently',
  asOf: '2026-11-20',
  deeds,
};

/** Deeds of the tasks that nx and lerna run; their release commands are known elsewhere. */
export const workspaceTasks = deeds;
