import type { World } from '../../world.ts';
import { binstall } from './binstall.ts';
import { writtenUrls } from './documents.ts';
import { downloaders } from './downloaders.ts';
import { installers } from './installers.ts';
import type { Consumer, Published } from './types.ts';
import { workflowScripts } from './workflow-scripts.ts';

export type * from './types.ts';

/** What stands in documents, and in scripts that are not read machine by machine, is only worth reading when all files of a release are known. */
export interface Reading {
  readonly release: Published;
  readonly all: boolean;
}

/** What in the tree asks for files of a release of this repository. `release`: what its latest release has. */
export function consumersOf(world: World, { release, all }: Reading): Consumer[] {
  const { tree, slug } = world;
  if (slug === undefined) return [];
  return [
    ...installers(world, slug, release, all),
    ...downloaders(tree, slug),
    ...(all ? [...writtenUrls(tree, slug), ...binstall(tree, slug)] : []),
    ...world.workflows.flatMap((w) => workflowScripts(w, slug)),
  ];
}
