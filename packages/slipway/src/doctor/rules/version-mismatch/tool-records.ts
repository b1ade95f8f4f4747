import type { Analysis } from '../../../chain/index.ts';
import { RELEASE_PLEASE_MANIFEST, versionSources } from '../../../tools/index.ts';
import type { Draft } from '../../rule.ts';
import type { VersionSubject } from './fix.ts';
import { compareVersions, differ, said } from './versions.ts';

/** release-please's manifest and the file that it writes with it say different versions. */
export function* toolRecords({ world }: Analysis): Generator<Draft> {
  if (!world.tools.exists(RELEASE_PLEASE_MANIFEST)) return;
  if (!world.workflows.some((w) => /release-please/.test(w.file.text))) return;
  const sources = versionSources(world.tools);
  for (const record of sources) {
    if (record.path !== RELEASE_PLEASE_MANIFEST || record.repeats === undefined) continue;
    const owned = sources.find((one) => one.path === record.repeats && one.role !== 'requirement' && one.role !== 'tool');
    if (owned === undefined || !differ(record, owned)) continue;
    const behind = compareVersions(owned.value, record.value) < 0;
    yield {
      at: owned.at,
      certainty: 'proven',
      title: `${owned.path} says ${owned.value}, release-please's manifest ${record.value}`,
      message:
        `release-please keeps the last released version in ${record.path} and writes the same one into ${owned.path}, in one pull request. There it is ${record.value}, here ${owned.value}. ` +
        (behind
          ? `So the release of ${record.value} did not reach this file: what is built from it is published as ${owned.value}, and the registry has that already.`
          : `The next version is computed from ${record.value}, so it can be one that this file has had already.`),
      chain: [
        { kind: 'step', text: said(record), location: record.at, state: 'holds' },
        { kind: 'step', text: said(owned), location: owned.at, state: 'cut' },
        ...sources
          .filter((one) => one.role === 'requirement' && one.repeats === owned.path && one.value.includes(owned.value))
          .slice(0, 4)
          .map((one) => ({ kind: 'step' as const, text: `${one.key} is asked for as ${one.value}`, location: one.at, state: 'maybe' as const })),
      ],
      facts: [],
      key: ['release-please', record.key],
      ...(behind ? { subject: { newest: record.value, behind: [{ at: owned.at, value: owned.value }] } satisfies VersionSubject } : {}),
      advice: `Write ${behind ? record.value : 'the released version'} into ${behind ? owned.path : 'both'} by hand, once, and see that release-please's \`release-type\` knows where the version of this package stands.`,
    };
  }
}
