import type { Tag } from '../../src/release/index.ts';
import { gitSync } from '../../src/remotes/git.ts';
import type { OpenHistory } from '../../src/remotes/index.ts';

/** A release as it happened: the tags that were made of one commit. */
export interface ReleaseEvent {
  /** 40 hex digits of what was tagged. */
  readonly commit: string;
  /** The commit that a plan would have stood at: before the versions were written, or the tagged one where nothing was written. */
  readonly before: string;
  /** Whether the tagged commit, or one shortly before it, writes the version. */
  readonly written: boolean;
  /** Seconds since 1970 of the first of the tags. */
  readonly date: number;
  readonly tags: readonly ReleaseTag[];
}

export interface ReleaseTag extends Tag {
  readonly version: string;
}

/** Whole versions only: tags that move with a major version name no release. */
const VERSION = /^(.*?)(?<![0-9.])(\d+\.\d+\.\d+(?:\.\d+)*(?:-[0-9A-Za-z.-]+)?)$/;
const ROLLING = /nightly|canary|snapshot/i;
/** Commits of first parents between the one that writes a version and the one that is tagged. */
const FAR = 40;

/** The last releases of a repository, newest first. Tags of the same commit, made within a day, are one release. */
export function eventsOf(gitDir: string, history: OpenHistory, last: number): readonly ReleaseEvent[] {
  const byCommit = new Map<string, ReleaseTag[]>();
  for (const tag of history.tags) {
    const match = VERSION.exec(tag.name);
    if (!match || ROLLING.test(tag.name)) continue;
    const known = byCommit.get(tag.commit) ?? [];
    if (known.length === 0 && byCommit.size >= last) break;
    byCommit.set(tag.commit, [...known, { ...tag, version: match[2]! }]);
  }
  return [...byCommit].map(([commit, tags]) => {
    const written = writerOf(gitDir, commit, tags);
    const before =
      written === undefined
        ? commit
        : gitSync(['rev-parse', `${written}^1`], { gitDir })
            .out.toString()
            .trim();
    return { commit, before, written: written !== undefined, date: Math.min(...tags.map(({ date }) => date)), tags };
  });
}

/** Where versions stand: manifests, what release tools keep beside them, changelogs. */
const FILES = [
  'Cargo.toml',
  'package.json',
  'pyproject.toml',
  'setup.py',
  'setup.cfg',
  '.release-please-manifest.json',
  'version.txt',
  'VERSION',
  'lerna.json',
  '*.gemspec',
  'pom.xml',
  'gradle.properties',
  'Chart.yaml',
  'mix.exs',
  '*.csproj',
  'CHANGELOG.md',
  'CHANGES.md',
  'HISTORY.md',
  'CHANGELOG',
].flatMap((name) => [`:(top,glob)${name}`, `:(top,glob)**/${name}`]);

/**
 * The oldest commit of first parents, near the tagged one, that writes one of the versions into the place of a version. Undefined when none does:
 * then what was tagged is what was decided about.
 */
function writerOf(gitDir: string, commit: string, tags: readonly ReleaseTag[]): string | undefined {
  const { out } = gitSync(
    ['log', '--first-parent', '-m', `--max-count=${FAR}`, '-p', '-U0', '--no-renames', '--format=%x00%H', commit, '--', ...FILES],
    {
      gitDir,
      maxBytes: 1 << 30,
    },
  );
  const versions = new Set(tags.map(({ version }) => version));
  let found: string | undefined;
  for (const record of out.toString('utf8').split('\0').slice(1)) {
    const hash = record.slice(0, 40);
    const wrote = writtenIn(record);
    if (![...versions].some((version) => wrote.has(version))) continue;
    found = hash;
    for (const version of wrote) versions.delete(version);
    if (versions.size === 0) break;
  }
  return found;
}

const OWN = [
  /^\+\s*(?:version|__version__|VERSION)\s*[:=]\s*["']([^"']+)["']/,
  /^\+\s*"version"\s*:\s*"([^"]+)"/,
  /^\+\s*"[^"]*"\s*:\s*"(\d[^"]*)"\s*,?\s*$/,
  /^\+version=(\S+)/,
  /^\+v?(\d+\.\d+\.\d+\S*)\s*$/,
  /^\+\s*<[Vv]ersion(?:Prefix)?>([^<]+)</,
  /^\+version:\s*["']?([\w.+-]+)/,
  /^\+#{1,4}\s+.*?\[?v?(\d+\.\d+\.\d+[\w.-]*)/,
];

/** Versions that a patch writes: of manifests their own, of changelogs those of headings. */
function writtenIn(patch: string): ReadonlySet<string> {
  const found = new Set<string>();
  let file = '';
  for (const line of patch.split('\n')) {
    if (line.startsWith('+++ ')) file = line.slice(line.lastIndexOf('/') + 1);
    else if (line.startsWith('+'))
      for (const [at, pattern] of OWN.entries()) {
        // A value without the key `version` is one of release-please's manifest only; elsewhere it is a requirement.
        if (at === 2 && file !== '.release-please-manifest.json') continue;
        const version = pattern.exec(line)?.[1];
        if (version !== undefined) found.add(version);
      }
  }
  return found;
}
