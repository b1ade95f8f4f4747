import type { Effect, World } from '../../../chain/index.ts';
import { jobText } from '../../workflow-texts.ts';

/** Commands that write versions: of package managers, of release tools, and of anyone with a stream editor. */
const WRITES = [
  /\b(?:npm|pnpm|yarn|bun pm|poetry|uv|hatch|pdm|tauri) version\b|\bpkg set version|set-version|versions:set|setVersion|setuptools[_-]scm|hatch-vcs|versioneer|dynamic-versioning|versioningit/i,
  /[-/]p:\w{0,30}Version\w{0,10}=|-Drevision|-Pversion|--version-suffix|--app-version|\bsed\b[^\n]{0,160}-i|\bperl\b[^\n]{0,160}-p?i|\b[jy]q\b[^\n]{0,160}version|dasel|writeFile|write_text|Set-Content/i,
  /\bbump|sync[\w-]{0,40}version|version[\w-]{0,40}sync|(?:set|update|write|inject|stamp|apply|replace|patch|override)[\s_-]{0,4}(?:the\s{1,4})?(?:[\w.]{1,40}\s{1,4})?version|version[\s_-](?:set|bump|update|inject)/i,
  /changeset|semantic-release|\blerna\b|nx release|cargo[- ]release|cargo workspaces|release-plz|auto shipit/i,
];

/** A text, of a workflow or of a script, that may write a version somewhere. */
export const writesVersions = (text: string): boolean => WRITES.some((one) => one.test(text));

/** Something before a publication, or a script that it runs, may write another version than the tree's into the manifest. */
export function mayRewriteVersions(effect: Effect, world: World): boolean {
  return writesVersions(jobText(effect.job, effect.workflow, world));
}
