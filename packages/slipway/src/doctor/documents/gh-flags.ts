/**
 * What `gh` takes, by command: the flags of cli.github.com/manual, as of the day below. Every command also takes `--help`; those that act on a
 * repository take `-R` and `--repo`; those that print JSON take `--json`, `-q`, `--jq`, `-t` and `--template`.
 */
export const ghFlagsAsOf = '2025-01-31';

/** `.json`: the fields that `--json` gives; for a nested list the fields of one item, which `--jq` may ask for. */
interface GhCommand {
  readonly flags: string;
  readonly json?: boolean;
}

const commands: Readonly<Record<string, GhCommand>> = {
  'release create': {
    flags:
      '-d --draft -p --prerelease --target -t --title -n --notes -F --notes-file --discussion-category --generate-notes --notes-start-tag --latest --verify-tag --notes-from-tag --fail-on-no-commits',
  },
  'release edit': { flags: '--draft --prerelease --latest -n --notes -t --title --discussion-category --target --tag -F --notes-file --verify-tag' },
  'release view': { flags: '-w --web', json: true },
  'release list': { flags: '-L --limit --exclude-drafts --exclude-pre-releases -O --order', json: true },
  'release upload': { flags: '--clobber' },
  'release download': { flags: '-O --output -D --dir -p --pattern -A --archive --clobber --skip-existing' },
  'release delete': { flags: '-y --yes --cleanup-tag' },
  'release delete-asset': { flags: '-y --yes' },
  'workflow run': { flags: '-r --ref -f --raw-field -F --field --json' },
  'workflow list': { flags: '-L --limit -a --all', json: true },
  'workflow view': { flags: '-w --web -y --yaml -r --ref' },
  'workflow enable': { flags: '' },
  'workflow disable': { flags: '' },
  'run list': { flags: '-L --limit -w --workflow -b --branch -u --user -e --event --created -c --commit -a --all -s --status', json: true },
  'run view': { flags: '-v --verbose --exit-status -j --job --log --log-failed -w --web -a --attempt', json: true },
  'run watch': { flags: '--exit-status -i --interval --compact' },
  'run rerun': { flags: '--failed -j --job -d --debug' },
  'run cancel': { flags: '--force' },
  'run download': { flags: '-D --dir -n --name -p --pattern' },
  'secret set': { flags: '-o --org -e --env -u --user -v --visibility -r --repos -b --body --no-store --no-repos-selected -f --env-file -a --app' },
  'variable set': { flags: '-o --org -e --env -v --visibility -r --repos -b --body -f --env-file' },
  'issue list': {
    flags: '-w --web -a --assignee -l --label -s --state -L --limit -A --author --app --mention -m --milestone -S --search --type',
    json: true,
  },
  'pr list': {
    flags: '-w --web -L --limit -s --state -B --base -H --head -l --label -A --author --app -a --assignee -S --search -d --draft',
    json: true,
  },
  'pr merge': {
    flags:
      '--admin -d --delete-branch -b --body -F --body-file -t --subject -m --merge -r --rebase -s --squash --auto --disable-auto --match-head-commit -A --author-email',
  },
  api: {
    flags:
      '--hostname -X --method -f --raw-field -F --field -H --header -p --preview -i --include --slurp --paginate --input --silent -t --template -q --jq --cache --verbose',
  },
};

/** What people write for a flag of another name. */
const meant: Readonly<Record<string, string>> = {
  'issue list --created': '`--search "created:>DATE"`',
  'pr list --created': '`--search "created:>DATE"`',
  'api -d': '`-f key=value`, or `--input FILE`',
  'api --data': '`-f key=value`, or `--input FILE`',
  'workflow run --input': '`-f key=value`',
  'workflow run --inputs': '`-f key=value`',
  'workflow run --branch': '`--ref`',
  'release create --body': '`--notes`',
  'release create --name': '`--title`',
  'release upload --force': '`--clobber`',
  'release download --overwrite': '`--clobber`',
  'release delete --cleanup': '`--cleanup-tag`',
  'secret set --value': '`--body`',
  'variable set --value': '`--body`',
  'run rerun --failed-jobs': '`--failed`',
};

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

/** Flags that a `gh` command line has and `gh` does not, each with what is probably meant. Unknown commands have none. */
export function unknownGhFlags(
  words: readonly string[],
): { readonly command: string; readonly flag: string; readonly instead: string | undefined }[] {
  const name = words[1] === 'api' ? 'api' : `${words[1]} ${words[2]}`;
  const known = commands[name];
  if (known === undefined) return [];
  const flags = new Set(`${known.flags} -h --help -R --repo ${known.json ? '--json -q --jq -t --template' : ''}`.split(/\s+/));
  const found: { command: string; flag: string; instead: string | undefined }[] = [];
  for (let at = 2; at < words.length; at++) {
    const flag = /^(--[a-z][a-z-]*|-[a-zA-Z])/.exec(words[at]!)?.[1];
    if (flag === undefined || words[at] === '--') continue;
    const before = words[at - 1]!;
    // The value of the flag before it: `--notes "- first"`.
    if (/^--?[a-zA-Z][a-z-]*$/.test(before) && flags.has(before) && takesValue.has(before)) continue;
    // Short flags may be joined: `-dp`.
    if (/^-[a-zA-Z]$/.test(flag) && words[at]!.length > 2 && flags.has(flag)) continue;
    if (!flags.has(flag)) found.push({ command: name, flag, instead: meant[`${name} ${flag}`] });
  }
  return found;
}

const takesValue = new Set('-t --title -n --notes -b --body -f --raw-field -F --field -S --search -q --jq -H --header --template'.split(' '));

/** Fields that a `--jq` filter asks for under a name that `gh` does not give. */
export function unknownGhFields(words: readonly string[]): { readonly field: string; readonly instead: string }[] {
  if (words[1] !== 'release' || !['view', 'list'].includes(words[2] ?? '') || !words.includes('--json')) return [];
  const json = words[words.indexOf('--json') + 1] ?? '';
  const at = words.findIndex((w) => w === '-q' || w === '--jq');
  const filter = `${json} ${at === -1 ? '' : (words[at + 1] ?? '')}`;
  const tables = [...(json.includes('assets') ? assetFields : []), ...releaseFields];
  return tables.flatMap(([field, instead]) => (new RegExp(`(?<![\\w])${field}(?![\\w])`).test(filter) ? [{ field, instead }] : []));
}
