import { nearest } from './nearest.ts';

/**
 * Inputs that well-known actions of a release declare: read in each action.yml of every tagged version, and of the main branch on the day that
 * stands with the row. An input that an action does not declare is only warned of: the run goes on without it.
 * Written as words: `name` for every version, `name>4` from version 4 on, `name<3` up to version 3.
 */
interface ActionInputs {
  readonly read: string;
  /** Highest major version that was read; nothing is known of later ones. */
  readonly newest: number;
  readonly inputs: string;
}

const actions: Readonly<Record<string, ActionInputs>> = {
  'actions/checkout': {
    read: '2026-07-20',
    newest: 7,
    inputs:
      'allow-unsafe-pr-checkout>2 clean fetch-depth fetch-tags>3 filter>4 github-server-url>3 lfs path persist-credentials>2 ref repository set-safe-directory>2 show-progress>4 sparse-checkout-cone-mode>3 sparse-checkout>3 ssh-key>2 ssh-known-hosts>2 ssh-strict>2 ssh-user>4 submodules token',
  },
  'actions/create-github-app-token': {
    read: '2026-04-21',
    newest: 3,
    inputs: 'app-id app_id<1 client-id>3 github-api-url owner private-key private_key<1 repositories skip-token-revoke skip_token_revoke<1',
  },
  'actions/deploy-pages': {
    read: '2026-03-24',
    newest: 5,
    inputs: 'artifact_name conclusion<2 emit_telemetry<2 error_count preview reporting_interval timeout token',
  },
  'actions/download-artifact': {
    read: '2026-03-12',
    newest: 8,
    inputs: 'artifact-ids>4 digest-mismatch>8 github-token>4 merge-multiple>4 name path pattern>4 repository>4 run-id>4 skip-decompress>8',
  },
  'actions/setup-go': {
    read: '2026-08-19',
    newest: 7,
    inputs:
      'architecture>3 cache-dependency-path>3 cache>3 check-latest>2 go-download-base-url>6 go-version go-version-file>3 stable>2<2 token>2 version<1',
  },
  'actions/setup-node': {
    read: '2026-08-18',
    newest: 7,
    inputs:
      'always-auth<6 architecture>2 cache-dependency-path>2 cache>2 check-latest>2 mirror-token>4 mirror>4 node-version node-version-file>2 package-manager-cache>5 registry-url scope token>2 version<2',
  },
  'actions/setup-python': {
    read: '2026-07-19',
    newest: 7,
    inputs:
      'allow-prereleases>4 architecture cache-dependency-path>2 cache>2 check-latest>4 freethreaded>5 pip-install>6<6 pip-version>6 python-version python-version-file>4 token>2 update-environment>4 version<1',
  },
  'actions/upload-artifact': {
    read: '2026-02-25',
    newest: 7,
    inputs: 'archive>7 compression-level>4 if-no-files-found>2 include-hidden-files>3 name overwrite>4 path retention-days>2',
  },
  'actions/upload-pages-artifact': {
    read: '2026-04-08',
    newest: 5,
    inputs: 'include-hidden-files>5 name>1 path retention-days',
  },
  'changesets/action': {
    read: '2026-08-22',
    newest: 2,
    inputs:
      'branch<1 commit-message>2 commit<1 commitMode<1 create-github-releases>2 createGithubReleases<1 cwd github-token pr-base-branch>2 pr-draft>2 pr-title>2 prDraft<1 publish-script>2 publish<1 push-git-tags>2 push-with-git-cli>2 setupGitUser<1 title<1 version-script>2 version<1',
  },
  'cycjimmy/semantic-release-action': {
    read: '2026-07-03',
    newest: 6,
    inputs:
      'branch branches>2 ci>3 dry_run extends>2 extra_plugins repository_url>4 semantic_version>2 tag_format>3 unset_gha_env>4 working_directory>2',
  },
  'docker/build-push-action': {
    read: '2026-07-09',
    newest: 7,
    inputs:
      'add-hosts>2 add_git_labels<1 allow>2 always_pull<1 annotations>5 attests>3 build-args>2 build-contexts>2 build_args<1 builder>2 cache-from>2 cache-to>2 cache_froms<1 call>6 cgroup-parent>2 context>2 dockerfile<1 file>2 github-token>2 labels load>2 network>2 no-cache-filters>3 no-cache>2 outputs>2 password<1 path<1 platforms>2 provenance>3 pull>2 push registry<1 repository<1 sbom>3 secret-envs>5 secret-files>2 secrets>2 shm-size>2 ssh>2 tag_with_ref<1 tag_with_sha<1 tags target ulimit>2 username<1',
  },
  'docker/login-action': {
    read: '2026-04-27',
    newest: 4,
    inputs: 'ecr logout password registry registry-auth>3 scope>3 username',
  },
  'docker/metadata-action': {
    read: '2026-07-02',
    newest: 6,
    inputs:
      'annotations>5 bake-target>2 context>4 flavor>2 github-token images label-custom<1 labels>2 sep-annotations>5 sep-labels sep-tags tag-coerce-tag<1 tag-custom-only<1 tag-custom<1 tag-edge-branch<1 tag-edge<1 tag-latest-match<1 tag-latest<1 tag-match-group<1 tag-match-latest<1 tag-match<1 tag-schedule<1 tag-semver<1 tag-sha<1 tags>2',
  },
  'docker/setup-buildx-action': {
    read: '2026-08-17',
    newest: 4,
    inputs:
      'append>2 buildkitd-config-inline>3 buildkitd-config>3 buildkitd-flags cache-binary>3 cleanup>2 config-inline<3 config<3 driver driver-opts endpoint github_token>2<2 install<3 keep-state>3 name>3 platforms>2 use version',
  },
  'docker/setup-qemu-action': {
    read: '2026-07-01',
    newest: 4,
    inputs: 'cache-image>3 image platforms reset>4',
  },
  'dtolnay/rust-toolchain': {
    read: '2026-03-27',
    newest: 1,
    inputs: 'components target targets toolchain',
  },
  'googleapis/release-please-action': {
    read: '2025-02-27',
    newest: 4,
    inputs:
      'always-link-local>3<3 bootstrap-sha>3<3 bump-minor-pre-major<3 bump-patch-for-minor-pre-major>2<3 changelog-host>3 changelog-notes-type>3<3 changelog-path>2<3 changelog-types>2<3 clean>2<3 command>2<3 commit-search-depth>3<3 component>3<3 config-file>2 default-branch>2<3 draft-pull-request>3<3 draft>3<3 extra-files>3<3 fork>2 github-api-url>2 github-graphql-url>2 group-pull-request-title-pattern>3<3 include-component-in-tag>4 include-v-in-tag>3<3 labels>3<3 last-release-sha>3<3 manifest-file>2 monorepo-tags<3 package-name<3 path plugins>3<3 prerelease>3<3 proxy-server>3 pull-request-header>3<3 pull-request-title-pattern>2<3 release-as>3<3 release-labels>3<3 release-search-depth>3<3 release-type repo-url>2 separate-pull-requests>3<3 sequential-calls>3<3 signoff>2<3 skip-github-pull-request>4 skip-github-release>3 skip-labeling>3<3 snapshot-labels>3<3 tag-separator>3<3 target-branch>4 token version-file>2<3 versioning-strategy>3<3 verssion-file>2<2',
  },
  'goreleaser/goreleaser-action': {
    read: '2026-07-01',
    newest: 7,
    inputs: 'args distribution>2 github-token>4<4 install-only>2 key<1 version version-file>7 workdir>1',
  },
  'helm/chart-releaser-action': {
    read: '2025-01-20',
    newest: 1,
    inputs:
      'charts_dir charts_repo_url config install_dir install_only mark_as_latest packages_with_index pages_branch skip_existing skip_packaging skip_upload version',
  },
  'js-devtools/npm-publish': {
    read: '2026-04-03',
    newest: 4,
    inputs: 'access check-version<1 dry-run ignore-scripts>2 package provenance>2 registry strategy>2 tag token',
  },
  'mathieudutour/github-tag-action': {
    read: '2024-06-18',
    newest: 6,
    inputs:
      'append_to_pre_release_tag commit_sha create_annotated_tag custom_release_rules custom_tag default_bump default_prerelease_bump dry_run fetch_all_tags github_token pre_release_branches release_branches tag_prefix',
  },
  'mislav/bump-homebrew-formula-action': {
    read: '2026-07-14',
    newest: 4,
    inputs:
      'base-branch commit-message create-branch>3 create-pullrequest download-sha256 download-url formula-name formula-path homebrew-tap push-to tag-name',
  },
  'ncipollo/release-action': {
    read: '2026-07-19',
    newest: 1,
    inputs:
      'allowUpdates artifact artifactContentType artifactErrorsFailBuild artifacts body bodyFile commit discussionCategory draft generateReleaseNotes generateReleaseNotesPreviousTag immutableCreate makeLatest name omitBody omitBodyDuringUpdate omitDraftDuringUpdate omitName omitNameDuringUpdate omitPrereleaseDuringUpdate owner prerelease removeArtifacts replacesArtifacts repo skipIfReleaseExists tag token updateOnlyUnreleased',
  },
  'orhun/git-cliff-action': {
    read: '2026-05-12',
    newest: 4,
    inputs: 'args config github_token>4 version>4',
  },
  'peaceiris/actions-gh-pages': {
    read: '2026-07-16',
    newest: 4,
    inputs:
      'allow_empty_commit>3 cname>3 commitMessage<2 commit_message>3 deploy_key>3 destination_dir>3 disable_nojekyll>3 emptyCommits<2 enable_jekyll>3 exclude_assets>3 external_repository>3 forceOrphan<2 force_orphan>3 full_commit_message>3 github_token>3 keepFiles<2 keep_files>3 personal_token>3 publish_branch>3 publish_dir>3 tagMessage<2 tagName<2 tagOverwrite<2 tag_message>3 tag_name>3 user_email>3 user_name>3 useremail<2 username<2',
  },
  'peter-evans/create-pull-request': {
    read: '2026-07-01',
    newest: 8,
    inputs:
      'add-paths>3 assignees author-email<1 author-name<1 author>2 base body body-path>5 branch branch-suffix branch-token>7 commit-message committer-email<1 committer-name<1 committer>2 delete-branch>3 draft>2 git-token>6<6 gpg-sign>3<3 labels maintainer-can-modify>7 milestone path>2 project-column<2 project<2 push-to-fork>3 request-to-parent>2<2 reviewers sign-commits>7 signoff>3 team-reviewers title token',
  },
  'peter-evans/repository-dispatch': {
    read: '2026-08-07',
    newest: 4,
    inputs: 'client-payload event-type repository token',
  },
  'pyo3/maturin-action': {
    read: '2026-05-17',
    newest: 1,
    inputs:
      'args before-script-linux command container docker-options host-home-mount manylinux maturin-version rust-toolchain rustup-components sccache target token working-directory',
  },
  'pypa/gh-action-pypi-publish': {
    read: '2024-03-08',
    newest: 1,
    inputs:
      'attestations packages-dir packages_dir password print-hash print_hash repository-url repository_url skip-existing skip_existing user verbose verify-metadata verify_metadata',
  },
  'release-drafter/release-drafter': {
    read: '2026-07-30',
    newest: 7,
    inputs:
      'commitish config-name disable-autolabeler disable-releaser dry-run>7 filter-by-range>7 footer header include-pre-releases>6 initial-commits-since>6 latest name prerelease prerelease-identifier publish tag token>7 version',
  },
  'release-plz/action': {
    read: '2026-08-22',
    newest: 0,
    inputs:
      'args backend changelog_config command config dry_run forge git_release manifest_path no_changelog project_manifest registry token update_dependencies verbose version',
  },
  'softprops/action-gh-release': {
    read: '2026-04-26',
    newest: 3,
    inputs:
      'append_body body body-path<0 body_path discussion_category_name draft fail_on_unmatched_files files generate_release_notes make_latest>2 name overwrite_files>2 prerelease preserve_order>2 previous_tag>2 repository tag_name target_commitish token working_directory>2',
  },
  'stefanzweifel/git-auto-commit-action': {
    read: '2026-06-28',
    newest: 7,
    inputs:
      'add_options>4 after_add_hook>7 after_commit_hook>7 after_push_hook>7 after_tag_hook>7 before_add_hook>7 before_commit_hook>7 before_push_hook>7 before_tag_hook>7 branch checkout_options>4<4 commit_author>3 commit_message commit_options commit_user_email>3 commit_user_name>3 create_branch>4 create_git_tag_only>5 disable_globbing>4 disable_pull_request_target_trigger_warning>7 file_pattern internal_git_binary>4 push_options>4 repository skip_checkout>4 skip_dirty_check>4 skip_fetch>4 skip_push>7 status_options>4 tag_name>7 tagging_message>4',
  },
  'svenstaro/upload-release-action': {
    read: '2026-03-16',
    newest: 2,
    inputs:
      'asset_name body>2 check_duplicates>2 draft>2 draft_id>2 file file_glob make_latest>2 overwrite prerelease>2 promote>2 release_id>2 release_name>2 repo_name>2 repo_token tag target_commit>2',
  },
  'taiki-e/upload-rust-binary-action': {
    read: '2026-08-02',
    newest: 1,
    inputs:
      'all-features archive asset bin bin-leading-dir build-tool build_tool checksum codesign codesign-options codesign-prefix codesign_options codesign_prefix dry-run dry-run-intended dry_run features include leading-dir leading_dir locked manifest-path manifest_path no-default-features no_default_features package profile ref tar tar-xz target token workspace zip',
  },
};

