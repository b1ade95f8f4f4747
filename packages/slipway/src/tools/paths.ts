/** What the path of a file says of it. */

const aside = /(?:^|\/)(?:node_modules|vendor|third[-_]party|testdata|fixtures?|__fixtures__|__snapshots__|tests?|__tests__|e2e)\//i;
const document = /\.(?:md|mdx|markdown|rst|adoc)$|(?:^|\/)(?:README|INSTALL)(?:\.txt)?$/;
const record =
  /(?:^|\/)(?:specs?|plans?|adrs?|rfcs?|blog|posts|news|archive|\.changeset|\.claude|\.agents|\.github\/(?:ISSUE|DISCUSSION)\w*)\/|(?:^|\/)[^/]*(?:CHANGE|HISTORY|NEWS|RELEASE[-_]?NOTES|MIGRAT|UPGRADING|ROADMAP|TODO|POSTMORTEM|INCIDENT)[^/]*$/i;

/** The last part of a path. */
export const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** What stands before the last part; '' for a file of the root. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** A file of a folder, '' being the root. */
export const inside = (folder: string, file: string): string => (folder === '' ? file : `${folder}/${file}`);

/** Below a folder of dependencies, of other people's code, or of tests and what they read: it takes no part in a release. */
export const isAside = (path: string): boolean => aside.test(path);

/** Text that people read. */
export const isDocument = (path: string): boolean => document.test(path);

/** A changelog, a plan, a post, a decision: it tells of another day, and is right when it differs from today. */
export const isRecord = (path: string): boolean => record.test(path);
