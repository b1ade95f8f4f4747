import { describe, expect, it } from 'vitest';
import { compareExaminations } from '../src/doctor/compare/index.ts';
import { examine } from '../src/doctor/diagnose.ts';
import { examineEdited } from '../src/doctor/fixes/index.ts';
import { compileChanges } from '../src/source/change/index.ts';
import type { Change, FileChange } from '../src/source/index.ts';
import { exampleTrees, openExample } from './example-trees.ts';

/** What the documents of an example's repository advised, and how the walk answers. */
interface Advice {
  readonly example: string;
  readonly says: string;
  readonly changes: readonly FileChange[];
  /** Rules of findings that stand after it and did not before. */
  readonly fresh?: readonly string[];
  /** Rules that go on standing: the next break, or the cause that was not met. */
  readonly stands: readonly string[];
  readonly gone?: readonly string[];
  /** Workflow files that start because of it, as often as they do. */
  readonly wakes?: readonly string[];
  /** Whether a destination is reached that was not. */
  readonly arrives: boolean;
}

const set = (at: Change['at'], value: string): Change => ({ op: 'set', at, value });
const workflow = (file: string, ...changes: readonly Change[]): FileChange => ({ op: 'change', path: `.github/workflows/${file}`, changes });

const tagToken = workflow('tag-on-merge.yml', set(['jobs', 'tag', 'steps', 0, 'with', 'token'], '${{ secrets.RELEASE_TOKEN }}'));
const eitherToken = set(['jobs', 'auto-release', 'steps', 0, 'with', 'token'], '${{ secrets.RELEASE_PAT || secrets.GITHUB_TOKEN }}');
const releaseEnv = set(['jobs', 'release', 'steps', 4, 'env', 'GITHUB_TOKEN'], '${{ secrets.PAT_TOKEN }}');

const advice: readonly Advice[] = [
  {
    example: 'widgetctl/broken',
    says: 'the pattern is too loose to match: narrow it',
    changes: [workflow('v-release.yml', set(['on', 'push', 'tags', 0], "'v[0-9]+.[0-9]+.[0-9]+*'"))],
    stands: ['token-cannot-trigger'],
    arrives: false,
  },
  {
    example: 'widgetctl/broken',
    says: 'make the tag with a personal token',
    changes: [tagToken],
    gone: ['token-cannot-trigger'],
    // What starts now cannot be built: a file that is packed is not there, and two runners are gone.
    stands: ['packaged-file-missing', 'retired-runner'],
    wakes: ['docker.yml', 'v-release.yml'],
    arrives: true,
  },
  {
    example: 'widgetctl/broken',
    says: 'and use that token for the release too',
    changes: [tagToken, workflow('v-release.yml', set(['jobs', 'host', 'env', 'GH_TOKEN'], '${{ secrets.RELEASE_TOKEN }}'))],
    gone: ['token-cannot-trigger'],
    // One image is pushed by three runs of one release.
    stands: ['duplicate-release'],
    wakes: ['docker-publish.yml', 'docker.yml', 'docker.yml', 'v-release.yml'],
    arrives: true,
  },
  {
    example: 'tpyo/broken',
    says: 'check out with the personal token, or with the own one where there is none',
    changes: [workflow('auto-release.yml', eitherToken)],
    gone: ['token-cannot-trigger'],
    stands: ['skip-ci-blocks-tag', 'version-not-persisted'],
    wakes: [],
    arrives: false,
  },
  {
    example: 'tpyo/broken',
    says: 'and leave the marker out',
    changes: [workflow('auto-release.yml', eitherToken, withoutMarker())],
    fresh: ['silent-fallback'],
    gone: ['skip-ci-blocks-tag', 'token-cannot-trigger'],
    stands: ['version-not-persisted'],
    wakes: ['release.yml'],
    arrives: true,
  },
  {
    example: 'bun-service/broken',
    says: 'give semantic-release the personal token',
    changes: [workflow('main.yml', releaseEnv)],
    // Its requests go with the one, its pushes with what checkout left behind.
    fresh: ['credential-shadowed'],
    gone: ['dead-trigger', 'dead-trigger', 'protected-branch-push'],
    stands: ['token-exposed'],
    wakes: ['docker-build.yml', 'docker.yml'],
    arrives: false,
  },
  {
    example: 'bun-service/broken',
    says: 'and check out with it',
    changes: [workflow('main.yml', releaseEnv, set(['jobs', 'release', 'steps', 0, 'with', 'token'], '${{ secrets.PAT_TOKEN }}'))],
    gone: ['dead-trigger', 'dead-trigger', 'protected-branch-push'],
    // The pile of image workflows wakes beside the image that the release itself pushes.
    stands: ['hooks-in-release', 'release-cancelled', 'version-mismatch'],
    wakes: ['docker-build.yml', 'docker.yml'],
    arrives: false,
  },
  {
    example: 'bun-service/broken',
    says: 'do not persist the credentials',
    changes: [workflow('main.yml', set(['jobs', 'release', 'steps', 0, 'with', 'persist-credentials'], 'false'))],
    stands: ['protected-branch-push'],
    wakes: [],
    arrives: false,
  },
];

describe.each(advice)('$example: $says', ({ example, changes, fresh = [], stands, gone = [], wakes, arrives }) => {
  const { tree, options } = openExample(exampleTrees().find((t) => t.name === example)!);
  const base = examine(tree, options);
  const after = examineEdited(
    base,
    compileChanges((path) => tree.read(path), changes),
  );
  if (typeof after === 'string') throw new Error(after);
  const comparison = compareExaminations(base, after);
  const rules = (of: readonly { readonly rule: string }[]): string[] => of.map((f) => f.rule).sort();

  it('is answered with the break that it brings', () => {
    expect(rules(comparison.fresh)).toEqual(fresh);
    expect(rules(comparison.gone)).toEqual(gone);
  });

  it('is answered with the break that is next', () => {
    expect(rules(comparison.stays)).toEqual(expect.arrayContaining([...stands]));
  });

  it('is answered with what it wakes', () => {
    if (wakes === undefined) return;
    expect(comparison.wakes.map((w) => w.workflow.slice(w.workflow.lastIndexOf('/') + 1)).sort()).toEqual(wakes);
  });

  it(`${arrives ? 'brings' : 'does not bring'} a release that did not come`, () => {
    const better = comparison.destinations.filter((d) => d.before === 'broken' && d.after === 'reached');
    expect(better.length > 0).toBe(arrives);
  });
});

function withoutMarker(): Change {
  const text = exampleTrees().find((t) => t.name === 'tpyo/broken')!.files['.github/workflows/auto-release.yml']!;
  const step = /- name: Commit and tag[\s\S]*?run: \|\n([\s\S]*?)\n\n/.exec(text)![1]!.replace(/^ {10}/gm, '');
  const start = step.indexOf(' [skip ci]');
  return { op: 'splice', at: ['jobs', 'auto-release', 'steps', 3, 'run'], start, end: start + ' [skip ci]'.length, text: '' };
}
