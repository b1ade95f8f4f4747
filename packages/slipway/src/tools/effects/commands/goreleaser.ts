import { str, type Val } from '../../../actions/index.ts';
import { type GoreleaserTap, isPrerelease, goreleaser as readConfig, withVersion } from '../../config/index.ts';
import type { CommandCall, CommandKnowledge, CredentialSource, Deed } from '../../types.ts';
import { readArguments, subcommand } from './arguments.ts';
import { CONTENTS, fromEnv, LOCAL, MERGES, otherRepository } from './credentials.ts';
import { commaList, known, resolve } from './words.ts';

const VALUED = [
  '-f',
  '--config',
  '--release-notes',
  '--release-notes-tmpl',
  '--release-header',
  '--release-header-tmpl',
  '--release-footer',
  '--release-footer-tmpl',
  '-p',
  '--parallelism',
  '--timeout',
  '--skip',
  '--id',
  '-o',
  '--output',
  '-d',
  '--dist',
  '-k',
  '--key',
  '--prepare-dist',
];

/**
 * GoReleaser's deeds from its configuration, for the command line and for its action alike. The release is a draft while files are
 * uploaded, then published, unless `release.draft` is set; taps without a token of their own use the release token, which a
 * GITHUB_TOKEN cannot do for another repository.
 */
export function goreleaserDeeds(
  call: Pick<CommandCall, 'world' | 'env' | 'event'>,
  tool: string,
  words: readonly Val[],
  path?: string,
): readonly Deed[] {
  const { name, before, after } = subcommand(words, VALUED);
  if (name !== undefined && !/^(release|r|publish|continue)$/.test(name)) return [];
  // Without a command it releases, and its options stand alone.
  const args = readArguments(name === undefined ? before : after, { valued: VALUED });
  if (
    args.given('--snapshot') === true ||
    args.given('--split') === true ||
    args.given('--prepare') === true ||
    (name === 'continue' && !args.may('--merge'))
  )
    return [];
  const skipped = new Set(commaList(args.values('--skip')).map(known));
  const skips = (what: string) => skipped.has(what) || args.given(`--skip-${what}`) === true;
  if (skips('publish')) return [];
  const given = args.value('-f', '--config');
  // A configuration that is made in the run may leave the release out, and then no token is needed.
  const unread = path === undefined && given !== undefined && known(given) === undefined;
  const config = unread ? undefined : readConfig(call.world, path ?? known(given));
  const by: CredentialSource =
    fromEnv(call as CommandCall, ['GITHUB_TOKEN']) ??
    (unread ? { how: 'unknown', why: 'its configuration is made in the run' } : { how: 'none', why: 'GoReleaser has no GITHUB_TOKEN' });
  const version = call.world.version;
  // The tag of the event says more of this release than the version that stands for all.
  const tagged = call.event.refType === 'tag' ? /\d.*$/.exec(known(call.event.refName) ?? '')?.[0] : undefined;
  const prerelease = config ? isPrerelease(config.release.prerelease, tagged ?? version) : false;
  const found: Deed[] = [];
  if (config?.changelog.disabled !== true && !unread && !args.may('--release-notes', '--release-notes-tmpl'))
    found.push({
      kind: 'history',
      tool,
      by: LOCAL,
      needs: [],
      wants: 'both',
      why: 'it finds the previous tag and writes the changelog from the commits since',
      facts: ['tok.fetch'],
    });
  for (const hook of config?.hooks ?? []) {
    if (hook.at && !skips('before'))
      found.push({ kind: 'runs', tool, by: LOCAL, needs: [], at: hook.at, what: { text: hook.text, from: hook.at, shell: 'sh', cwd: '' } });
  }
  for (const one of config?.images ?? []) {
    if (skips('docker')) break;
    found.push({
      kind: 'image',
      tool,
      by: { how: 'unknown', why: "the registry's login decides" },
      needs: [],
      images: [withVersion(one.image, version)],
      push: true,
      ...(one.at ? { at: one.at } : {}),
    });
  }
  if (config?.release.disabled !== true) {
    const repository = config?.release.repository && otherRepository(call as CommandCall, config.release.repository);
    const draft = (config?.release.draft ?? false) || args.given('--draft') === true;
    found.push({
      kind: 'release',
      act: 'create',
      tool,
      by,
      needs: CONTENTS,
      // A nightly build has a tag of its own that moves, whatever the event.
      ...(args.given('--nightly') === true ? { tag: str('nightly') } : {}),
      draft,
      // A nightly build is marked by GoReleaser itself.
      prerelease: args.given('--nightly') === true ? undefined : prerelease,
      draftFirst: !draft,
      updates: true,
      ...(unread || (config?.release.disabled === undefined && config) ? { certain: undefined } : {}),
      ...(repository ? { repository } : {}),
      ...(config?.release.at ? { at: config.release.at } : {}),
    });
  }
  // A nightly build goes to no package manager.
  const nightly = args.given('--nightly') === true;
  for (const tap of nightly ? [] : (config?.taps ?? [])) {
    if (skips(tap.manager)) continue;
    found.push({
      kind: 'tap',
      act: tap.act,
      manager: tap.manager,
      tool,
      by: tapCredential(tap, call, by),
      needs: tap.act === 'pull-request' ? MERGES : CONTENTS,
      ...(tap.repository ? { repository: tap.repository } : {}),
      ...(tap.skipsPrerelease && prerelease ? { certain: false } : {}),
      ...(tap.at ? { at: tap.at } : {}),
    });
  }
  for (const one of nightly ? [] : (config?.packages ?? []))
    found.push({
      kind: 'package',
      registry: one.registry,
      names: one.name ? [one.name] : [],
      tool,
      by: { how: 'unknown', why: 'the environment decides' },
      needs: [],
      ...(one.at ? { at: one.at } : {}),
    });
  return found.filter((one) => one.certain !== false);
}

function tapCredential(tap: GoreleaserTap, call: Pick<CommandCall, 'env'>, release: CredentialSource): CredentialSource {
  if (tap.foreignToken !== undefined)
    return { how: 'none', why: `\`${tap.foreignToken}\` is an expression of GitHub Actions, which GoReleaser does not evaluate` };
  if (tap.tokenEnv === undefined) return tap.sshKey ? { how: 'unknown', why: 'an SSH key of its own' } : release;
  const own = call.env(tap.tokenEnv);
  return own ? { how: 'token', value: own, from: `env ${tap.tokenEnv}` } : { how: 'none', why: `${tap.tokenEnv} is not set` };
}

export const goreleaser: CommandKnowledge = {
  command: ['goreleaser', 'goreleaser-pro'],
  source: 'sources of GoReleaser 2 and its documentation',
  asOf: '2026-11-20',
  deeds(call) {
    const words = call.words.slice(1);
    const given = known(readArguments(words, { valued: VALUED }).value('-f', '--config'));
    const path = given !== undefined ? resolve(call.cwd, given) : undefined;
    return goreleaserDeeds(call, 'goreleaser', words, path);
  },
};
