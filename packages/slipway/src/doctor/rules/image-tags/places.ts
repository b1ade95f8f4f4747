import type { Step } from '../../../actions/index.ts';
import { locate } from '../../../chain/index.ts';
import { type Location, type ScalarNode, scalarSpan } from '../../../source/index.ts';

/** The value of an input as the step writes it. */
export function inputNode(step: Step, name: string): ScalarNode | undefined {
  const value = step.with.find((p) => p.name.toLowerCase() === name)?.value;
  return value?.kind === 'scalar' ? value : undefined;
}

/** Where a rule of an input stands; the input itself when its lines are not those that were evaluated. */
export function linePlace(step: Step, name: string, line: number, fallback: Location): Location {
  const node = inputNode(step, name);
  if (node === undefined) return fallback;
  let from = 0;
  let count = 0;
  for (const text of node.text.split('\n')) {
    const bare = text.trim();
    if (bare !== '' && !bare.startsWith('#')) {
      if (count === line) {
        const start = from + text.indexOf(bare);
        return node.file.locate(scalarSpan(node, start, start + bare.length));
      }
      count++;
    }
    from += text.length + 1;
  }
  return locate(node);
}

/** The first place of an input that holds a text; undefined when it does not. */
export function textPlace(step: Step, name: string, wanted: RegExp): Location | undefined {
  const node = inputNode(step, name);
  const found = node && wanted.exec(node.text);
  return found ? node.file.locate(scalarSpan(node, found.index, found.index + found[0].length)) : undefined;
}
