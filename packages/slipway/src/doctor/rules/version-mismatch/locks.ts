import type { Workflow } from '../../../actions/index.ts';
import type { Analysis, World } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import { document, lockedVersions, type ReleasePleaseOwned, releasePleaseOwned, type VersionSource, versionSources } from '../../../tools/index.ts';
import { releasing } from '../../releasing.ts';
import type { Draft } from '../../rule.ts';
import { differ, said } from './versions.ts';

/** Options with which a package manager refuses a lock file that it would have to change. */
const REFUSING: Readonly<Record<string, { readonly option: RegExp; readonly why: string }>> = {
  cargo: {
    option: /\bcargo\b[^\n#]{0,160}\s--(?:locked|frozen)\b/,
    why: 'cargo stops when it would have to change Cargo.lock, and the version of a package of the tree is part of it',
  },
  python: {
    option: /\buv\s+(?:sync|run|build|export|lock)\b[^\n#]{0,160}\s--(?:locked|check)\b/,
    why: 'uv stops when uv.lock is not what it would write, and the version of the project is part of it',
  },
  ruby: {
    option:
      /BUNDLE_(?:FROZEN|DEPLOYMENT)["']?\s*[:=]\s*["']?(?:true|1)|bundle (?:install|config)[^\n#]{0,160}(?:--frozen|--deployment|\bfrozen true|deployment true)/,
    why: 'Bundler stops when it would have to change a frozen Gemfile.lock, and the version of the gem itself is part of it',
  },
};

/** A lock file says another version of a package of the tree, and something that runs on the release's commit refuses that. */
export function* locks(analysis: Analysis): Generator<Draft> {
  const { world } = analysis;
  const refused = Object.entries(REFUSING).flatMap(([ecosystem, { option, why }]) => {
    const at = firstUse(option, analysis);
    return at === undefined ? [] : [{ ecosystem, why, at }];
  });
  if (refused.length === 0) return;
  const manifests = versionSources(world.tools).filter((one) => one.role === 'manifest');
  const bumpers = releasePleaseOwned({ world: world.tools, document: (path) => document(world.tools, path) });
  for (const { ecosystem, why, at } of refused) {
    for (const lock of lockedVersions(world.tools)) {
      if (lock.ecosystem !== ecosystem) continue;
      const manifest = manifests.find(
        (one) => one.path === lock.repeats && (one.name === undefined || one.name === lock.name || ecosystem !== 'cargo'),
      );
      if (manifest === undefined || !differ(manifest, lock)) continue;
      const owner = bumpers.find((one) => one.manifest === manifest.path);
      const kept = owner?.extraFiles.some((one) => one.path === lock.path) ?? false;
      yield draft(manifest, lock, { why, at, owner, kept });
      break;
    }
  }
}

interface Refused {
  readonly why: string;
  readonly at: Location;
  /** release-please writes the manifest. */
  readonly owner: ReleasePleaseOwned | undefined;
  /** It writes the lock file too. */
  readonly kept: boolean;
}

function draft(manifest: VersionSource, lock: VersionSource, { why, at, owner, kept }: Refused): Draft {
  const name = lock.name ?? 'the package';
  const bumps = owner !== undefined && !kept;
  return {
    at: lock.at,
    // The next release writes both: until then the lock file has to be brought along once.
    ...(kept ? { severity: 'note' as const } : {}),
    certainty: 'proven',
    title: `${lock.path} says ${lock.value} of ${name}, ${manifest.path} says ${manifest.value}`,
    message:
      `${at.path}:${at.line} asks for the lock file as it is: ${why}. ${said(manifest)} of ${name}, and the lock file still ${lock.value}, so this step fails on this commit.` +
      (bumps ? ` release-please bumps ${manifest.path} without ${lock.path}, so every release commit has this defect again.` : ''),
    chain: [
      ...(bumps && owner.node
        ? [
            {
              kind: 'step' as const,
              text: `release-please bumps ${manifest.path} and not ${lock.path}`,
              location: owner.node.file.locate(owner.node.span),
              state: 'holds' as const,
            },
          ]
        : []),
      { kind: 'step', text: said(manifest), location: manifest.at, state: 'holds' },
      { kind: 'step', text: said(lock), location: lock.at, state: 'cut' },
      { kind: 'step', text: 'refuses a lock file that differs', location: at, state: 'cut' },
    ],
    facts: [],
    key: ['lock', lock.ecosystem, kept ? 'once' : 'always'],
    advice: bumps
      ? `Refresh ${lock.path}, and list it in release-please's \`extra-files\`.`
      : `Refresh ${lock.path} in the commit that changes the version.`,
  };
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
