/**
 * Keys of a GoReleaser 2 configuration, and flags that GoReleaser 2 removed: read in its JSON schemas (the free one and Pro's) and in its source
 * on 2026-08-22 (https://github.com/goreleaser/goreleaser). It reads its configuration strictly: a key that it does not know ends the release.
 */

const free =
  'announce archives artifactories aur_sources aurs before binary_signs blobs brews builds changelog checksum chocolateys dist docker_digest docker_manifests docker_signs dockers dockers_v2 env env_files flatpak force_token git gitea_urls github_urls gitlab_urls gomod homebrew_casks iru kos krews makeselfs mcp metadata milestones nfpms nix notarize pro project_name publishers release report_sizes retry sboms scoops signs snapcrafts snapshot source srpm universal_binaries uploads upx version winget';
const pro =
  'after app_bundles before_publish cloudsmiths dmg dockerhub furies gemfury includes monorepo msi nightly npms nsis partial pkgs telemetry template_files variables verify';

const sections: Readonly<Record<string, string>> = {
  archives:
    'allow_different_binary_count builds builds_info files format format_overrides formats hooks id ids meta name_template strip_binary_directory templated_files wrap_in_directory',
  builds:
    'asmflags binary builder buildmode command dir env flags gcflags go386 goamd64 goarch goarm goarm64 gobinary gomips goos goppc64 goriscv64 hooks id ignore ldflags main mod_timestamp no_main_check no_unique_dist_dir overrides prebuilt skip tags targets tool',
  brews:
    'alternative_names app caveats commit_author commit_msg_template conflicts custom_block custom_require dependencies description directory download_strategy extra_install goamd64 goarm homepage ids install license name post_install repository service skip_upload test url_headers url_template',
  checksum: 'algorithm disable extra_files ids name_template split templated_extra_files',
  release:
    'disable discussion_category_name draft extra_files footer gitea github gitlab header ids include_meta make_latest mode name_template preflight prerelease replace_existing_artifacts replace_existing_draft skip_upload tag target_commitish templated_extra_files use_existing_draft',
  changelog: 'abbrev ai disable divider filters format groups paths sort title use',
  snapshot: 'name_template version_template',
  dockers:
    'build_flag_templates dockerfile extra_files goamd64 goarch goarm goos id ids image_templates push_flags retry skip_build skip_push templated_dockerfile templated_files use',
  nfpms:
    'apk archlinux bindir builds changelog conflicts contents deb dependencies description epoch file_name_template formats goamd64 homepage id ids if ipk libdirs license maintainer meta msix mtime overrides package_name prerelease priority provides recommends release replaces rpm scripts section suggests templated_contents templated_scripts umask vendor version_metadata',
  scoops:
    'commit_author commit_msg_template depends description directory goamd64 homepage ids license name persist post_install pre_install repository shortcuts skip_upload url_template use',
  docker_manifests: 'create_flags id image_templates name_template push_flags retry skip_push use',
  homebrew_casks:
    'alternative_names app binaries binary caveats commit_author commit_msg_template completions conflicts custom_block dependencies description directory generate_completions_from_executable homepage hooks ids license manpage manpages name repository service skip_upload uninstall url zap',
  signs: 'args artifacts certificate cmd env id ids if output signature stdin stdin_file',
  sboms: 'args artifacts cmd disable documents env id ids',
};

/** Keys at the top of a configuration; Pro has more. */
export const goreleaserKeys: { readonly free: readonly string[]; readonly pro: readonly string[] } = { free: free.split(' '), pro: pro.split(' ') };

/** Keys of a section (of each of its items, when it is a list); undefined for a section whose keys are not held here. */
export function goreleaserSection(name: string): readonly string[] | undefined {
  return sections[name]?.split(' ');
}

/** What to write instead of keys that version 2 removed. */
export const goreleaserRenamed: Readonly<Record<string, string>> = {
  'archives.replacements': 'name_template',
  'archives.rlcp': 'nothing: it is always on',
  'archives.strip_parent_binary_folder': 'strip_binary_directory',
  'brews.tap': 'repository',
  'brews.folder': 'directory',
  'scoops.bucket': 'repository',
  scoop: 'scoops',
  'changelog.skip': 'disable',
  'nfpms.replacements': 'file_name_template',
  build: 'builds',
  archive: 'archives',
  brew: 'brews',
};

/** Flags of `goreleaser release` that version 2 no longer takes, with what to write instead. */
export const goreleaserRemovedFlags: Readonly<Record<string, string>> = {
  '--rm-dist': '--clean',
  '--skip-publish': '--skip=publish',
  '--skip-announce': '--skip=announce',
  '--skip-sign': '--skip=sign',
  '--skip-validate': '--skip=validate',
  '--skip-sbom': '--skip=sbom',
  '--skip-docker': '--skip=docker',
  '--skip-ko': '--skip=ko',
  '--skip-before': '--skip=before',
  '--debug': '--verbose',
};
