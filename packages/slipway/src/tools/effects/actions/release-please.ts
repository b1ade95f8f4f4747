import type { Val } from '../../../actions/index.ts';
import { str, unknown } from '../../../actions/index.ts';
import { type ReleasePlease, type ReleasePleasePackage, releasePlease, releasePleaseTitles, withVersion } from '../../config/index.ts';
import type { ActionCall, ActionKnowledge, Deed } from '../../types.ts';
import { CONTENTS, credential, flag, GITHUB_TOKEN, given, join, known, MAYBE_TRUE, oneOf, outputs, PULLS, plain, TRUE_OR_FALSE } from './build.ts';
import { majorOf } from './version.ts';

/** Version 3 chose by `command`; since version 4 two inputs skip one half each. */
function halves(call: ActionCall): { release: boolean | undefined; pull: boolean | undefined } {
  const command = plain(call.input('command')) ?? '';
  if ((majorOf(call, 4) ?? 4) < 4 && command !== '') {
    return { release: !/-?(release-)?pr$/.test(command) || command === 'manifest', pull: command !== 'github-release' };
  }
  const skips = (name: string) => {
    const skip = flag(call.input(name), false);
    return skip === undefined ? undefined : !skip;
  };
  return { release: skips('skip-github-release'), pull: skips('skip-github-pull-request') };
}

function configOf(call: ActionCall): ReleasePlease | undefined {
  const old = (majorOf(call, 4) ?? 4) < 4;
  const manifest = old && /^manifest/.test(plain(call.input('command')) ?? '');
  return releasePlease(call.world, {
    releaseType: manifest ? undefined : plain(given(call, 'release-type')),
    packageName: plain(given(call, 'package-name')),
    component: plain(given(call, 'component')),
    path: plain(given(call, 'path')),
    includeComponentInTag: flag(call.input(old ? 'monorepo-tags' : 'include-component-in-tag'), false) ?? false,
    configFile: plain(given(call, 'config-file')),
    targetBranch: plain(given(call, 'target-branch', 'default-branch')),
  });
}

function tagOf(call: ActionCall, one: ReleasePleasePackage | undefined): Val {
  return one ? withVersion(one.tag, call.world.version) : unknown('release-please has no configuration that can be read');
}

function release(call: ActionCall, one: ReleasePleasePackage | undefined): Deed {
  return {
    kind: 'release',
    act: 'create',
    tool: 'release-please',
    by: credential(call, { inputs: ['token'], fallback: GITHUB_TOKEN }),
    needs: CONTENTS,
    tag: tagOf(call, one),
    draft: flag(call.input('draft'), one?.draft ?? false),
    prerelease: one?.prerelease(call.world.version) ?? false,
    draftFirst: false,
    certain: undefined,
    at: one?.at,
  };
}

function deeds(call: ActionCall): readonly Deed[] {
  const config = configOf(call);
  const { release: releases, pull: pulls } = halves(call);
  const by = credential(call, { inputs: ['token'], fallback: GITHUB_TOKEN });
  const found: Deed[] = [];
  if (releases !== false) {
    const packages = (config?.packages ?? []).filter((one) => !one.skipRelease);
    for (const one of packages.slice(0, 50)) {
      if (one.draft && one.forceTag)
        found.push({ kind: 'tag', tool: 'release-please', by, needs: CONTENTS, name: tagOf(call, one), certain: undefined, at: one.at });
      found.push(release(call, one));
    }
    if (!config) found.push(release(call, undefined));
  }
  if (pulls !== false) {
    const base = given(call, 'target-branch', 'default-branch') ?? str(call.world.defaultBranch);
    const titles = config ? releasePleaseTitles(config, call.world.version) : [];
    found.push({
      kind: 'pull-request',
      act: 'open',
      tool: 'release-please',
      by,
      needs: PULLS,
      base,
      head: join('release-please--branches--', base),
      title: titles.length > 0 ? oneOf(...titles.slice(0, 8)) : undefined,
      labels: (config?.labels ?? ['autorelease: pending']).map(str),
      certain: undefined,
      at: config?.at,
    });
  }
  return found;
}

/** Outputs of the root stand bare, those of other packages behind `<path>--`. */
function results(call: ActionCall): ReadonlyMap<string, Val> {
  const config = configOf(call);
  const entries: Record<string, Val> = { releases_created: TRUE_OR_FALSE, prs_created: TRUE_OR_FALSE };
  const [major = '', minor = '', patch = ''] = call.world.version.split(/[-+]/)[0]!.split('.');
  for (const one of (config?.packages ?? []).slice(0, 50)) {
    const prefix = one.path === '.' ? '' : `${one.path}--`;
    entries[`${prefix}release_created`] = MAYBE_TRUE;
    entries[`${prefix}tag_name`] = tagOf(call, one);
    entries[`${prefix}version`] = str(call.world.version);
    entries[`${prefix}major`] = str(major);
    entries[`${prefix}minor`] = str(minor);
    entries[`${prefix}patch`] = str(patch);
  }
  if (config && !config.packages.some((one) => one.path === '.')) entries.release_created = str('');
  return outputs(entries);
}

export const knowledge: readonly ActionKnowledge[] = [
  known(
    ['googleapis/release-please-action', 'google-github-actions/release-please-action'],
    'https://github.com/googleapis/release-please-action action.yml and src/index.ts, v2 to v5',
    '2026-08-01',
    deeds,
    { outputs: results },
  ),
];
