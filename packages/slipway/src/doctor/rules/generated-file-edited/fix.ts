import type { Fixer } from '../../fixes/types.ts';

/** A generated file is changed where it is generated from: no edit of it would stay. */
export const fix: Fixer<undefined> = function* ({ draft }) {
  yield {
    refused: `${draft.at.path} is generated: the next generation drops what is edited in it`,
    instead: draft.advice ?? 'Change the configuration that it is generated from.',
  };
};
