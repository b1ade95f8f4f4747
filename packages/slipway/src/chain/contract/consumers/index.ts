import type { World } from '../../world.ts';
import { writtenUrls } from './documents.ts';
import { downloaders } from './downloaders.ts';
import { installers } from './installers.ts';
import type { Consumer, Published } from './types.ts';
import { workflowScripts } from './workflow-scripts.ts';

export type * from './types.ts';

/** Everything in the tree that asks for files of a release of this repository. `release`: what its latest release has. */
export function consumersOf(world: World, release: Published | undefined): Consumer[] {
  const { tree, slug } = world;
  if (slug === undefined) return [];
  const published = release ?? { prefix: 'v', version: world.version, files: undefined };
  return [
    ...installers(tree, slug, published),
    ...downloaders(tree, slug),
    ...writtenUrls(tree, slug),
    ...world.workflows.flatMap((w) => workflowScripts(w, slug)),
  ];
}
