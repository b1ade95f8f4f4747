import { asksVersion, type Consumer, isKnown, type Promises, type PublishedFile, shownName } from '../../../chain/index.ts';
import { askedOf, consumerText, isMissing, requestChain } from '../../asked-files.ts';
import type { Draft } from '../../rule.ts';
import type { NameSubject } from './subject.ts';

/** A name without its version and its ending. */
const bare = (name: string): string =>
  shownName(name)
    .toLowerCase()
    .replace(/[-_.]?v?\{version\}/g, '')
    .replace(/\.(?:tar\.\w+|tgz|txz|zip|exe|gz|xz)$/g, '');

/**
 * Not every upload is known, but one is that differs from what is asked for in the version or in the ending only: the same file under two names
 * would be uploaded on purpose, and nothing speaks of that.
 */
export function* evident(promises: Promises): Generator<Draft> {
  for (const consumer of promises.consumers) {
    if (consumer.kind !== 'installer' && consumer.kind !== 'package') continue;
    const draft = differing(consumer, promises);
    if (draft !== undefined) yield draft;
  }
}

function differing(consumer: Consumer, promises: Promises): Draft | undefined {
  if (promises.files.some((f) => !isKnown(f.name))) return undefined;
  for (const asked of askedOf(consumer)) {
    if (!isMissing(asked.files, promises) || !asked.files.every((w) => asksVersion(w) && w.names.every(isKnown))) continue;
    for (const want of asked.files) {
      const twin = promises.files.find((f) => want.names.some((n) => bare(n) === bare(f.name)) && isProgram(f));
      if (twin === undefined) continue;
      const name = shownName(want.names[0]!);
      return {
        at: want.at,
        severity: 'warning',
        certainty: 'likely',
        title: `The release has \`${shownName(twin.name)}\`, not \`${name}\``,
        message: `${consumerText(consumer)} downloads \`${name}\`. What the workflow uploads is called \`${shownName(twin.name)}\`. Unless something uploads the same file under the other name too, GitHub answers 404.`,
        chain: requestChain(want, twin),
        assumptions: ['nothing uploads the same file under the other name'],
        key: ['evident', name],
        subject: { kind: 'twin', want, file: twin, consumer } satisfies NameSubject,
        advice: 'Give the two sides one name.',
      };
    }
  }
  return undefined;
}

const isProgram = (f: PublishedFile): boolean => f.asset.what === 'archive' || f.asset.what === 'binary';
