import { get, isMap } from '../../../source/index.ts';
import { document } from '../../../tools/index.ts';
import { nodeAt } from '../../fixes/parts/node-at.ts';
import { changed } from '../../fixes/parts/places.ts';
import { writtenOtherwise } from '../../fixes/parts/written-otherwise.ts';
import type { Fixer } from '../../fixes/types.ts';
import type { OptionSubject } from './subject.ts';

/** The option that is meant; what nobody knows goes. */
export const fix: Fixer<OptionSubject | undefined> = function* ({ subject, draft, analysis }) {
  const { world } = analysis;
  if (subject === undefined) {
    yield { refused: 'what takes the place of the option is for a person to choose', instead: draft.advice ?? '' };
    return;
  }
  const { at, name, near, isKey } = subject;
  const check = 'The log of the next run has no warning about the option.';
  if (!isKey) {
    const change = near === undefined ? undefined : writtenOtherwise(at, name, near, analysis);
    if (change) yield { id: 'option', title: `write \`${near}\` for \`${name}\``, changes: [change], tradeoffs: [], check };
    return;
  }
  const root = world.workflow(at.path)?.parsed.root ?? document(world.tools, at.path);
  const offset = (world.workflow(at.path)?.file ?? root?.file)?.lineStart(at.line);
  const place = offset === undefined ? undefined : nodeAt(root ?? null, offset + at.column - 1);
  if (place === undefined || !place.isKey) return;
  if (near !== undefined)
    yield {
      id: 'option',
      title: `write \`${near}\` for \`${name}\``,
      changes: [changed(at.path, { op: 'rename-key', at: place.at, to: near })],
      tradeoffs: ['What it says counts from now on; until now the default did.'],
      check,
    };
  const parent = get(root, ...place.at.slice(0, -1));
  const alone = isMap(parent) && parent.entries.length === 1;
  yield {
    id: 'no-option',
    title: `take \`${name}\` away, which nobody looks at`,
    changes: [changed(at.path, { op: 'remove', at: alone ? place.at.slice(0, -1) : place.at })],
    tradeoffs: ['What it was meant for is not done, as before.'],
    check,
  };
};
