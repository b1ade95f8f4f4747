import { publishableNames } from '../../config/index.ts';
import type { CommandCall, CommandKnowledge, Deed } from '../../types.ts';
import { readArguments } from './arguments.ts';
import { CONTENTS, GIT, LOCAL } from './credentials.ts';
import { opaqueTask } from './opaque.ts';
import { known } from './words.ts';

/** `rake release` of bundler: builds, tags `v{version}`, pushes, uploads the gem; other tasks are judged by their names. */
function rubyDeeds(call: CommandCall): readonly Deed[] {
  const program = known(call.words[0]);
  const args = readArguments(call.words.slice(1), { valued: ['-f', '--rakefile', '-C', '-d'] });
  const found: Deed[] = [];
  for (const one of args.words.map(known)) {
    if (one === undefined || one.includes('=')) continue;
    const name = one.replace(/\[.*$/, '');
    const bundled = call.world
      .list()
      .some((path) => /(^|\/)[Rr]akefile$/.test(path) && /bundler\/gem_(tasks|helper)/.test(call.world.read(path) ?? ''));
    if (program !== 'rake' || !bundled || !/^(release|release:\w+)$/.test(name)) {
      found.push(...opaqueTask(`${program} ${name}`, name));
      continue;
    }
    if (name === 'release' || name === 'release:source_control_push') {
      found.push({
        kind: 'git',
        act: 'tag',
        tool: `rake ${name}`,
        by: LOCAL,
        needs: [],
        name: { k: 'str', v: `v${call.world.version}` },
        annotated: true,
      });
      found.push({
        kind: 'git',
        act: 'push',
        tool: `rake ${name}`,
        by: GIT,
        needs: CONTENTS,
        refspecs: [
          { k: 'str', v: 'HEAD' },
          { k: 'str', v: `refs/tags/v${call.world.version}` },
        ],
        facts: ['tok.persist'],
      });
    }
    if (name === 'release' || name === 'release:rubygem_push')
      found.push({
        kind: 'package',
        registry: 'rubygems',
        names: publishableNames(call.world, 'rubygems').slice(0, 1),
        tool: `rake ${name}`,
        by: { how: 'unknown', why: '~/.gem/credentials or OpenID Connect decides' },
        needs: [],
      });
  }
  return found;
}

export const namedTasks: CommandKnowledge = {
  command: [
    'rake',
    'mage',
    'invoke',
    'inv',
    'nox',
    'tox',
    'fake',
    'nuke',
    'ant',
    'bazel',
    'pants',
    'earthly',
    'dagger',
    'gulp',
    'grunt',
    'poe',
    'moon',
  ],
  source: 'documentation of each tool',
  asOf: '2026-11-20',
  deeds: rubyDeeds,
};
