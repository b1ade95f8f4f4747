import { sourceFile } from '../../../source/index.ts';
import type { Facts } from './facts.ts';
import type { Reason } from './found.ts';

/** A workflow that tags what was merged by the title or the labels of its pull request; undefined when none does. */
export function pullRequestsDecide({ world }: Facts): Reason | undefined {
  for (const path of world.list()) {
    if (!/^\.github\/workflows\/[^/]+\.ya?ml$/.test(path)) continue;
    const text = world.read(path) ?? '';
    const match = /pull_request\.(?:title|labels)/.exec(text);
    if (
      !match ||
      !/pull_request\.merged/.test(text) ||
      !/\bfeat\b|['"]?minor['"]?/.test(text) ||
      !/git tag|npm version|\bbump\b|cargo set-version/.test(text)
    )
      continue;
    const what = match[0].endsWith('title') ? 'title' : 'labels';
    return {
      key: 'from',
      why: `the ${what} of a merged pull request ${what === 'title' ? 'decides' : 'decide'} the version`,
      at: sourceFile(path, text).locate({ start: match.index, end: match.index + match[0].length }),
    };
  }
  return undefined;
}
