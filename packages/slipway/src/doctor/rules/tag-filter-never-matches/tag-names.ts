import { matchFilters } from '../../../actions/index.ts';
import type { Analysis } from '../../../chain/index.ts';
import { type FileChange, get, isMap } from '../../../source/index.ts';
import { document } from '../../../tools/index.ts';
import { changed } from '../../fixes/parts/places.ts';
import type { Proposal } from '../../fixes/types.ts';
import type { DeadFilter } from './subject.ts';

/** Lets the tool make tags that the filter takes: without the name of the only package before the version. */
export function plainTags({ effect, workflow }: DeadFilter, patterns: readonly string[], analysis: Analysis): Proposal | undefined {
  if (effect === undefined || !matchFilters(patterns, 'v1.2.3')) return undefined;
  const changes = /release-please/.test(effect.deed.tool)
    ? ofReleasePlease(analysis)
    : /release-plz/.test(effect.deed.tool)
      ? ofReleasePlz(analysis)
      : undefined;
  if (changes === undefined) return undefined;
  const last = analysis.world.tree.git?.tags.find((t) => !matchFilters(patterns, t.name))?.name;
  return {
    id: 'plain-tags',
    title: `Let ${effect.deed.tool} make tags v{version}, for which ${workflow.path} waits`,
    changes,
    tradeoffs: [
      `${effect.deed.tool} finds its last release by the name of the tag: without a tag v{version} on that commit the next changelog begins anew.`,
      'Links and scripts that name the longer tags go on naming the old releases.',
    ],
    setup: [
      `Give the last release's commit its new name before the next release: \`git tag v<version> ${last === undefined ? "'<its tag>^{}'" : `'${last}^{}'`} && git push origin v<version>\` (this starts ${workflow.path} for that version: cancel the run, or do it before this change is merged).`,
    ],
    check: 'The next release pull request names the version after the last one, and its tag begins with v.',
  };
}

function ofReleasePlease({ world }: Analysis): FileChange[] | undefined {
  const path = 'release-please-config.json';
  const packages = get(document(world.tools, path), 'packages');
  if (!isMap(packages) || packages.entries.length !== 1) return undefined;
  return [changed(path, { op: 'set', at: ['packages', packages.entries[0]!.key.text, 'include-component-in-tag'], value: 'false' })];
}

function ofReleasePlz({ world }: Analysis): FileChange[] | undefined {
  const path = ['release-plz.toml', '.release-plz.toml'].find((p) => world.tree.has(p));
  const packages = path === undefined ? undefined : get(document(world.tools, path), 'package');
  if (path === undefined || (packages?.kind === 'seq' && packages.items.length > 1)) return undefined;
  const way = packages?.kind === 'seq' ? ['package', 0, 'git_tag_name'] : ['workspace', 'git_tag_name'];
  return [changed(path, { op: 'set', at: way, value: '"v{{ version }}"' })];
}
