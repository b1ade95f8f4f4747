import fc from 'fast-check';
import { expect, describe as group, it } from 'vitest';
import { describe, str } from '../../../actions/index.ts';
import { commandDeeds, embeddedCommands, unwrapCommand } from './index.ts';
import { type CallOptions, callOf } from './world.fixture.ts';

const ran = (words: string, options: CallOptions = {}) =>
  commandDeeds(callOf(words, options)).map((deed) => (deed.kind === 'runs' ? ('text' in deed.what ? deed.what.text : deed.what.script) : deed.kind));

group('wrappers', () => {
  it.each([
    ['npx --yes semantic-release@24 --ci', 'semantic-release --ci'],
    ['npx -p @semantic-release/git semantic-release', 'semantic-release'],
    ['pnpm exec changeset publish', 'changeset publish'],
    ['pnpm dlx @changesets/cli@2 publish', 'changeset publish'],
    ['yarn dlx release-it', 'release-it'],
    ['npm exec -- release-it --ci', 'release-it --ci'],
    ['uvx twine upload dist/*', 'twine upload dist/*'],
    ['uv run --with twine twine upload x', 'twine upload x'],
    ['poetry run semantic-release version', 'python-semantic-release version'],
    ['bundle exec rake release', 'rake release'],
    ['sudo -E env GH_TOKEN=x timeout -k 5 60 gh release list', 'gh release list'],
    ['mise exec -- goreleaser release', 'goreleaser release'],
    ['python3 -m twine upload x', 'twine upload x'],
    ['git push', 'git push'],
    ['npm publish', 'npm publish'],
    ['uv publish', 'uv publish'],
  ])('%s', (words, expected) => {
    expect(unwrapCommand(words.split(' ').map(str)).map(describe).join(' ')).toBe(expected);
  });
  it('keeps variables that a wrapper sets', () => {
    expect(commandDeeds(callOf('env GH_TOKEN=abc gh release create v1'))[0]!.by).toMatchObject({ how: 'token', value: str('abc') });
  });
});

group('scripts of the tree', () => {
  const files = { 'scripts/release.sh': 'git push', 'tools/tag.py': 'x', 'tools/__init__.py': '', 'scripts/bump.mjs': '' };
  it.each([
    ['./scripts/release.sh v1', ['scripts/release.sh']],
    ['bash scripts/release.sh', ['scripts/release.sh']],
    ['sh -eu ./scripts/release.sh', ['scripts/release.sh']],
    ['bash -n scripts/release.sh', []],
    ['python -m tools.tag', ['tools/tag.py']],
    ['python3.12 tools/tag.py --push', ['tools/tag.py']],
    ['node scripts/bump', ['scripts/bump.mjs']],
    ['npx tsx scripts/bump.mjs', ['scripts/bump.mjs']],
    ['uv run tools/tag.py', ['tools/tag.py']],
    ['bash missing.sh', []],
  ])('%s', (words, expected) => {
    expect(ran(words, { files })).toEqual(expected);
  });
  it('resolves a path from the directory of the call', () => {
    expect(ran('../scripts/release.sh', { files, cwd: 'tools' })).toEqual(['scripts/release.sh']);
    expect(ran('../../outside.sh', { files, cwd: 'tools' })).toEqual([]);
  });
});

group('make, just and task', () => {
  const makefile = [
    'VERSION ?= $(shell git describe --tags)',
    'TAG := v1',
    '.PHONY: release',
    'all: build',
    'release: build',
    '\t@git tag $(TAG)',
    '\tcd dist && git push origin $(TAG)',
    '\t-echo $$HOME $(VERSION)',
    'build:',
    '\tgo build',
  ].join('\n');
  it('follows prerequisites and expands variables', () => {
    expect(ran('make release', { files: { Makefile: makefile } })).toEqual([
      'go build',
      'git tag v1\n(cd dist && git push origin v1)\necho $HOME $(git describe --tags) || true',
    ]);
    expect(ran('make release TAG=v2', { files: { Makefile: makefile } })[1]).toContain('git tag v2');
    expect(ran('make', { files: { Makefile: makefile } })).toEqual(['go build']);
  });
  it('lets the environment win over a default', () => {
    expect(ran('make release', { files: { Makefile: makefile }, env: { VERSION: str('9') } })[1]).toContain(`echo $HOME \${VERSION}`);
  });
  it('survives a makefile that calls itself', () => {
    expect(ran('make a', { files: { Makefile: 'X = $(Y)\nY = $(X)\na: b\n\techo $(X)\nb: a\n\techo b\n' } })).toHaveLength(2);
  });
  it('ends on variables that double each other, and on long lines', () => {
    const doubling = Array.from({ length: 30 }, (_, index) => `V${index} = ${`$(V${index + 1})`.repeat(20)}`).join('\n');
    expect(ran('make a', { files: { Makefile: `${doubling}\na:\n\techo $(V0)\n` } })).toHaveLength(1);
    expect(ran('make a', { files: { Makefile: `a${' '.repeat(100_000)}\na:\n\techo\n` } })).toEqual(['echo']);
    expect(ran('just a', { files: { justfile: `a ${'b '.repeat(900)}=\na:\n  echo\n` } })).toEqual(['echo']);
    expect(embeddedCommands(`exec('git ${'x'.repeat(300_000)}')`, 'js')).toHaveLength(1);
  });
  it('reads a justfile', () => {
    const justfile =
      'tag := "v1"\nalias r := release\n\nrelease version=tag: build\n    git tag {{version}}\n    git push origin {{ version }}\n\nbuild:\n    cargo build\n';
    expect(ran('just r v9', { files: { justfile } })).toEqual(['cargo build', 'git tag v9\ngit push origin v9']);
  });
  it('reads a Taskfile', () => {
    const files = {
      'Taskfile.yml':
        'version: 3\nvars:\n  TAG: v1\ntasks:\n  release:\n    deps: [build]\n    cmds:\n      - git tag {{.TAG}}\n      - task: push\n  push:\n    cmd: git push\n  build: go build\n',
    };
    expect(ran('task release', { files })).toEqual(['go build', 'git tag v1', 'git push']);
  });
  it('is opaque only where the name says release', () => {
    expect(ran('make release')).toEqual(['opaque']);
    expect(ran('make build')).toEqual([]);
    expect(ran('just release-notes')).toEqual([]);
  });
});

