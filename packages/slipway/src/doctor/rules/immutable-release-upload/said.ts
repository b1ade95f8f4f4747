import type { World } from '../../../chain/index.ts';

/** Most documents that are read for it. */
const MOST = 40;
const said =
  /\bimmutable(?:[ -]| GitHub )releases?\b|\breleases? (?:is|are|will be) immutable\b|\bimmutableCreate\b|\bgh release verify\b|immutable release/i;
const documents = /^(?:[^/]+|docs?\/[^/]+|\.github\/[^/]+)\.(?:md|adoc|rst|txt)$/i;
const known = new WeakMap<World, string | undefined>();

/** The file of the tree that speaks of immutable releases: then somebody has turned them on, or wants to. Undefined when none does. */
export function speaksOfImmutability(world: World): string | undefined {
  if (known.has(world)) return known.get(world);
  const texts = [
    ...world.workflows.map((w) => w.path),
    ...world.tree
      .list()
      .filter((path) => documents.test(path) && !/changelog|history|news/i.test(path))
      .slice(0, MOST),
  ];
  const found = texts.find((path) => said.test(world.workflow(path)?.file.text ?? world.tree.read(path) ?? ''));
  known.set(world, found);
  return found;
}
