import { mayBeSame, namesOf, type Promises, shownName } from '../../../chain/index.ts';
import { fileName } from '../../../tools/index.ts';
import { quoted } from '../../asked-files.ts';
import type { Draft } from '../../rule.ts';
import type { SumSubject } from './subject.ts';

/** Names in a file of checksums that no file of the release has: `sha256sum -c` does not find them beside it. */
export function* sumLists(promises: Promises): Generator<Draft> {
  for (const { name, asset } of promises.files) {
    if (asset.what !== 'checksum' || asset.lists === undefined || asset.lists.length === 0) continue;
    const listed = asset.lists.flatMap((v) => namesOf(v, '\0'));
    const strange = listed.filter((l) => !promises.files.some((f) => mayBeSame(f.name, l)));
    const paths = strange.filter((l) => l.includes('/'));
    const [first] = paths;
    if (first === undefined || paths.length < listed.length) continue;
    const base = fileName(first);
    if (!promises.files.some((f) => mayBeSame(f.name, base))) continue;
    yield {
      at: asset.at,
      severity: 'warning',
      certainty: 'proven',
      title: `\`${shownName(name)}\` lists paths, not the names of the files`,
      message: `The checksums are written with the paths of the build, ${quoted([shownName(first)])}. On the release the file is called \`${shownName(base)}\`: whoever downloads both and runs \`sha256sum --check\` is told that there is no such file.`,
      chain: [
        { kind: 'step', text: `writes ${shownName(first)}`, location: asset.at, state: 'cut' },
        { kind: 'effect', text: 'uploads it', location: asset.uploadAt, state: 'holds' },
      ],
      key: ['paths', shownName(name)],
      subject: { kind: 'paths', at: asset.at } satisfies SumSubject,
      advice: 'Change to the directory of the files before they are summed.',
    };
    return;
  }
}
