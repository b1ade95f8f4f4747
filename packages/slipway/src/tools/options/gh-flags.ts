/** The day of gh's manual (https://cli.github.com/manual) for the commands that are not in the source of gh 2.60 as it was read. */
export const ghFlagsAsOf = '2025-01-31';

const json = 'json=/ jq=/q template=/t';

/**
 * Flags of gh's commands as a release uses them: read in the source of gh 2.60 (https://github.com/cli/cli) and in its manual. gh refuses a flag
 * that it does not know before it does anything. `name/x`: the short form is `-x`; `name=`: it takes a value.
 */
const commands: Readonly<Record<string, string>> = {
  'release create':
    'draft/d prerelease/p target=/ title=/t notes=/n notes-file=/F discussion-category=/ generate-notes/ notes-start-tag=/ latest/ verify-tag/ notes-from-tag/ fail-on-no-commits/',
  'release edit': 'draft/ prerelease/ latest/ notes=/n title=/t discussion-category=/ target=/ tag=/ notes-file=/F verify-tag/',
  'release delete': 'yes/y cleanup-tag/',
  'release delete-asset': 'yes/y',
  'release upload': 'clobber/',
  'release download': 'output=/O dir=/D pattern=/p archive=/A clobber/ skip-existing/',
  'release list': `limit=/L exclude-drafts/ exclude-pre-releases/ order=/O ${json}`,
  'release view': `web/w ${json}`,
  'workflow run': 'ref=/r field=/F raw-field=/f json/',
  'workflow list': `limit=/L all/a ${json}`,
  'workflow view': 'web/w yaml/y ref=/r',
  'workflow enable': '',
  'workflow disable': '',
  'run list': `limit=/L workflow=/w branch=/b user=/u event=/e created=/ commit=/c all/a status=/s ${json}`,
  'run view': `verbose/v exit-status/ job=/j log/ log-failed/ web/w attempt=/a ${json}`,
  'run watch': 'exit-status/ interval=/i compact/',
  'run rerun': 'failed/ job=/j debug/d',
  'run cancel': 'force/',
  'run download': 'dir=/D name=/n pattern=/p',
  'secret set': 'org=/o env=/e user/u visibility=/v repos=/r body=/b no-store/ no-repos-selected/ env-file=/f app=/a',
  'variable set': 'org=/o env=/e visibility=/v repos=/r body=/b env-file=/f',
  api: 'hostname=/ method=/X field=/F raw-field=/f header=/H preview=/p include/i slurp/ paginate/ input=/ silent/ template=/t jq=/q cache=/ verbose/',
  'pr list': `web/w limit=/L state=/s base=/B head=/H label=/l author=/A app=/ assignee=/a search=/S draft/d ${json}`,
  'pr merge':
    'admin/ delete-branch/d body=/b body-file=/F subject=/t merge/m rebase/r squash/s auto/ disable-auto/ match-head-commit=/ author-email=/A',
  'issue list': `web/w assignee=/a label=/l state=/s limit=/L author=/A app=/ mention=/ milestone=/m search=/S type=/ ${json}`,
};

const everywhere = 'repo=/R help/h';

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

/** Fields of `--json`. */
const fields: Readonly<Record<string, string>> = {
  'release view':
    'apiUrl assets author body createdAt databaseId id isDraft isImmutable isPrerelease name publishedAt tagName tarballUrl targetCommitish uploadUrl url zipballUrl',
  'release list': 'createdAt isDraft isImmutable isLatest isPrerelease name publishedAt tagName',
};

export interface UnknownGhOption {
  readonly command: string;
  readonly kind: 'flag' | 'field';
  readonly name: string;
  /** Names that the command has. */
  readonly known: readonly string[];
  /** What does it, as a half sentence of Markdown, where people often write this flag for another one. */
  readonly instead: string | undefined;
}

/** Flags, and fields of `--json`, of a call of gh that its command does not have; none for a command that is not held here. Unknown words end the reading where they may be flags. */
export function unknownGhOptions(words: readonly (string | undefined)[]): readonly UnknownGhOption[] {
  if (words[0] !== 'gh') return [];
  const command = words[1] === 'api' ? 'api' : `${words[1]} ${words[2]}`;
  const row = commands[command];
  if (row === undefined) return [];
  const flags = `${row} ${command === 'api' ? 'help/h' : everywhere}`
    .trim()
    .split(' ')
    .map((word) => {
      const [name = '', short = ''] = word.split('/');
      return { name: name.replace('=', ''), short, takes: name.endsWith('=') };
    });
  const found: UnknownGhOption[] = [];
  for (let i = command === 'api' ? 2 : 3; i < words.length; i++) {
    const word = words[i];
    // What an unknown word stands for, a flag or the value of one, is not known.
    if (word === undefined) continue;
    if (word === '--') break;
    if (!/^-[a-zA-Z-]/.test(word)) continue;
    const long = /^--([a-z][a-z-]*)(=.*)?$/.exec(word);
    const short = /^-([a-zA-Z])(.*)$/.exec(word);
    const flag = long ? flags.find((f) => f.name === long[1]) : short ? flags.find((f) => f.short === short[1]) : undefined;
    if (flag === undefined) {
      // After a word that is not known, short letters may be a value of a flag.
      if (!long && (!short || words[i - 1] === undefined)) break;
      const name = long ? `--${long[1]}` : `-${short![1]}`;
      found.push({ command, kind: 'flag', name, known: flags.map((f) => `--${f.name}`), instead: meant[`${command} ${name}`] });
      continue;
    }
    const value = long?.[2]?.slice(1) ?? (short?.[2] ? short[2] : flag.takes ? words[i + 1] : undefined);
    const unknown = flag.name === 'json' ? unknownField(command, value) : undefined;
    if (unknown) found.push(unknown);
    if (flag.takes && !(long ? long[2] : short?.[2])) i++;
  }
  return found;
}

function unknownField(command: string, value: string | undefined): UnknownGhOption | undefined {
  const known = fields[command]?.split(' ');
  const name = value?.split(',').find((f) => f !== '' && known?.includes(f.trim()) === false);
  return known && name && /^[\w]+$/.test(name) ? { command, kind: 'field', name, known, instead: undefined } : undefined;
}
