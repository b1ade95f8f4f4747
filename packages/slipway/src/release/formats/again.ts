import { clean } from '../../doctor/formats/terminal.ts';
import type { Asked } from '../types.ts';

/** A word that a shell takes as it is. */
const PLAIN = /^[A-Za-z0-9@%+=:,./_-]+$/;

/** A command with the options that ask for the same plan again, so that what is told to be done next releases what was looked at. */
export function asked(command: string, { channel, version, components }: Asked): string {
  const words = [
    ...(channel === null ? [] : ['--channel', channel]),
    ...(version === null ? [] : ['--bump', version]),
    ...components.flatMap((name) => ['--component', name]),
  ].map(clean);
  return [command, ...words.map((word) => (PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))].join(' ');
}
