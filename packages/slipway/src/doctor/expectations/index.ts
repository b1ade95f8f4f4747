import type { Tree } from '../../remotes/types.ts';
import type { DoctorOptions } from '../options.ts';
import { judge } from './judge.ts';
import { stageOf } from './play.ts';
import { readExpectations } from './read.ts';
import type { TestReport } from './types.ts';

export { proposeTests } from './propose.ts';
export { expectationsOf } from './read.ts';
export type * from './types.ts';

/**
 * Plays the expectations of the tree's slipway.yaml.
 * @returns undefined when it has none
 * @throws ConfigError for what is no expectation
 */
export function playTests(tree: Tree, options: DoctorOptions): TestReport | undefined {
  const expectations = readExpectations(options.config);
  if (expectations.length === 0) return undefined;
  const stage = stageOf(tree, options);
  const tests = expectations.map((one) => judge(one, stage));
  return { schemaVersion: 1, tests, limits: [...new Set([...tree.limits(), ...[...stage.world.limits].sort()])] };
}
