import { asksVersion, type Consumer, type Promises, promisesOf, shownName, shownNames } from '../../../chain/index.ts';
import { kindOfFile } from '../../../tools/index.ts';
import { askedOf, consumerText, isMissing, machineText, quoted, requestChain } from '../../asked-files.ts';
import type { Draft, Rule } from '../../rule.ts';
import { sumLists } from './lists.ts';
import type { SumSubject } from './subject.ts';
import { unsummed } from './unsummed.ts';

export const rule: Rule = {
  id: 'checksum-mismatch',
  group: 'assets',
  severity: 'error',
  title: 'A download that cannot be compared with its checksum',
  *check(analysis) {
    const promises = promisesOf(analysis);
    if (!promises.closed) return;
    for (const consumer of promises.consumers) {
      const draft = missingSum(consumer, promises) ?? ambiguous(consumer, promises);
      if (draft !== undefined) yield draft;
    }
    yield* sumLists(promises);
    yield* unsummed(promises, analysis);
  },
};

/** The file is there, and the checksum that is asked for is not. */
function missingSum(consumer: Consumer, promises: Promises): Draft | undefined {
  for (const { files, sums, platform } of askedOf(consumer)) {
    if (!isMissing(sums, promises) || !sums.every(asksVersion) || (files.length > 0 && isMissing(files, promises))) continue;
    const want = sums.find((w) => !w.optional) ?? sums[0]!;
    const isRead = consumer.kind === 'installer' || consumer.kind === 'package';
    const name = shownNames(want.names)[0]!;
    const made = promises.files.filter((f) => f.asset.what === 'checksum');
    const machine = machineText(platform);
    return {
      at: want.at,
      severity: isRead && !want.optional ? 'error' : 'warning',
      certainty: isRead ? 'proven' : 'likely',
      title: `No release has the checksum \`${name}\``,
      message: `${consumerText(consumer)} asks for \`${name}\`${machine === '' ? '' : ` on ${machine}`}. ${made.length === 0 ? 'No job uploads a checksum' : `The checksums that are uploaded have other names: ${quoted(made.map((f) => shownName(f.name)))}`}. ${want.optional ? 'It goes on without, so nothing is ever compared.' : 'Without it nothing can be compared, and it ends there.'}`,
      chain: requestChain(want, made[0]),
      key: ['sum', consumer.kind, name],
      subject: { kind: 'missing', want, consumer, files, made } satisfies SumSubject,
      advice: 'Upload the checksum under the name that is asked for.',
    };
  }
  return undefined;
}

/** A pattern that finds the checksum as well as the file: which one comes first is the order of the uploads. */
function ambiguous(consumer: Consumer, promises: Promises): Draft | undefined {
  for (const { picks, pattern, at } of consumer.selections) {
    const sum = picks.find((name) => name !== undefined && ['checksum', 'signature'].includes(kindOfFile(name)));
    if (sum === undefined || picks[0] === picks[1]) continue;
    const file = promises.files.find((f) => shownName(f.name) === sum || f.name === sum);
    return {
      at,
      severity: 'warning',
      certainty: 'likely',
      title: 'The pattern finds the checksum too',
      message: `${consumerText(consumer)} looks for \`${pattern}\` among the files of the release and takes the first that it finds. \`${shownName(sum)}\` is one of them: whenever GitHub lists it first, the checksum is installed as if it were the program.`,
      chain: [
        { kind: 'person', text: `takes the first file that has ${pattern}`, location: at, state: 'cut' },
        ...(file === undefined
          ? []
          : [
              { kind: 'step' as const, text: `makes ${shownName(file.name)}`, location: file.asset.at, state: 'holds' as const },
              { kind: 'effect' as const, text: 'uploads it', location: file.asset.uploadAt, state: 'holds' as const },
            ]),
      ],
      key: ['pattern', pattern],
      subject: { kind: 'pattern', at } satisfies SumSubject,
      advice: 'Ask for the end of the name as well (`…tar.gz"`).',
    };
  }
  return undefined;
}
