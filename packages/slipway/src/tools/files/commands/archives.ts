import type { Val } from '../../../actions/index.ts';
import { concat, str } from '../../../actions/index.ts';
import { readArguments } from '../../effects/commands/arguments.ts';
import { kindOfFile } from '../kinds.ts';
import type { CommandFiles, FileDeed } from '../types.ts';
import { anythingIn, textOf } from './places.ts';

const unpacks = 'an archive is unpacked there';

/** `tar` makes when it is told `c`, and unpacks when it is told `x`. */
const tar: CommandFiles = {
  command: ['tar', 'bsdtar', 'gtar'],
  files(call) {
    const words = call.words.slice(1);
    const first = textOf(words[0]);
    const bundled = /^-?[a-zA-Z]+$/.test(first) && !first.startsWith('--') ? first.replace(/^-/, '') : '';
    const creates = bundled.includes('c') || words.some((w) => /^(?:--create|-[a-zA-Z]*c[a-zA-Z]*)$/.test(textOf(w)));
    const { file, directory, rest } = tarWords(words, bundled);
    if (!creates)
      return /x/.test(bundled) || words.some((w) => /^(?:-[a-zA-Z]*x[a-zA-Z]*|--extract)$/.test(textOf(w))) ? [anythingIn(directory, unpacks)] : [];
    return file === undefined || textOf(file) === '-' ? [] : [{ op: 'make', path: file, what: 'archive', of: rest }];
  },
};

function tarWords(words: readonly Val[], bundled: string): { file: Val | undefined; directory: Val | undefined; rest: Val[] } {
  let file: Val | undefined;
  let directory: Val | undefined;
  const rest: Val[] = [];
  for (let i = 0; i < words.length; i++) {
    const text = textOf(words[i]);
    if (i === 0 && bundled !== '' && !text.startsWith('-')) {
      if (bundled.includes('f')) file = words[++i];
    } else if (/^-[a-zA-Z]*f$/.test(text) || text === '--file') file = words[++i];
    else if (text.startsWith('--file=')) file = str(text.slice(7));
    else if (text === '-C' || text === '--directory') directory = words[++i];
    else if (/^-[TX]$|^--(?:exclude|transform|owner|group|mtime|sort|format)$/.test(text)) i++;
    else if (!text.startsWith('-')) rest.push(words[i]!);
  }
  return { file, directory, rest };
}

const zip: CommandFiles = {
  command: ['zip'],
  files(call) {
    const args = readArguments(call.words.slice(1), { valued: ['-x', '-i', '-b', '-t', '-n'] });
    const [file, ...of] = args.words;
    if (file === undefined) return [];
    const known = textOf(file);
    const path = known !== '' && !/\.[a-z0-9]+$/i.test(known) ? concat(file, str('.zip')) : file;
    return [{ op: 'make', path, what: 'archive', of }];
  },
};

const sevenZip: CommandFiles = {
  command: ['7z', '7za', '7zz', '7zr'],
  files(call) {
    const args = readArguments(call.words.slice(1), { words: true });
    const [act, file, ...of] = args.words;
    if (file === undefined) return [];
    if (textOf(act) === 'a') return [{ op: 'make', path: file, what: 'archive', of }];
    const to = call.texts.find((t) => t?.startsWith('-o'));
    return /^[xe]$/.test(textOf(act)) ? [anythingIn(to === undefined ? undefined : str(to.slice(2)), unpacks)] : [];
  },
};

const unzip: CommandFiles = {
  command: ['unzip', 'Expand-Archive', 'dpkg-deb-extract', 'unxz', 'cpio'],
  files(call) {
    const args = readArguments(call.words.slice(1), { valued: ['-d', '-DestinationPath', '-x'] });
    return [anythingIn(args.value('-d', '-DestinationPath'), unpacks)];
  },
};

const endings: Readonly<Record<string, string>> = { gzip: '.gz', pigz: '.gz', xz: '.xz', zstd: '.zst', bzip2: '.bz2', lz4: '.lz4', brotli: '.br' };

