import type { Step } from '../../../actions/index.ts';
import { scalarSpan } from '../../../source/index.ts';
import { goreleaserRemovedFlags } from '../../../tools/index.ts';
import type { Draft } from '../../rule.ts';
import type { OptionSubject } from './subject.ts';

/** GoReleaser 2 came on 2024-06-05; whatever asks for the latest version has had it since. */
const secondVersion = '2024-06-05';

/** Flags in the `args` of goreleaser-action that GoReleaser 2 removed. */
export function* removedFlags(step: Step, job: string, asOf: string): Generator<Draft> {
  const { uses } = step;
  if (uses?.is.kind !== 'remote' || `${uses.is.owner}/${uses.is.repo}`.toLowerCase() !== 'goreleaser/goreleaser-action') return;
  const args = step.with.find((p) => p.name === 'args')?.value;
  const version = step.with.find((p) => p.name === 'version')?.value;
  if (args?.kind !== 'scalar' || asOf < secondVersion) return;
  const asked = version?.kind === 'scalar' ? version.text.trim() : undefined;
  const written = /^[0-9a-f]{40}$/.test(uses.is.ref) ? (uses.comment ?? '') : uses.is.ref;
  const major = Number(/v?(\d+)/.exec(written)?.[1] ?? Number.NaN);
  // Without a version the action takes the newest; from its sixth on the newest 2.
  if (asked === undefined ? Number.isNaN(major) : !/^(?:latest|nightly|(?:~>|\^)?\s*v?2\b.*)$/.test(asked)) return;
  for (const [flag, instead] of Object.entries(goreleaserRemovedFlags)) {
    const at = args.text.search(new RegExp(`${flag}(?![\\w-])`));
    if (at < 0) continue;
    yield {
      at: args.file.locate(scalarSpan(args, at, at + flag.length)),
      certainty: 'proven',
      title: `GoReleaser 2 has no flag \`${flag}\``,
      message: `Job \`${job}\` runs GoReleaser ${asked === undefined ? 'in its newest version' : `in version \`${asked}\``}, which removed \`${flag}\`: it ends with "unknown flag" before it builds anything.`,
      facts: [],
      key: [job, flag],
      subject: { at: args.file.locate(scalarSpan(args, at, at + flag.length)), name: flag, near: instead, isKey: false } satisfies OptionSubject,
      advice: `Write \`${instead}\`.`,
    };
  }
}
