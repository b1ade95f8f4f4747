import type { Change, Driver } from '../types.ts';
import { isQuoting } from './header.ts';

/** How a tool reads messages, as far as others read them otherwise. */
interface Manner {
  /** What it reads of a squashed pull request beside its first line: nothing, paragraphs that begin like one, GitHub's list too. */
  readonly squashed: 'none' | 'paragraphs' | 'all';
  /** What is taken back before its release counts for nothing. Others count both. */
  readonly cancels: boolean;
  /** `Feat: x` is another type than `feat: x`. */
  readonly cased: boolean;
  /** It knows the line that git writes of a commit that is taken back. */
  readonly quotes: boolean;
}

const OWN: Manner = { squashed: 'all', cancels: true, cased: false, quotes: true };
const PLAIN: Manner = { squashed: 'none', cancels: false, cased: false, quotes: false };
const CASED: Manner = { ...PLAIN, cased: true };

/**
 * Read on 2026-11-21 in the tools' sources: release-please src/commit.ts (`splitMessages`; the filter of reverts is asked about one message at a time);
 * semantic-release/commit-analyzer index.js (`filterRevertedCommitsSync`) and lib/analyze-commit.js; conventional-changelog
 * packages/conventional-changelog-{angular,conventionalcommits}/src/{parser,whatBump}.js, by which lerna and release-it count too;
 * release-plz crates/next_version/src/version_increment.rs, by which git-cliff counts too; knope crates/knope-versioning/src/changes/conventional_commit.rs;
 * cocogitto crates/cocogitto/src/conventional/{bump,commit}.rs; nx packages/nx/src/command-line/release/utils/git.ts;
 * python-semantic-release src/semantic_release/commit_parser/conventional/options.py (`parse_squash_commits`).
 */
const MANNERS: Readonly<Record<Driver, Manner>> = {
  slipway: OWN,
  goreleaser: OWN,
  'cargo-dist': OWN,
  'semantic-release': { squashed: 'none', cancels: true, cased: true, quotes: true },
  lerna: { ...CASED, cancels: true },
  'release-it': { ...CASED, cancels: true },
  'release-please': { ...CASED, squashed: 'paragraphs' },
  'python-semantic-release': { ...CASED, squashed: 'all' },
  nx: CASED,
  cocogitto: CASED,
  changesets: PLAIN,
  'release-plz': PLAIN,
  'git-cliff': PLAIN,
  knope: PLAIN,
};

/** Types in capitals that have a rule of their own: semantic-release/commit-analyzer lib/default-release-rules.js. */
const CAPITALS = /^(?:FEAT|FIX)\b/;

/** The changes of one commit as one tool reads them. @param changes as `changesOf` gives them */
export function asReadBy(driver: Driver, changes: readonly Change[]): readonly Change[] {
  const manner = MANNERS[driver];
  return manner === OWN ? changes : kept(driver, manner, changes).map((change, at) => seen(driver, manner, change, at === 0));
}

function kept(driver: Driver, { squashed }: Manner, changes: readonly Change[]): readonly Change[] {
  if (changes.length === 1 || squashed === 'all') return changes;
  const own = changes.filter((one) => one.squashed === undefined || (squashed === 'paragraphs' && one.squashed === 'paragraph'));
  // A note of what breaks is found wherever it stands in the message.
  const breaking = driver === 'semantic-release' ? changes.find((one) => one.squashed && typeof one.breaking === 'string')?.breaking : undefined;
  if (breaking === undefined || own.some((one) => typeof one.breaking === 'string')) return own;
  return own.map((one, at) => (at === 0 ? { ...one, breaking } : one));
}

function seen(driver: Driver, { cancels, cased, quotes }: Manner, change: Change, first: boolean): Change {
  const { message } = change.commit;
  const capital = cased && first && /^[a-z-]*[A-Z]/.test(message) && !(driver === 'semantic-release' && CAPITALS.test(message));
  const quoted = first && isQuoting(message);
  // semantic-release takes for a revert only what says which commit it takes back.
  const idle = driver === 'semantic-release' && change.type === 'revert' && change.reverts.length === 0;
  const typeless = (capital && !quoted) || (quoted && !quotes) || idle;
  if (!typeless && (cancels || (change.reverts.length === 0 && change.revertsPullRequests === undefined))) return change;
  const { type, scope, revertsPullRequests, ...rest } = change;
  return {
    ...rest,
    ...(typeless || type === undefined ? {} : { type }),
    ...(typeless || scope === undefined ? {} : { scope }),
    reverts: cancels ? change.reverts : [],
    ...(cancels && revertsPullRequests ? { revertsPullRequests } : {}),
  };
}
