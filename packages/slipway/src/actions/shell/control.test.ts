import { describe, expect, it } from 'vitest';
import { hole, describe as print, text } from '../values.ts';
import { expansion, read, run } from './test-support.ts';

const env = { REF: 'refs/tags/v1.2.3', TAG: 'v1.2.3', VERSION: hole('version'), SOME: hole('any'), N: '3' };

describe('conditions', () => {
  it.each([
    ['[[ $REF == refs/tags/v* ]]', 'yes'],
    ['[[ $REF = refs/heads/* ]]', 'no'],
    ['[[ $REF != refs/heads/* ]]', 'yes'],
    ['[[ $REF == "refs/tags/v*" ]]', 'no'],
    ['[[ $TAG =~ ^v[0-9]+\\.[0-9]+\\.[0-9]+$ ]]', 'yes'],
    ['[[ $TAG =~ -rc ]]', 'no'],
    ['[[ "$TAG" == *-* ]]', 'no'],
    ['[[ $VERSION == v* ]]', 'no'],
    ['[[ v$VERSION == v* ]]', 'yes'],
    ['[[ v$VERSION == v[0-9]* ]]', 'yes'],
    ['[[ v$VERSION == *-* ]]', 'both'],
    ['[[ $SOME == refs/* ]]', 'both'],
    ['[[ -n $VERSION && -z "" ]]', 'yes'],
    ['[[ -z $SOME || -n x ]]', 'yes'],
    ['[[ ! ( -n $TAG ) ]]', 'no'],
    ['[[ -f package.json ]]', 'both'],
    ['[[ $N -gt 2 && $N -lt 4 ]]', 'yes'],
    ['[[ a < b ]]', 'yes'],
    ['[[ $TAG == @(v1|v2).* ]]', 'yes'],
    ['[ "$TAG" = "v1.2.3" ]', 'yes'],
    ['[ "$TAG" = v1.2.3 -a "$N" -eq 3 ]', 'yes'],
    ['[ ! -z "$TAG" ]', 'yes'],
    ['[ "$TAG" == "v*" ]', 'no'],
    ['test "$N" -ne 3', 'no'],
    ['[ -n "$NOBODY" ]', 'both'],
    ['[ "$VERSION" = v1 ]', 'no'],
    ['(( N > 2 ))', 'yes'],
    ['(( UNSEEN > 2 ))', 'both'],
    ['true', 'yes'],
    ['false', 'no'],
    ['! false', 'yes'],
    ['git rev-parse "$TAG" >/dev/null 2>&1', 'both'],
    ['! git diff --quiet', 'both'],
    ['echo "$TAG" | grep -q "^v"', 'yes'],
    ['echo "$TAG" | grep -qE "rc|beta"', 'no'],
    ['grep -q x file', 'both'],
    ['[[ $TAG == v* ]] && [[ $N == 4 ]]', 'no'],
    ['[[ $TAG == x* ]] || [[ $N == 3 ]]', 'yes'],
  ])('if %s: %s', (condition, answer) => {
    const lines = run(`if ${condition}; then mark yes; else mark no; fi`, { env }).filter((line) => line.includes('mark'));
    const expected = { yes: ['mark yes'], no: ['mark no'], both: ['? mark yes', '? mark no'] }[answer];
    expect(lines).toEqual(expected);
  });

  it('takes the first branch of an elif chain that is known', () => {
    const script = 'if [ "$N" = 1 ]; then a; elif [ "$N" = 3 ]; then b; elif maybe; then c; else d; fi';
    expect(run(script, { env })).toEqual(['b']);
  });

  it('joins what both branches assign', () => {
    expect(expansion('$F', {}, 'F=\nif maybe; then F=--draft; fi')).toEqual(['--draft | ']);
    expect(expansion('$F', {}, 'if maybe; then F=a; else F=b; fi')).toEqual(['a | b']);
  });

  it('remembers the groups of a match', () => {
    expect(expansion('${BASH_REMATCH[1]}.${BASH_REMATCH[2]}', { env }, '[[ $TAG =~ ^v([0-9]+)\\.([0-9]+) ]]')).toEqual(['1.2']);
  });
});

