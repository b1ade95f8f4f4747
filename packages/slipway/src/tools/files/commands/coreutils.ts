import { readArguments } from '../../effects/commands/arguments.ts';
import { kindOfFile } from '../kinds.ts';
import type { CommandFiles, FileDeed } from '../types.ts';
import { asDirectory, textOf } from './places.ts';

/** `cp`, `mv`, `ln`, `install`, `Copy-Item`: sources, then where they go. */
const copies: CommandFiles = {
  command: ['cp', 'mv', 'ln', 'install', 'rsync', 'ditto', 'copy', 'move', 'ren', 'xcopy'],
  files(call) {
    const program = call.texts[0];
    const args = readArguments(call.words.slice(1), {
      valued: ['-t', '--target-directory', '-m', '-o', '-g', '--mode', '-S', '--suffix', '--exclude', '--include', '-e'],
    });
    if (program === 'install' && args.may('-d', '--directory')) return args.words.map((path) => ({ op: 'directory', path }));
    const into = args.value('-t', '--target-directory');
    const words = args.words;
    const to = into ?? words.at(-1);
    const from = into === undefined ? words.slice(0, -1) : words;
    if (to === undefined || from.length === 0) return [];
    return [
      { op: 'copy', from, to: into === undefined ? to : asDirectory(into), move: /^(?:mv|move|ren)$/.test(program ?? ''), into: into !== undefined },
    ];
  },
};

/** PowerShell's own. */
const items: CommandFiles = {
  command: ['Copy-Item', 'Move-Item', 'Rename-Item', 'New-Item', 'Remove-Item', 'Compress-Archive', 'Out-File', 'Set-Content', 'Add-Content'],
  files(call) {
    const { named, words } = cmdlet(call);
    const path = named.get('path') ?? named.get('literalpath') ?? named.get('filepath') ?? words[0];
    const second = named.get('path') === undefined && named.get('literalpath') === undefined ? words[1] : words[0];
    switch (call.texts[0]) {
      case 'Copy-Item':
      case 'Move-Item': {
        const to = named.get('destination') ?? second;
        return path === undefined || to === undefined ? [] : [{ op: 'copy', from: [path], to, move: call.texts[0] === 'Move-Item' }];
      }
      case 'Rename-Item': {
        const to = named.get('newname') ?? second;
        return path === undefined || to === undefined ? [] : [{ op: 'copy', from: [path], to, move: true }];
      }
      case 'New-Item': {
        if (path === undefined) return [];
        return /directory/i.test(textOf(named.get('itemtype') ?? named.get('type')))
          ? [{ op: 'directory', path }]
          : [{ op: 'make', path, what: kindOfFile(textOf(path)) }];
      }
      case 'Remove-Item':
        return path === undefined ? [] : [{ op: 'remove', paths: [path] }];
      case 'Compress-Archive': {
        const to = named.get('destinationpath') ?? second;
        return to === undefined || path === undefined ? [] : [{ op: 'make', path: to, what: 'archive', of: [path] }];
      }
      default:
        return path === undefined ? [] : [{ op: 'make', path, what: kindOfFile(textOf(path)) }];
    }
  },
};

/** `-Name value` pairs, names in lower case, and the words without a name. */
function cmdlet(call: Parameters<CommandFiles['files']>[0]) {
  const named = new Map<string, (typeof call.words)[number]>();
  const words: (typeof call.words)[number][] = [];
  for (let i = 1; i < call.words.length; i++) {
    const option = /^-(\w+)$/.exec(call.texts[i] ?? '')?.[1]?.toLowerCase();
    if (option === undefined) words.push(call.words[i]!);
    else if (!/^(?:force|recurse|update|nonewline|append|verbose|passthru)$/.test(option)) {
      named.set(option, call.words[i + 1]!);
      i++;
    }
  }
  for (const [name, value] of named) if (value === undefined) named.delete(name);
  return { named, words };
}

const directories: CommandFiles = {
  command: ['mkdir', 'md'],
  files: (call) => readArguments(call.words.slice(1), { valued: ['-m', '--mode'] }).words.map((path) => ({ op: 'directory', path })),
};

const removals: CommandFiles = {
  command: ['rm', 'rmdir', 'del', 'unlink'],
  files: (call) => [{ op: 'remove', paths: readArguments(call.words.slice(1)).words }],
};

const writers: CommandFiles = {
  command: ['touch', 'tee'],
  files: (call): FileDeed[] =>
    readArguments(call.words.slice(1), { valued: ['-t', '-d', '-r'] }).words.map((path) => ({ op: 'make', path, what: kindOfFile(textOf(path)) })),
};

export const coreutils: readonly CommandFiles[] = [copies, items, directories, removals, writers];
