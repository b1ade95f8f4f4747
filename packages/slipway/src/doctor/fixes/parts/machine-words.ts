import type { Platform } from '../../../tools/index.ts';

/** Words for a processor in names and targets, the same kind of word in the same place of each list. */
const processors: Readonly<Record<string, readonly string[]>> = {
  amd64: ['x86_64', 'amd64', 'x64', 'x86-64', 'intel'],
  arm64: ['aarch64', 'arm64', 'arm64', 'arm64', 'arm'],
};

/** A text that names a processor, for another processor; the same text when it names none. */
export function forProcessor(text: string, from: string, to: string): string {
  const [a = [], b = []] = [processors[from], processors[to]];
  const word = new RegExp(`(?<![A-Za-z0-9])(?:${a.map((w) => w.replace('-', '\\-')).join('|')})(?![A-Za-z0-9])`, 'gi');
  return a.length === 0 || b.length === 0 ? text : text.replace(word, (found) => cased(b[a.indexOf(found.toLowerCase())]!, found));
}

/** A runner of GitHub's own for a machine, beside one for another processor: `ubuntu-24.04-arm` for `ubuntu-latest`. */
export function runnerFor(label: string, { arch }: Platform): string {
  if (arch === 'arm64') {
    if (/^ubuntu-(?:latest|24\.04)$/.test(label)) return 'ubuntu-24.04-arm';
    if (/^ubuntu-22\.04$/.test(label)) return 'ubuntu-22.04-arm';
    if (/^windows-(?:latest|20\d\d)$/.test(label)) return 'windows-11-arm';
    if (/^macos-\d+-(?:intel|large)$/.test(label)) return 'macos-15';
  }
  if (arch === 'amd64') {
    if (/^ubuntu-(\d\d\.04)-arm$/.test(label)) return label.replace(/-arm$/, '');
    if (/^macos-/.test(label) && !/intel|large/.test(label)) return 'macos-15-intel';
  }
  return label;
}

const cased = (word: string, like: string): string =>
  /^[A-Z][a-z]/.test(like) ? word[0]!.toUpperCase() + word.slice(1) : /^[A-Z\d_]+$/.test(like) && /[A-Z]/.test(like) ? word.toUpperCase() : word;
