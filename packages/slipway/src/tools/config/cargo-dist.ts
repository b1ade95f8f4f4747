import type { Location, SourceNode } from '../../source/index.ts';
import type { ToolWorld } from '../types.ts';
import { at, document, flagAt, place, textAt, textsAt } from './documents.ts';

export interface CargoDist {
  readonly path: string;
  readonly version: string | undefined;
  readonly ci: readonly string[];
  readonly hosting: readonly string[];
  readonly installers: readonly string[];
  readonly targets: readonly string[];
  /** `owner/name` of the Homebrew tap. */
  readonly tap: string | undefined;
  readonly publishJobs: readonly string[];
  readonly postAnnounceJobs: readonly string[];
  /** Tags that its release workflow waits for begin with this. */
  readonly tagNamespace: string | undefined;
  /** The release workflow is dispatched with a tag instead of being started by one. */
  readonly dispatchReleases: boolean;
  /** false: it edits the draft that something else made. */
  readonly createRelease: boolean;
  /** `host` or `announce`: the phase that makes the GitHub release. */
  readonly githubRelease: string | undefined;
  /** `owner/name` of the repository that gets the releases. */
  readonly releasesRepository: string | undefined;
  readonly prMode: string | undefined;
  readonly allowDirty: readonly string[];
  /** Workflows of one's own that the generated one calls, as the keys for each phase name them (`./build-docs`); each is the job `custom-NAME`. */
  readonly ownJobs: readonly string[];
  /** Steps of one's own stand before the builds. */
  readonly buildSetup: boolean;
  readonly checksum: string;
  readonly at: Location | undefined;
}

/** Configuration of dist (cargo-dist): `dist-workspace.toml`, `dist.toml`, or `[workspace.metadata.dist]` of Cargo.toml; undefined when it is not used. */
export function cargoDist(world: ToolWorld): CargoDist | undefined {
  for (const [path, ...keys] of [
    ['dist-workspace.toml', 'dist'],
    ['dist.toml', 'dist'],
    ['Cargo.toml', 'workspace', 'metadata', 'dist'],
    ['Cargo.toml', 'package', 'metadata', 'dist'],
  ] as const) {
    if (!world.exists(path)) continue;
    const root = at(document(world, path), ...keys);
    if (root?.kind !== 'map') continue;
    return {
      path,
      version: textAt(root, 'cargo-dist-version') ?? textAt(root, 'dist-version'),
      ci: textsAt(root, 'ci'),
      hosting: textsAt(root, 'hosting'),
      installers: textsAt(root, 'installers'),
      targets: textsAt(root, 'targets'),
      tap: textAt(root, 'tap'),
      publishJobs: textsAt(root, 'publish-jobs'),
      postAnnounceJobs: textsAt(root, 'post-announce-jobs'),
      tagNamespace: textAt(root, 'tag-namespace'),
      dispatchReleases: flagAt(root, 'dispatch-releases') ?? false,
      createRelease: flagAt(root, 'create-release') ?? true,
      githubRelease: textAt(root, 'github-release'),
      releasesRepository: textAt(root, 'github-releases-repo'),
      prMode: textAt(root, 'pr-run-mode'),
      allowDirty: textsAt(root, 'allow-dirty'),
      ownJobs: ownJobs(root),
      buildSetup: at(root, 'github-build-setup') !== undefined,
      checksum: textAt(root, 'checksum') ?? 'sha256',
      at: place(root),
    };
  }
  return undefined;
}

const phases = ['plan-jobs', 'local-artifacts-jobs', 'global-artifacts-jobs', 'host-jobs', 'publish-jobs', 'post-announce-jobs'];

/** `homebrew` and `npm` are dist's own jobs; a path is a workflow of the repository. */
function ownJobs(root: SourceNode): string[] {
  return phases
    .flatMap((key) => {
      const node = at(root, key);
      return node?.kind === 'seq' ? node.items : node ? [node] : [];
    })
    .flatMap((item) => (item.kind === 'scalar' ? item.text : (textAt(item, 'job') ?? [])))
    .filter((name) => name.startsWith('./'));
}