export interface UnknownInput {
  readonly input: string;
  /** What was meant, as far as a name is close enough. */
  readonly near: string | undefined;
  /** The first or last major version that has it, where another one does. */
  readonly since?: number;
  readonly until?: number;
}

/**
 * What a version of an action makes of an input that a workflow gives it; undefined when it knows the input, or nothing is known of the action
 * or of that version.
 * @param action `owner/repo`, in any case.
 * @param major undefined when it is not known: then an input counts as known when any version has it.
 */
export function unknownInput(action: string, major: number | undefined, input: string): UnknownInput | undefined {
  const row = actions[action.toLowerCase()];
  const name = input.toLowerCase();
  if (row === undefined || (major !== undefined && major > row.newest)) return undefined;
  // Every permission of an App is an input of its own.
  if (action.toLowerCase() === 'actions/create-github-app-token' && name.startsWith('permission-')) return undefined;
  // Actions in containers take these two beside their own.
  if (name === 'args' || name === 'entrypoint') return undefined;
  const known = row.inputs.split(' ').map((word) => {
    const [, own = '', since, until] = /^([^<>]+)(?:>(\d+))?(?:<(\d+))?$/.exec(word) ?? [];
    return { name: own.toLowerCase(), since: Number(since ?? 0), until: Number(until ?? row.newest) };
  });
  const same = known.find((k) => k.name === name);
  if (same === undefined) {
    const fits = known.filter((k) => major === undefined || (k.since <= major && major <= k.until)).map((k) => k.name);
    return { input, near: nearest(name, fits) };
  }
  if (major === undefined || (same.since <= major && major <= same.until)) return undefined;
  return { input, near: undefined, ...(major < same.since ? { since: same.since } : { until: same.until }) };
}
