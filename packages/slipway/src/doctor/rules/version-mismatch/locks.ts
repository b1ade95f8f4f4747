import type { Analysis } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import { document, lockedVersions, type ReleasePleaseOwned, releasePleaseOwned, type VersionSource, versionSources } from '../../../tools/index.ts';
import type { Draft } from '../../rule.ts';
import { refusals } from './refusing.ts';
import { differ, said } from './versions.ts';

/** A lock file says another version of a package of the tree, and something that runs on the release's commit refuses that. */
export function* locks(analysis: Analysis): Generator<Draft> {
  const { world } = analysis;
  const refused = refusals(analysis);
  if (refused.length === 0) return;
  const manifests = versionSources(world.tools).filter((one) => one.role === 'manifest');
  const bumpers = releasePleaseOwned({ world: world.tools, document: (path) => document(world.tools, path) });
  for (const { ecosystem, why, at } of refused) {
    for (const lock of lockedVersions(world.tools, ecosystem)) {
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
