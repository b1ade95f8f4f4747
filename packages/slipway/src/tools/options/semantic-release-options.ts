/**
 * Options of semantic-release's own plugins, as their READMEs list them on 2026-11-20. A plugin does not look at an option that it does not
 * know. Options at the top of the configuration are handed to every plugin, so only those that stand with a plugin are held against this.
 */
const plugins: Readonly<Record<string, string>> = {
  '@semantic-release/git': 'message assets',
  '@semantic-release/changelog': 'changelogFile changelogTitle',
  '@semantic-release/npm': 'npmPublish pkgRoot tarballDir',
  '@semantic-release/exec':
    'verifyConditionsCmd analyzeCommitsCmd verifyReleaseCmd generateNotesCmd prepareCmd addChannelCmd publishCmd successCmd failCmd shell execCwd',
  '@semantic-release/github':
    'githubUrl githubApiPathPrefix githubApiUrl proxy assets successComment successCommentCondition failComment failTitle failCommentCondition labels assignees releasedLabels addReleases draftRelease releaseBodyTemplate releaseNameTemplate discussionCategoryName',
};

/** Options that a plugin takes; undefined for a plugin that is not held here. */
export function semanticReleaseOptions(plugin: string): readonly string[] | undefined {
  return plugins[plugin]?.split(' ');
}
