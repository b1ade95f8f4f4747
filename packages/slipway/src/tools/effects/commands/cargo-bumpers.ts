import type { Val } from '../../../actions/index.ts';
import { str } from '../../../actions/index.ts';
import type { SourceNode } from '../../../source/index.ts';
import { cargoManifest, cargoPackages, document, fillTemplate, VERSION, withVersion } from '../../config/index.ts';
import { inside } from '../../paths.ts';
import type { CommandCall, Deed } from '../../types.ts';
import { readArguments } from './arguments.ts';
import { cargoCredential } from './cargo.ts';
import { CONTENTS, GIT, LOCAL } from './credentials.ts';
import { commaList, known } from './words.ts';

function key(node: SourceNode | null | undefined, ...path: readonly string[]): SourceNode | undefined {
  let here = node;
  for (const name of path) here = here?.kind === 'map' ? here.entries.find((entry) => entry.key.text === name)?.value : undefined;
  return here ?? undefined;
}

/** A setting of cargo-release: release.toml, then the metadata of the crate and of the workspace. */
function setting(call: CommandCall, directory: string, name: string): string | undefined {
  const nodes = [
    key(document(call.world, inside(directory, 'release.toml')), name),
    key(document(call.world, inside(directory, 'Cargo.toml')), 'package', 'metadata', 'release', name),
    key(document(call.world, 'release.toml'), name),
    key(document(call.world, '.cargo/release.toml'), name),
    key(document(call.world, '.release.toml'), name),
    key(document(call.world, 'Cargo.toml'), 'workspace', 'metadata', 'release', name),
  ];
  const found = nodes.find((node) => node?.kind === 'scalar');
  return found?.kind === 'scalar' ? found.text : undefined;
}

function crates(call: CommandCall, chosen: readonly (string | undefined)[], all: boolean) {
  const every = cargoPackages(call.world).filter((one) => one.name !== undefined);
  if (chosen.length > 0) return every.filter((one) => chosen.includes(one.name));
  if (all) return every.filter((one) => one.publish);
  const here = call.cwd === undefined ? undefined : cargoManifest(call.world, call.cwd);
  return here ? [here] : every.filter((one) => one.publish);
}

function templated(template: string, crate: string, prefix: string, version: string): Val {
  const filled = fillTemplate(template, /\{\{\s*([\w-]+)\s*\}\}/g, (name) =>
    name === 'version' || name === 'tag_name' ? VERSION : name === 'crate_name' ? crate : name === 'prefix' ? prefix : undefined,
  );
  return withVersion(filled, version);
}

/** `cargo release --execute`: commit, publish, tag, push; without `--execute` it only says what it would do. */
export function cargoReleaseDeeds(call: CommandCall, words: readonly Val[], tool: string): readonly Deed[] {
  const args = readArguments(words, {
    valued: [
      '-p',
      '--package',
      '--exclude',
      '--manifest-path',
      '-c',
      '--config',
      '-m',
      '--metadata',
      '--registry',
      '--token',
      '--tag-prefix',
      '--tag-name',
      '--push-remote',
      '--prev-tag-name',
      '--features',
      '--target',
      '--allow-branch',
      '--dependent-version',
      '--sign',
      '--certs-source',
    ],
  });
  if (args.given('-x', '--execute') !== true) return [];
  const step = known(args.words[0]);
  if (step === 'config' || step === 'changes' || step === 'hook') return [];
  const only = (name: string) => step === undefined || !/^(publish|tag|push|commit|version|replace|owner)$/.test(step) || step === name;
  const chosen = commaList(args.values('-p', '--package')).map(known);
  const workspace = args.may('--workspace', '--all');
  const targets = crates(call, chosen, workspace);
  const version = call.world.version;
  const on = (name: string, directory: string) => args.given(`--no-${name}`) !== true && setting(call, directory, name) !== 'false';
  const first = targets[0];
  const root = first?.directory ?? '';
  const local = { kind: 'git' as const, tool, by: LOCAL, needs: [] };
  const found: Deed[] = [];
  if (only('commit')) {
    const shared = targets.length > 1;
    const template =
      setting(call, root, 'pre-release-commit-message') ?? (shared ? 'chore: Release' : 'chore: Release {{crate_name}} version {{version}}');
    found.push({ ...local, act: 'commit', name: templated(template, first?.name ?? '', '', version) });
  }
  if (only('publish'))
    for (const one of targets)
      if (one.publish && on('publish', one.directory))
        found.push({
          kind: 'package',
          registry: 'crates.io',
          names: [one.name ?? ''],
          tool,
          by: cargoCredential(call, args),
          needs: [],
          directory: one.directory,
          facts: ['crates.perm'],
        });
  const names: Val[] = [];
  if (only('tag')) {
    for (const one of targets) {
      if (!on('tag', one.directory)) continue;
      const prefix =
        known(args.value('--tag-prefix')) ?? setting(call, one.directory, 'tag-prefix') ?? (one.directory === '' ? '' : '{{crate_name}}-');
      const template = known(args.value('--tag-name')) ?? setting(call, one.directory, 'tag-name') ?? '{{prefix}}v{{version}}';
      const name = templated(template, one.name ?? '', prefix.replace('{{crate_name}}', one.name ?? ''), version);
      if (names.some((other) => known(other) === known(name) && known(name) !== undefined)) continue;
      names.push(name);
      found.push({ ...local, act: 'tag', name, annotated: true });
    }
  }
  if (only('push') && on('push', root)) {
    const remote = known(args.value('--push-remote')) ?? setting(call, root, 'push-remote') ?? 'origin';
    found.push({
      kind: 'git',
      act: 'push',
      tool,
      by: GIT,
      needs: CONTENTS,
      remote: str(remote),
      refspecs: [str('HEAD'), ...names],
      facts: ['tok.persist'],
    });
  }
  return found;
}