describe('case', () => {
  const script = 'case "$R" in\n  refs/tags/*-*) kind rc ;;\n  refs/tags/v[0-9]* | refs/tags/x) kind stable ;;\n  *) kind other ;;\nesac';

  it.each([
    ['refs/tags/v1.2.3', ['kind stable']],
    ['refs/tags/v1.2.3-rc.1', ['kind rc']],
    ['refs/heads/main', ['kind other']],
    ['refs/tags/x', ['kind stable']],
  ])('%s', (R, lines) => {
    expect(run(script, { env: { R } })).toEqual(lines);
  });

  it('takes every arm that may match', () => {
    expect(run(script, { env: { R: text(['refs/tags/v', { hole: 'version' }]) } })).toEqual(['? kind rc', '? kind stable']);
  });

  it('falls through', () => {
    expect(run('case a in a) x ;& b) y ;; *) z ;; esac')).toEqual(['x', 'y']);
    expect(run('case a in a) x ;;& b) y ;; *) z ;; esac')).toEqual(['x', 'z']);
  });
});

describe('lists', () => {
  it('presumes that a command that acts succeeds, but not one that asks', () => {
    expect(run('git tag v1 && git push origin v1')).toEqual(['git tag v1', 'git push origin v1']);
    expect(run('git diff --quiet && git push')).toEqual(['git diff --quiet', '? git push']);
    expect(run('git diff --quiet || git commit -m x')).toEqual(['git diff --quiet', '? git commit -m x']);
  });

  it('stops where an exit is known', () => {
    expect(run('a\nexit 0\nb')).toEqual(['a']);
    expect(run('[[ $REF == refs/tags/* ]] || exit 0\nb', { env })).toEqual(['b']);
    expect(run('[[ $REF == refs/heads/* ]] || exit 0\nb', { env })).toEqual([]);
  });

  it('doubts what follows an exit that may happen', () => {
    expect(run('if maybe; then exit 0; fi\nb')).toEqual(['maybe', '? b']);
    expect(run('maybe && exit\nb')).toEqual(['maybe']);
    expect(run('grep -q x y && exit\nb')).toEqual(['grep -q x y', '? b']);
  });

  it('presumes that a step does not fail where it may', () => {
    expect(run('if maybe; then echo bad; exit 1; fi\nb')).toEqual(['maybe', '? echo bad', 'b']);
    expect(run('if good; then b; else exit 1; fi')).toEqual(['good', 'b']);
    expect(run('make || exit 1\nb')).toEqual(['make', 'b']);
  });

  it('says when a script surely fails', () => {
    expect(read('a\nexit 1').fails).toBe(true);
    expect(read('[ "$TAG" = v9 ] || { echo mismatch; exit 1; }\nb', { env }).fails).toBe(true);
    expect(read('[ "$TAG" = v9 ]\nb', { env }).fails).toBe(true);
    expect(read('a\n[[ $TAG == v9 ]] && b', { env }).fails).toBe(true);
    expect(read('[[ $TAG == v9 ]] && b\nc', { env }).fails).toBeUndefined();
    expect(read('if maybe; then exit 0; fi\nexit 1').fails).toBeUndefined();
    expect(read('maybe || exit 1').fails).toBeUndefined();
  });
});

describe('loops', () => {
  it('runs a round for every known word', () => {
    expect(run('for t in "$TAG" latest; do docker push "i:$t"; done', { env })).toEqual(['docker push i:v1.2.3', 'docker push i:latest']);
  });

  it('runs one round for files', () => {
    expect(run('for f in dist/*.zip dist/*.sha256; do gh release upload v1 "$f"; done')).toEqual([
      'gh release upload v1 dist/{word}.zip | dist/{word}.sha256',
    ]);
  });

  it('doubts the rounds over what is not known', () => {
    expect(run('for p in $(ls pkgs); do publish "$p"; done')).toEqual(['ls pkgs', '? publish {any}']);
    expect(run('cat list | while read -r p; do publish "$p"; done')).toEqual(['cat list', '? publish {any}']);
  });

  it('counts', () => {
    expect(run('i=0\nwhile [ $i -lt 2 ]; do try $i; i=$((i + 1)); done\nend $i')).toEqual(['try 0', 'try 1', 'end 2']);
    expect(run('for ((i = 0; i < 2; i++)); do try $i; done')).toEqual(['try 0', 'try 1']);
    expect(run('for i in 1 2 3; do [ $i = 2 ] && continue; [ $i = 3 ] && break; try $i; done\nend')).toEqual(['try 1', 'end']);
  });

  it('reads a loop of many rounds once, and forgets what it changes', () => {
    expect(run('i=0\nwhile [ $i -lt 100 ]; do try $i; i=$((i + 1)); done\nend')).toEqual(['try {any}', 'end']);
    expect(expansion('$A', {}, 'A=x\nfor p in $(ls); do A="$A $p"; done')).toEqual(['{any} {any} | x']);
  });

  it('leaves an endless loop by break', () => {
    expect(run('while true; do poll && break; sleep 5; done\nend')).toEqual(['poll', 'end']);
    expect(run('until curl -f url; do sleep 5; done\nend')).toEqual(['curl -f url', '? sleep 5', 'end']);
  });
});

