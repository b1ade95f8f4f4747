import type { Workflow } from '../../../actions/index.ts';
import type { Analysis, World } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import type { VersionEcosystem } from '../../../tools/index.ts';
import { releasing } from '../../releasing.ts';

/** Options with which a package manager refuses a lock file that it would have to change. */
const REFUSING: readonly { readonly ecosystem: VersionEcosystem; readonly option: RegExp; readonly why: string }[] = [
  {
    ecosystem: 'cargo',
    option: /\bcargo\s+(?:\+\S{1,40}\s+)?(?!b?install)[a-z]\w{1,20}\b[^\n#]{0,160}\s--(?:locked|frozen)\b/,
    why: 'cargo stops when it would have to change Cargo.lock, and the version of a package of the tree is part of it',
  },
  {
    ecosystem: 'python',
    // What follows `uv run` has options of its own.
    option:
      /\buv\s+(?:sync|export|lock|build)\b[^\n#]{0,160}\s--locked\b|\buv\s+lock\b[^\n#]{0,160}\s--check\b|\buv\s+run\s+(?:-\S{1,40}\s+){0,6}--locked\b/,
    why: 'uv stops when uv.lock is not what it would write, and the version of the project is part of it',
  },
  {
    ecosystem: 'ruby',
    option:
      /BUNDLE_(?:FROZEN|DEPLOYMENT)["']?\s*[:=]\s*["']?(?:true|1)|bundle (?:install|config)[^\n#]{0,160}(?:--frozen|--deployment|\bfrozen true|deployment true)/,
    why: 'Bundler stops when it would have to change a frozen Gemfile.lock, and the version of the gem itself is part of it',
  },
];

/** A step that asks for a lock file as it is. */
export interface Refusal {
  readonly ecosystem: VersionEcosystem;
  readonly why: string;
  readonly at: Location;
}

/** For each ecosystem the first such step of the workflows that run on a release's commit. */
export function refusals(analysis: Analysis): Refusal[] {
  return REFUSING.flatMap(({ ecosystem, option, why }) => {
    const at = firstUse(option, analysis);
    return at === undefined ? [] : [{ ecosystem, why, at }];
  });
}

/** Where a workflow that releases, or that tests the default branch and pull requests, uses the option. */
function firstUse(option: RegExp, analysis: Analysis): Location | undefined {
  const { workflows } = releasing(analysis);
  const candidates = [
    ...workflows,
    ...analysis.world.workflows.filter((w) => !workflows.has(w) && workflows.size > 0 && testsTheBranch(w, analysis.world)),
  ];
  for (const workflow of candidates) {
    for (const step of workflow.jobs.flatMap((job) => job.steps)) {
      const hit = step.run === undefined ? null : option.exec(step.run.text);
      // A command that may fail, or that another one answers, stops nothing.
      if (hit === null || step.continueOnError !== undefined || /\|\|/.test(step.run!.text.slice(hit.index).split('\n')[0] ?? '')) continue;
      const { file, span } = step.run!;
      const start = file.text.indexOf(hit[0], span.start);
      return file.locate(start < 0 ? span : { start, end: start + hit[0].length });
    }
  }
  return undefined;
}

const testsTheBranch = (workflow: Workflow, world: World): boolean =>
  workflow.triggers.some(
    (t) =>
      t.event === 'pull_request' ||
      (t.event === 'push' && (t.branches === undefined ? t.tags === undefined : t.branches.some((b) => b.text === world.defaultBranch))),
  );
