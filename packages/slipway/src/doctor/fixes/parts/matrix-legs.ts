import type { Job } from '../../../actions/index.ts';
import type { Analysis, PublishedFile } from '../../../chain/index.ts';
import { type Change, type MapNode, quoteScalar, type ScalarNode } from '../../../source/index.ts';
import type { Platform } from '../../../tools/index.ts';
import { forProcessor, runnerFor } from './machine-words.ts';
import { jobAt } from './step-at.ts';

type Asset = PublishedFile['asset'];

/** A leg more in a matrix. */
export interface NewLeg {
  readonly job: Job;
  readonly changes: readonly Change[];
}

/**
 * A leg like the one that makes an asset, for another processor: a copy of its item of `include`, or the processor's name in the list that has
 * the other's. It runs on a machine of that processor where GitHub has one, so that nothing has to be cross-compiled.
 */
export function legFor(asset: Asset, from: Platform, to: Platform, analysis: Analysis): NewLeg | undefined {
  const job = jobsMaking(asset, analysis).find((j) => j.matrix !== undefined && !j.matrix.dynamic);
  const { matrix } = job ?? {};
  if (job === undefined || matrix === undefined || from.arch === undefined || to.arch === undefined) return undefined;
  const [a, b] = [from.arch, to.arch];
  const index = matrix.include.findIndex(
    (item) => isLegOf(item, asset) && item.entries.some((e) => e.value?.kind === 'scalar' && forProcessor(e.value.text, a, b) !== e.value.text),
  );
  const item = matrix.include[index];
  if (item) {
    const lines = item.entries.flatMap((e) =>
      e.value?.kind === 'scalar' ? [`${e.key.text}: ${written(e.value, (t) => other(t, e.key.text, a, b, to))}`] : [],
    );
    if (lines.length !== item.entries.length) return undefined;
    return { job, changes: [{ op: 'insert', at: ['jobs', job.id, 'strategy', 'matrix', 'include', index + 1], value: lines.join('\n') }] };
  }
  for (const { name, values } of matrix.vectors) {
    const like = values.findIndex((v) => v.kind === 'scalar' && forProcessor(v.text, a, b) !== v.text);
    const value = values[like];
    if (value?.kind !== 'scalar' || /runner|^os$/.test(name)) continue;
    const made = forProcessor(value.text, a, b);
    if (values.some((v) => v.kind === 'scalar' && v.text === made)) continue;
    return { job, changes: [{ op: 'insert', at: ['jobs', job.id, 'strategy', 'matrix', name, like + 1], value: quoteScalar(made) }] };
  }
  return undefined;
}

/** Jobs with a matrix that may have made the asset: the one that names it, or the ones that hand it over. */
function jobsMaking(asset: Asset, analysis: Analysis): Job[] {
  const named = jobAt(asset.at, analysis);
  const workflow = analysis.world.workflow(asset.at.path) ?? asset.effect.workflow;
  return [...(named ? [named] : []), asset.effect.job, ...workflow.jobs].filter((j) => j.matrix !== undefined);
}

/** The leg of the asset has this item's values. */
function isLegOf(item: MapNode, { leg }: Asset): boolean {
  if (leg === undefined) return false;
  return item.entries.every((e) => e.value?.kind !== 'scalar' || leg.includes(`${e.key.text}: ${e.value.text}`));
}

function other(text: string, key: string, from: string, to: string, platform: Platform): string {
  const runner = runnerFor(text, platform);
  if (runner !== text && /^(?:os|runner|runs[-_]on|host|machine|image|vm)$/i.test(key)) return runner;
  return forProcessor(text, from, to);
}

const written = (node: ScalarNode, change: (text: string) => string): string => {
  const text = change(node.text);
  return text === node.text && typeof node.value !== 'string' ? node.text : quoteScalar(text);
};
