import { type Analysis, type Consumer, isKnown, mayBeSame, type Promises, shownName } from '../../../chain/index.ts';
import { type Location, sourceFile } from '../../../source/index.ts';
import { platformOf } from '../../../tools/index.ts';
import { consumerText } from '../../asked-files.ts';
import { shown } from '../../links.ts';
import type { Draft } from '../../rule.ts';
import type { PlatformSubject } from './subject.ts';

/** A formula of Homebrew that has an address for macOS only, while the release has the same files for Linux and the documents offer them. */
export function* formulas(promises: Promises, analysis: Analysis): Generator<Draft> {
  for (const consumer of promises.consumers) {
    if (consumer.kind !== 'formula' || consumer.wants.some((w) => w.platform?.os !== 'darwin')) continue;
    const text = analysis.world.tree.read(consumer.at.path) ?? '';
    if (/depends_on\s+:macos|^\s*cask\b/m.test(text) || /on_linux/.test(text)) continue;
    const linux = builtForLinux(consumer, promises);
    const offered = offers(analysis);
    if (linux !== undefined && offered !== undefined) yield lacking(consumer, linux, offered);
  }
}

/** A file for Linux that is called as one of the formula's, and the line that gives it its name. */
interface LinuxFile {
  readonly name: string;
  readonly at: Location;
}

function builtForLinux(consumer: Consumer, promises: Promises): LinuxFile | undefined {
  const names = consumer.wants.flatMap((w) => w.names.map((n) => n.replace(/darwin|macos|apple/gi, 'linux')));
  for (const name of names) {
    const file = promises.files.find((f) => mayBeSame(f.name, name));
    if (file === undefined) continue;
    if (file.asset.platform?.os === 'linux' && isKnown(file.name)) return { name: shownName(file.name), at: file.asset.at };
    // The name is put together from what the legs built: one of them is for Linux.
    const leg = promises.legs.find(({ deed }) => deed.op === 'upload-artifact' && platformOf(shown(deed.name))?.os === 'linux');
    if (leg !== undefined) return { name: shownName(name), at: file.asset.at };
  }
  return undefined;
}

function lacking(consumer: Consumer, linux: LinuxFile, offered: Location): Draft {
  const [want] = consumer.wants;
  return {
    at: want!.at,
    severity: 'warning',
    certainty: 'likely',
    title: 'The formula has no address for Linux',
    message: `${consumerText(consumer)} names files for macOS only. The release has \`${linux.name}\` too, and \`${offered.path}\` offers Homebrew on Linux: there \`brew install\` finds nothing to download.`,
    chain: [
      { kind: 'effect', text: 'writes a formula for macOS', location: want!.at, state: 'cut' },
      { kind: 'person', text: 'offers Homebrew on Linux', location: offered, state: 'holds' },
      { kind: 'step', text: `makes ${linux.name}`, location: linux.at, state: 'holds' },
    ],
    key: ['formula', consumer.at.path],
    subject: { kind: 'formula', at: want!.at } satisfies PlatformSubject,
    advice: 'Add `on_linux` with the files for Linux.',
  };
}

const longestLine = 1000;

/** A line of a document that offers Homebrew for Linux. */
function offers({ world }: Analysis): Location | undefined {
  for (const path of world.tree
    .list()
    .filter((p) => /^(?:docs\/)?(?:README|INSTALL)[^/]*$/i.test(p))
    .slice(0, 6)) {
    const text = world.tree.read(path);
    let start = 0;
    for (const line of (text ?? '').split('\n')) {
      if (line.length < longestLine && /homebrew|\bbrew\b/i.test(line) && /\blinux\b/i.test(line) && !/linuxbrew|\bnot\b|without/i.test(line))
        return sourceFile(path, text!).locate({ start, end: start + line.length });
      start += line.length + 1;
    }
  }
  return undefined;
}
