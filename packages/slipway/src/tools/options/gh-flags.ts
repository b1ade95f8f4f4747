/**
 * Flags of gh's commands as a release uses them: read in the source of gh 2.60 (https://github.com/cli/cli) and in its manual of later
 * versions, 2026-11-20. gh refuses a flag that it does not know before it does anything. `name/x`: the short form is `-x`; `name=`: it takes a value.
 */
const commands: Readonly<Record<string, string>> = {
  'release create':
    'draft/d prerelease/p target=/ title=/t notes=/n notes-file=/F discussion-category=/ generate-notes/ notes-start-tag=/ latest/ verify-tag/ notes-from-tag/ fail-on-no-commits/',
  'release edit': 'draft/ prerelease/ latest/ notes=/n title=/t discussion-category=/ target=/ tag=/ notes-file=/F verify-tag/',
  'release delete': 'yes/y cleanup-tag/',
  'release upload': 'clobber/',
  'release download': 'output=/O dir=/D pattern=/p archive=/A clobber/ skip-existing/',
  'release list': 'limit=/L exclude-drafts/ exclude-pre-releases/ order=/O json=/ jq=/q template=/t',
  'release view': 'web/w json=/ jq=/q template=/t',
  'workflow run': 'ref=/r field=/F raw-field=/f json/',
  api: 'hostname=/ method=/X field=/F raw-field=/f header=/H preview=/p include/i slurp/ paginate/ input=/ silent/ template=/t jq=/q cache=/ verbose/',
  'pr merge':
    'admin/ delete-branch/d body=/b body-file=/F subject=/t merge/m rebase/r squash/s auto/ disable-auto/ match-head-commit=/ author-email=/A',
  'issue list': 'web/w assignee=/a label=/l state=/s limit=/L author=/A app=/ mention=/ milestone=/m search=/S type=/ json=/ jq=/q template=/t',
};

const everywhere = 'repo=/R help/h';

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
}

/** The first flag, or field of `--json`, of a call of gh that the command does not have. Words that are not known end the reading of flags that may be values. */
export function unknownGhOption(words: readonly (string | undefined)[]): UnknownGhOption | undefined {
  if (words[0] !== 'gh') return undefined;
  const command = words[1] === 'api' ? 'api' : `${words[1]} ${words[2]}`;
  const row = commands[command];
  if (row === undefined) return undefined;
  const flags = `${row} ${command === 'api' ? 'help/h' : everywhere}`.split(' ').map((word) => {
    const [name = '', short = ''] = word.split('/');
    return { name: name.replace('=', ''), short, takes: name.endsWith('=') };
  });
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
      if (!long && (!short || words[i - 1] === undefined)) return undefined;
      return { command, kind: 'flag', name: long ? `--${long[1]}` : `-${short![1]}`, known: flags.map((f) => `--${f.name}`) };
    }
    const value = long?.[2]?.slice(1) ?? (short?.[2] ? short[2] : flag.takes ? words[i + 1] : undefined);
    const unknown = flag.name === 'json' ? unknownField(command, value) : undefined;
    if (unknown) return unknown;
    if (flag.takes && !(long ? long[2] : short?.[2])) i++;
  }
  return undefined;
}

function unknownField(command: string, value: string | undefined): UnknownGhOption | undefined {
  const known = fields[command]?.split(' ');
  const name = value?.split(',').find((f) => f !== '' && known?.includes(f.trim()) === false);
  return known && name && /^[\w]+$/.test(name) ? { command, kind: 'field', name, known } : undefined;
}
