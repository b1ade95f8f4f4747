import { str } from '../../../actions/index.ts';
import { readArguments } from '../../effects/commands/arguments.ts';
import type { CommandFiles, FileDeed } from '../types.ts';
import { textOf } from './places.ts';

/** Programs that print checksums of files; where they go is a redirection. */
export const summers: ReadonlySet<string> = new Set([
  'sha256sum',
  'sha512sum',
  'sha1sum',
  'sha384sum',
  'sha224sum',
  'md5sum',
  'md5',
  'shasum',
  'b2sum',
  'b3sum',
  'cksum',
  'openssl',
  'certutil',
  'Get-FileHash',
  'rhash',
  'sha256',
]);

/** What it prints goes to the standard output: the names in it are the words. */
const printers: CommandFiles = {
  command: [...summers],
  files: () => [],
};

/** Words of a checksum program that are files. */
export function summed(words: Parameters<CommandFiles['files']>[0]['words']): Parameters<CommandFiles['files']>[0]['words'] {
  const program = textOf(words[0]);
  const args = readArguments(words.slice(1), {
    valued: ['-a', '--algorithm', '-Algorithm', '-out'],
    words: program === 'Get-FileHash' || program === 'certutil',
  });
  return args.words.filter((w) => !/^(?:dgst|SHA\d+|MD5)$/i.test(textOf(w)));
}

/** `-Path file`. */
export const isCheck = (words: Parameters<CommandFiles['files']>[0]['words']): boolean => words.some((w) => /^(?:-c|--check)$/.test(textOf(w)));

export const checksums: readonly CommandFiles[] = [printers];

/** The file that a redirection makes of checksums, with the names that stand in it. */
export function sumFile(path: FileDeed & { op: 'make' }, words: Parameters<CommandFiles['files']>[0]['words']): FileDeed {
  if (isCheck(words)) return path;
  const files = summed(words);
  return { ...path, what: 'checksum', of: files, lists: files.length === 0 ? [str('-')] : files };
}
