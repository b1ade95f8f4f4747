import { asksVersion, type Consumer, type Promises, promisesOf, shownName, shownNames } from '../../../chain/index.ts';
import { type Asked, askedOf, consumerText, isMissing, machineText, nearest, quoted, requestChain, sibling } from '../../asked-files.ts';
import type { Draft, Rule } from '../../rule.ts';
import { evident } from './evident.ts';
import { fetched } from './fetched.ts';
import { strangers } from './strangers.ts';
import { stripped } from './stripped.ts';
import type { NameSubject } from './subject.ts';
import { unmade } from './unmade.ts';

export const rule: Rule = {
  id: 'asset-name-mismatch',
  group: 'assets',
  severity: 'error',
  title: 'A download of a file that no release has',
  *check(analysis) {
    const promises = promisesOf(analysis);
    yield* strangers(promises, analysis);
    yield* stripped(analysis);
    if (!promises.uploads) yield* unmade(promises, analysis);
    if (!promises.closed) {
      yield* evident(promises);
      return;
    }
    yield* fetched(promises, analysis.world.version);
    for (const consumer of promises.consumers) {
      const draft = mismatch(consumer, promises);
      if (draft !== undefined) yield draft;
    }
  },
};

/** The first name that no upload can have, with the others of the same consumer. A name that differs in the machine only is another defect. */
function mismatch(consumer: Consumer, promises: Promises): Draft | undefined {
  const lost = askedOf(consumer).filter(
    (a) => isMissing(a.files, promises) && a.files.every(asksVersion) && !a.files.some((w) => sibling(w, promises) !== undefined),
  );
  const [first] = lost;
  if (first === undefined) return undefined;
  const want = first.files.find((w) => !w.optional) ?? first.files[0]!;
  const near = nearest(want, promises);
  const names = [...new Set(lost.flatMap((a) => shownNames((a.files.find((w) => !w.optional) ?? a.files[0]!).names.slice(0, 1))))];
  const isRead = consumer.kind === 'installer' || consumer.kind === 'package';
  const who = consumerText(consumer);
  return {
    at: want.at,
    severity: isRead && !consumer.fallback ? 'error' : 'warning',
    certainty: isRead ? 'proven' : 'likely',
    title: `No release has \`${names[0]}\``,
    message: `${capital(who)} ${asks(consumer)} ${quoted(names)}${where(lost)}. The files that the workflows upload to a release have other names, for instance ${quoted(near.map((f) => shownName(f.name)))}: GitHub answers 404${consumer.fallback ? ', and another way has to be taken each time' : ''}.`,
    chain: requestChain(want, near[0]),
    key: [consumer.kind, ...names.slice(0, 4)],
    subject: { kind: 'names', consumer, lost } satisfies NameSubject,
    advice: `Give the two sides one name: either what ${who} asks for, or what the workflow uploads.`,
  };
}

const asks = (consumer: Consumer): string => (consumer.kind === 'document' ? 'tells people to download' : 'downloads');

function where(lost: readonly Asked[]): string {
  const machines = [...new Set(lost.map((a) => machineText(a.platform)).filter((t) => t !== ''))];
  return lost.length === 1 && machines.length === 1 ? ` (${machines[0]})` : '';
}

const capital = (text: string): string => (/^[a-z]/.test(text) ? text[0]!.toUpperCase() + text.slice(1) : text);