/** `gzip FILE` puts an ending behind the name and removes the file; with `-k` it stays. */
const packers: CommandFiles = {
  command: Object.keys(endings),
  files(call) {
    const args = readArguments(call.words.slice(1), { valued: ['-o', '-S', '--threads'] });
    if (args.may('-d', '--decompress') || args.may('-c', '--stdout')) return args.may('-d', '--decompress') ? [anythingIn(undefined, unpacks)] : [];
    const ending = str(endings[call.texts[0] ?? ''] ?? '');
    const given = args.value('-o');
    return args.words.flatMap((file): FileDeed[] => [
      { op: 'make', path: given ?? concat(file, ending), what: 'archive', of: [file] },
      ...(args.may('-k', '--keep') || /^(?:zstd|lz4|brotli)$/.test(call.texts[0] ?? '') ? [] : [{ op: 'remove', paths: [file] } as const]),
    ]);
  },
};

/** Programs that write the file that an option names. */
const outputs: CommandFiles = {
  command: [
    'lipo',
    'hdiutil',
    'create-dmg',
    'dpkg-deb',
    'pkgbuild',
    'productbuild',
    'appimagetool',
    'makensis',
    'light',
    'wix',
    'pandoc',
    'nfpm',
    'fpm',
    'cosign',
    'minisign',
    'syft',
    'gpg',
    'upx',
  ],
  files(call) {
    const program = call.texts[0];
    const args = readArguments(call.words.slice(1), {
      valued: [
        '-output',
        '-o',
        '--output',
        '--output-file',
        '-out',
        '--output-signature',
        '--output-certificate',
        '--bundle',
        '-p',
        '--package',
        '-t',
        '--target',
        '-f',
        '--file',
        '-volname',
        '-srcfolder',
        '-format',
        '--volname',
        '-u',
        '--local-user',
        '--passphrase',
        '-s',
        '-m',
        '-x',
        '--key',
      ],
      words: program === 'lipo' || program === 'hdiutil',
    });
    const made = ['-output', '-o', '--output', '--output-file', '-out', '--output-signature', '--output-certificate', '--bundle'].flatMap((o) => [
      ...args.values(o),
    ]);
    const make = (path: Val): FileDeed => ({ op: 'make', path, what: kindOfFile(textOf(path)) });
    if (program === 'hdiutil' || program === 'create-dmg')
      return args.words
        .filter((w) => /\.dmg$/.test(textOf(w)))
        .slice(-1)
        .map(make);
    if (program === 'dpkg-deb') {
      const file = args.words.filter((w) => !/^(?:build|root-owner-group)$/.test(textOf(w))).at(-1);
      return file === undefined ? [] : /\.deb$/.test(textOf(file)) || args.words.length > 1 ? [make(file)] : [make(concat(file, str('.deb')))];
    }
    if (program === 'pkgbuild' || program === 'productbuild' || program === 'appimagetool') return args.words.slice(-1).map(make);
    if (program === 'gpg' && made.length === 0) {
      const ending =
        args.may('-b', '--detach-sign', '--detach-sig') || args.may('--armor', '-a') ? (args.may('--armor', '-a') ? '.asc' : '.sig') : undefined;
      return ending === undefined ? [] : args.words.map((w) => ({ op: 'make', path: concat(w, str(ending)), what: 'signature', of: [w] }));
    }
    if (program === 'minisign') return args.values('-m').map((w) => ({ op: 'make', path: concat(w, str('.minisig')), what: 'signature', of: [w] }));
    if ((program === 'nfpm' || program === 'fpm' || program === 'makensis' || program === 'wix' || program === 'light') && made.length === 0)
      return [anythingIn(undefined, `${program} names its file itself`)];
    return made.map(make);
  },
};

export const archives: readonly CommandFiles[] = [tar, zip, sevenZip, unzip, packers, outputs];
