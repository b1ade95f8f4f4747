/** Fields of one asset in `gh release view --json assets`, and what the REST API calls them. */
const assetFields: ReadonlyMap<string, string> = new Map([
  ['download_count', 'downloadCount'],
  ['content_type', 'contentType'],
  ['created_at', 'createdAt'],
  ['updated_at', 'updatedAt'],
  ['browser_download_url', 'url'],
  ['node_id', 'id'],
]);

const releaseFields: ReadonlyMap<string, string> = new Map([
  ['tag_name', 'tagName'],
  ['published_at', 'publishedAt'],
  ['html_url', 'url'],
  ['target_commitish', 'targetCommitish'],
  ['prerelease', 'isPrerelease'],
  ['draft', 'isDraft'],
]);

/** Fields that a `--jq` filter asks for under a name that `gh` does not give. */
export function unknownGhFields(words: readonly string[]): { readonly field: string; readonly instead: string }[] {
  if (words[1] !== 'release' || !['view', 'list'].includes(words[2] ?? '') || !words.includes('--json')) return [];
  const json = words[words.indexOf('--json') + 1] ?? '';
  const at = words.findIndex((w) => w === '-q' || w === '--jq');
  const filter = `${json} ${at === -1 ? '' : (words[at + 1] ?? '')}`;
  const tables = [...(json.includes('assets') ? assetFields : []), ...releaseFields];
  return tables.flatMap(([field, instead]) => (new RegExp(`(?<![\\w])${field}(?![\\w])`).test(filter) ? [{ field, instead }] : []));
}