/** `cargo workspaces publish` and `version`: one commit, one tag (`v%v`) or one for each crate (`%n@%v`), a push with its tags, uploads. */
export function cargoWorkspacesDeeds(call: CommandCall, words: readonly Val[]): readonly Deed[] {
  const [sub, ...rest] = words;
  const name = known(sub);
  if (name !== 'publish' && name !== 'version') return [];
  const args = readArguments(rest, {
    valued: [
      '-m',
      '--message',
      '--tag-prefix',
      '--individual-tag-prefix',
      '--individual-tag-msg',
      '--token',
      '--registry',
      '--git-remote',
      '--allow-branch',
      '--force',
      '--pre-id',
      '--publish-interval',
      '--tag-msg',
    ],
  });
  if (args.may('--dry-run')) return [];
  const tool = `cargo workspaces ${name}`;
  const version = call.world.version;
  const every = cargoPackages(call.world).filter((one) => one.publish && one.name !== undefined);
  const local = { kind: 'git' as const, tool, by: LOCAL, needs: [] };
  const found: Deed[] = [];
  const existing = args.may('--publish-as-is', '--from-git');
  if (!existing && args.given('--no-git-commit') !== true) {
    const message = args.value('-m', '--message');
    const pattern = known(message);
    found.push({
      ...local,
      act: 'commit',
      name: message && pattern === undefined ? message : str((pattern ?? 'Release %v').replaceAll('%v', version)),
    });
    if (args.given('--no-git-tag') !== true) {
      const prefix = known(args.value('--tag-prefix')) ?? 'v';
      if (args.given('--no-global-tag') !== true) found.push({ ...local, act: 'tag', name: str(`${prefix}${version}`), annotated: true });
      const own = (known(args.value('--individual-tag-prefix')) ?? '%n@') as string;
      const grouped = cargoPackages(call.world).every((one) => one.version === undefined || one.version === every[0]?.version);
      if (args.given('--no-individual-tags') !== true && !grouped)
        for (const one of every.slice(0, 64))
          found.push({ ...local, act: 'tag', name: str(`${own.replaceAll('%n', one.name ?? '')}${version}`), annotated: true });
    }
    if (args.given('--no-git-push') !== true)
      found.push({ kind: 'git', act: 'push', tool, by: GIT, needs: CONTENTS, followTags: true, refspecs: [], facts: ['tok.persist'] });
  }
  if (name === 'publish')
    for (const one of every)
      found.push({
        kind: 'package',
        registry: 'crates.io',
        names: [one.name ?? ''],
        tool,
        by: cargoCredential(call, args),
        needs: [],
        directory: one.directory,
        facts: ['crates.perm'],
      });
  return found;
}
