import type { Val } from '../../actions/index.ts';
import { str } from '../../actions/index.ts';
import { type PythonSemanticRelease, releaseBranchOf, withVersion } from '../config/index.ts';
import type { CredentialSource, Deed, ToolEvent, ToolWorld } from '../types.ts';

const LOCAL: CredentialSource = { how: 'unknown', why: 'needs none' };
const CONTENTS = [{ scope: 'contents', level: 'write' }] as const;

/** How one run of `semantic-release version` was asked for. */
export interface Asked {
  readonly tool: string;
  readonly config: PythonSemanticRelease;
  readonly world: ToolWorld;
  readonly event: ToolEvent;
  readonly by: CredentialSource;
  /** URL with the token in it, for the push. */
  readonly remote: Val;
  readonly directory: string;
  readonly commit: boolean;
  readonly tag: boolean;
  readonly push: boolean;
  readonly release: boolean;
  readonly build: boolean;
  /** Token of a pre-release that the call itself asks for. */
  readonly prerelease: string | undefined;
  /** undefined: whether there is something to release is decided when it runs. */
  readonly certain: undefined | true;
}

/** The version that a run makes: that of the release, with the token of the branch's pre-releases. */
export function madeVersion({ world, config, event, prerelease }: Pick<Asked, 'world' | 'config' | 'event' | 'prerelease'>): string | undefined {
  const branch = event.refType === 'branch' && event.refName.k === 'str' ? releaseBranchOf(config, event.refName.v) : undefined;
  // On a branch of no group it says so, and ends well.
  if (branch === 'none') return undefined;
  const token = prerelease ?? branch?.prerelease;
  return token === undefined || world.version.includes('-') ? world.version : `${world.version}-${token}.1`;
}

/** The build command, the commit, the tag, the push of both through a URL with the token, and the release by API. */
export function versionDeeds(asked: Asked): Deed[] {
  const { config, tool } = asked;
  const version = madeVersion(asked);
  if (version === undefined) return [];
  const doubt = asked.certain === undefined ? { certain: undefined } : {};
  const at = config.at === undefined ? {} : { at: config.at };
  const tag = withVersion(config.tag, version);
  const git = { kind: 'git', tool, needs: [], ...doubt, ...at } as const;
  const found: Deed[] = [
    {
      kind: 'history',
      tool,
      by: LOCAL,
      needs: [],
      wants: 'both',
      why: 'it takes the last version from tags and the next one from the commits since',
      facts: ['tok.fetch'],
    },
  ];
  if (asked.build && config.build?.at !== undefined) {
    const what = { text: config.build.text, from: config.build.at, shell: 'bash -e {0}', cwd: asked.directory };
    found.push({ kind: 'runs', tool, by: LOCAL, needs: [], at: config.build.at, what, ...doubt });
  }
  if (asked.commit) found.push({ ...git, by: LOCAL, act: 'commit', name: withVersion(config.commitMessage, version) });
  if (asked.tag) found.push({ ...git, by: LOCAL, act: 'tag', name: tag, annotated: true });
  if (!asked.push) return found;
  const push = { ...git, by: { how: 'git' }, act: 'push', needs: CONTENTS, facts: ['tok.extraheader'] } as const;
  const remote = config.ignoresTokenForPush ? str('origin') : asked.remote;
  // The branch first, then the tag by itself.
  if (asked.commit) found.push({ ...push, remote, refspecs: [str('HEAD')] });
  if (asked.tag) found.push({ ...push, remote, refspecs: [tag] });
  if (asked.release)
    found.push({
      kind: 'release',
      act: 'create',
      tool,
      by: asked.by,
      needs: CONTENTS,
      tag,
      draft: false,
      prerelease: version.includes('-'),
      draftFirst: false,
      ...doubt,
      ...at,
    });
  return found;
}

/** `semantic-release publish`: what was built goes to the release that is there. @param tag undefined: the latest */
export function uploadDeeds({ tool, config, world, by }: Pick<Asked, 'tool' | 'config' | 'world' | 'by'>, tag: Val | undefined): Deed[] {
  if (config.assets === undefined) return [];
  return [
    {
      kind: 'release',
      act: 'upload',
      tool,
      by,
      needs: CONTENTS,
      tag: tag ?? withVersion(config.tag, world.version),
      draft: undefined,
      prerelease: undefined,
      draftFirst: undefined,
      assets: config.assets.map(str),
    },
  ];
}