describe('functions', () => {
  it('are read where they are called, with their arguments', () => {
    const script = 'release() { local tag="$1"; shift; git tag "$tag"; push "$@" $#; }\nrelease v1 a b\nafter "$tag"';
    expect(run(script)).toEqual(['git tag v1', 'push a b 2', 'after unknown']);
  });

  it('return to their caller', () => {
    expect(run('f() { if maybe; then return 0; fi; inner; }\nf\nafter')).toEqual(['maybe', '? inner', 'after']);
    expect(run('f() { return 1; }\nif f; then a; else b; fi')).toEqual(['b']);
  });

  it('may call themselves without end', () => {
    expect(read('f() { f; }\nf').partly).toMatch(/too deeply/);
  });
});

describe('subshells and directories', () => {
  it('keeps variables and the directory inside', () => {
    expect(run('A=1\n(A=2; cd sub; inside $A)\nout $A')).toEqual(['inside 2', 'out 1']);
    expect(read('cd a\n(cd b && x)\ny\ncd ..\nz').commands.map((command) => command.cwd)).toEqual(['a/b', 'a', '']);
    expect(read('pushd a/b\nx\npopd\ny\ncd "$NOBODY"\nz').commands.map((command) => command.cwd)).toEqual(['a/b', '', undefined]);
  });

  it('reads what bash and eval are given', () => {
    expect(run('bash -c "a && b"\nsh -c \'c "$TAG"\'\neval "d $TAG"', { env })).toEqual(['a', 'b', 'c v1.2.3', 'd v1.2.3']);
  });

  it('takes off what only runs another command', () => {
    const { commands } = read('sudo -E env A=b timeout -k 5 30 npm publish\nexec git push\nnever');
    expect(commands.map((command) => command.words.map(print).join(' '))).toEqual(['npm publish', 'git push']);
    expect(print(commands[0]!.env('A')!)).toBe('b');
    expect(run('command -v gh')).toEqual(['command -v gh']);
    expect(run('ls dist | xargs -n1 gh release upload v1')).toEqual(['ls dist', 'gh release upload v1 {any}']);
  });
});

describe('failures that are swallowed', () => {
  const swallowed = (script: string, shell = 'bash') =>
    read(script, { shell })
      .commands.filter((command) => command.swallowed)
      .map((command) => `${print(command.words[0]!)}:${command.swallowedBy ?? ''}`);

  it.each([
    ['a || true', ['a:true']],
    ['a || echo "failed"\nb', ['a:echo "failed"']],
    ['a || exit 1', []],
    ['a || { echo bad; exit 1; }', []],
    ['f() { a || return 1; }\nf', []],
    ['if a; then b; fi', ['a:']],
    ['if ! a; then exit 1; fi', []],
    ['set +e\na\nset -e\nb', ['a:']],
    ['set +e\na', []],
    ['a | b', []],
    ['x=$(a)\necho $(b)\nlocal_only', ['b:']],
    ['x=$(a; b)\nc', ['a:']],
    ['a &\nb', ['a:']],
    ['(a || true; b) || exit 1', ['a:true']],
  ])('%s', (script, names) => {
    expect(swallowed(script)).toEqual(names);
  });

  it('knows that only an explicit bash has pipefail', () => {
    expect(swallowed('a | b', 'default')).toEqual(['a:']);
    expect(swallowed('set -o pipefail\na | b', 'default')).toEqual([]);
    expect(swallowed('a | b', 'bash -e {0}')).toEqual(['a:']);
    expect(swallowed('a\nb', 'bash {0}')).toEqual(['a:']);
  });
});