group('commands in other languages', () => {
  const found = (text: string, language: string) => embeddedCommands(text, language).map((one) => one.words.map(describe).join(' '));
  it.each([
    ['js', 'execSync(`git tag v${version}`)', ['git tag v{version}']],
    ['mjs', 'await $`git push origin ${tag}`', ['git push origin {any}']],
    ['ts', "execa('npm', ['publish', '--tag', tag])", ['npm publish --tag {any}']],
    ['js', "spawnSync('git', ['push', 'origin', 'main'], { stdio: 'inherit' })", ['git push origin main']],
    ['js', "const tag = 'v1';\nrun('git', 'tag', tag)", ['git tag v1']],
    ['js', "console.log('git push failed'); throw new Error('gh release create broke')", []],
    ['js', "exec('npm test && git push --tags')", ['npm test', 'git push --tags']],
    ['py', 'subprocess.run(["git", "push", "origin", f"v{version}"], check=True)', ['git push origin v{version}']],
    ['py', 'os.system(\'git commit -m "a b"\')', ['git commit -m a b']],
    ['py', 'cmd = ["gh", "release", "create", tag]\nsubprocess.check_call(cmd)', ['gh release create {any}']],
    ['py', '"""git push is run by hand"""\nprint("git push")', []],
    ['py', '# subprocess.run(["git", "push"])', []],
    ['rb', 'system "git push origin #{tag}"', ['git push origin {any}']],
    ['rb', '`git tag v1`', ['git tag v1']],
    ['rs', 'Command::new("git").args(["push", "--tags"]).status()', ['git push --tags']],
    ['rs', 'Command::new("git").arg("tag").arg(name).status()', ['git tag {any}']],
    ['go', 'exec.Command("git", "push", "origin", tag)', ['git push origin {any}']],
    ['dart', "await Process.run('git', ['tag', 'v$version']);", ['git tag v{version}']],
    ['fsx', 'exec "dotnet" "nuget push x"\nProcess.Start("git", "push")', ['dotnet nuget push x', 'git push']],
    ['txt', 'git push', []],
  ])('%s: %s', (language, text, expected) => {
    expect(found(text, language)).toEqual(expected);
  });
  it('tells where a command stands', () => {
    const text = "a();\nexecSync('git push');";
    expect(text.slice(embeddedCommands(text, 'js')[0]!.offset)).toBe("'git push');");
  });
  it('ends on any text', () => {
    const piece = fc.constantFrom(
      '"',
      "'",
      '`',
      '${',
      '}',
      '(',
      ')',
      '[',
      ']',
      ',',
      '\\',
      '\n',
      'exec',
      'git push',
      '#{',
      '/*',
      '//',
      '$',
      ' ',
      'v',
      '"""',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.constantFrom('py', 'js', 'rb', 'go', 'dart', 'fsx', 'rs', 'swift'), (pieces, language) => {
        embeddedCommands(`git ${pieces.join('')}`, language);
      }),
    );
  });
  it('never throws on any words', () => {
    const program = fc.constantFrom(
      'git',
      'gh',
      'curl',
      'npm',
      'yarn',
      'cargo',
      'docker',
      'make',
      'just',
      'bash',
      'python',
      'env',
      'npx',
      'helm',
      'goreleaser',
      'dotnet',
      'mvn',
    );
    const word = fc.oneof(
      fc.constantFrom('push', 'release', 'create', '-m', '--', '-', '--tag=', '', 'api', 'repos/a/b/git/refs', '-f', 'x=', 'tag', 'run', '-c', '='),
      fc.string({ maxLength: 8 }),
    );
    fc.assert(fc.property(program, fc.array(word, { maxLength: 8 }), (first, words) => commandDeeds(callOf([first, ...words])) !== undefined));
  });
});
