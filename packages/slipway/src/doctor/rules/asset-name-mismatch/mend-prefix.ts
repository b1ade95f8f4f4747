import { type Analysis, locate } from '../../../chain/index.ts';
import { changed } from '../../fixes/parts/places.ts';
import { stepAt } from '../../fixes/parts/step-at.ts';
import type { Proposal, Refusal } from '../../fixes/types.ts';
import type { NameSubject } from './subject.ts';

/** System and processor are cut out of the directory's name: `<id>_<os>_<arch>`, and behind it the variant. */
export function mendPrefix(
  { run, start, end, variable, from, ids }: Extract<NameSubject, { kind: 'prefix' }>,
  analysis: Analysis,
): Proposal | Refusal {
  const seen = stepAt(locate(run), analysis);
  const fields = new Set(ids.map((id) => id.split('_').length));
  const [before] = fields;
  if (seen === undefined || fields.size !== 1 || before === undefined)
    return {
      refused: 'the ids of the builds have different numbers of `_`',
      instead: 'Give the builds ids without `_`, and cut fields 2 and 3 out of the name.',
    };
  const text = `${variable}=$(echo "$${from}" | cut -d_ -f${before + 1},${before + 2})`;
  return {
    id: 'fields',
    title: `name the assets after the system and the processor that GoReleaser's directory has`,
    changes: [changed(seen.path, { op: 'splice', at: [...seen.at, 'run'], start, end, text })],
    tradeoffs: ['Two builds for one system and processor that differ in the variant alone (`v1`, `v3`) would get one name.'],
    check: 'The step that archives prints names with a system and a processor, such as `linux_amd64`.',
  };
}
