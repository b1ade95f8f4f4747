import { describe, expect, it } from 'vitest';
import { alts, hole, text, token, unknown } from '../values.ts';
import { expansion, read, run } from './test-support.ts';

const env = {
  REF: 'refs/tags/v1.2.3',
  TAG: 'v1.2.3-rc.1',
  VERSION: hole('version'),
  VTAG: text(['v', { hole: 'version' }]),
  SOME: hole('any'),
  SHA: hole('sha'),
  EMPTY: '',
  LIST: 'a b  c',
  MIXED: 'AbC',
};

describe('words', () => {
  it.each([
    ["plain \"a b\" 'c $X' $'d\\n'", ['plain', 'a b', 'c $X', 'd\n']],
    ['"$REF" ${REF}x', ['refs/tags/v1.2.3', 'refs/tags/v1.2.3x']],
    ['$LIST "$LIST" x$LIST', ['a', 'b', 'c', 'a b  c', 'xa', 'b', 'c']],
    ['$EMPTY "$EMPTY" end', ['', 'end']],
    ['v${VERSION}', ['v{version}']],
    ['a{b,c}d {1..3}', ['abd', 'acd', '1', '2', '3']],
    ['dist/*.zip', ['dist/*.zip']],
    ['$NOBODY', ['unknown']],
    ['$((2 * 3 + 1)) $((N + 1))', ['7', '{number}']],
    ['\\$REF a\\ b', ['$REF', 'a b']],
  ])('%s', (word, fields) => {
    expect(expansion(word, { env })).toEqual(fields);
  });

  it('splits a known expression that stands unquoted, and keeps a quoted one whole', () => {
    expect(run('npm publish ${{ inputs.flags }} "${{ inputs.flags }}"', { expressions: ['--access public', '--access public'] })).toEqual([
      'npm publish --access public --access public',
    ]);
    const [command] = read('x ${{ a }} "${{ a }}"', { expressions: ['p q', 'p q'] }).commands;
    expect(command!.words).toHaveLength(4);
  });

  it('reads an expression that holds shell syntax as the shell does', () => {
    expect(run('${{ matrix.run }}', { expressions: ['cargo build && cargo publish'] })).toEqual(['cargo build', 'cargo publish']);
  });

  it('keeps the credential in a URL', () => {
    const pat = token({ kind: 'secret', name: 'PAT' });
    expect(expansion('https://x:${T}@github.com/o/r "$T"', { env: { T: pat } })).toEqual(['https://x:{secrets.PAT}@github.com/o/r', 'secrets.PAT']);
  });

  it('keeps alternatives in one word', () => {
    expect(
      expansion('$F', {
        env: {
          F: alts([
            { k: 'str', v: '' },
            { k: 'str', v: '--prerelease' },
          ]),
        },
      }),
    ).toEqual([' | --prerelease']);
  });
});

describe('parameters', () => {
  it.each([
    ['${REF#refs/tags/}', 'v1.2.3'],
    ['${REF##*/}', 'v1.2.3'],
    ['${REF##*/v}', '1.2.3'],
    ['${TAG%-*}', 'v1.2.3'],
    ['${TAG%%.*}', 'v1'],
    ['${TAG#v}', '1.2.3-rc.1'],
    ['${VTAG#v}', '{version}'],
    ['${VERSION#v}', '{version}'],
    ['${VERSION%%.*}', '{number}'],
    ['${VTAG%%.*}', 'v{number}'],
    ['${SOME#refs/tags/}', '{any}'],
    ['${TAG/v/V}', 'V1.2.3-rc.1'],
    ['${TAG//./_}', 'v1_2_3-rc_1'],
    ['${REF//\\//-}', 'refs-tags-v1.2.3'],
    ['${VTAG//\\//-}', 'v{version}'],
    ['${TAG/#v/}', '1.2.3-rc.1'],
    ['${TAG:1}', '1.2.3-rc.1'],
    ['${TAG:1:5}', '1.2.3'],
    ['${TAG:0:1}', 'v'],
    ['${TAG: -4}', 'rc.1'],
    ['${VTAG:1}', '{version}'],
    ['${SHA:0:7}', '{sha}'],
    ['${MIXED,,}', 'abc'],
    ['${MIXED^^}', 'ABC'],
    ['${#TAG}', '11'],
    ['${EMPTY:-x}', 'x'],
    ['"${EMPTY-x}"', ''],
    ['${TAG:-x}', 'v1.2.3-rc.1'],
    ['${TAG:+--tag}', '--tag'],
    ['"${EMPTY:+--tag}"', ''],
    ['${SOME:-x}', '{any} | x'],
    ['${NOBODY:-x}', 'unknown | x'],
    ['${TAG:?must be set}', 'v1.2.3-rc.1'],
  ])('%s is %s', (word, value) => {
    expect(expansion(word, { env })).toEqual([value]);
  });

  it('assigns a default', () => {
    expect(expansion('$A', {}, 'A=\n: "${A:=x}"')).toEqual(['x']);
  });

  it('follows an indirect name', () => {
    expect(expansion('${!N}', { env: { N: 'M', M: 'value' } })).toEqual(['value']);
  });

  it('expands arrays to their items', () => {
    expect(expansion('"${A[@]}" ${#A[@]} "${A[1]}" $A', {}, 'A=(a "b c")\nA+=(d)')).toEqual(['a', 'b c', 'd', '3', 'b c', 'a']);
  });

  it('does not count an array that it does not know', () => {
    expect(expansion('${#A[@]}', {}, 'mapfile -t A < <(find . -name x)')).toEqual(['{number}']);
    expect(expansion('${#A[@]} "${A[@]}"', {}, 'A=(x)\nif maybe; then A+=(--draft); fi')).toEqual(['{number}', 'x', '--draft | ']);
  });

  it('does not take a text apart where a match may reach into what is unknown', () => {
    const ref = text(['refs/', { hole: 'any' }]);
    expect(expansion('${R##*/} ${R#refs/tags/} ${R#refs/}', { env: { R: ref } })).toEqual(['{any}', '{any}', '{any}']);
  });
});

describe('substitution', () => {
  it.each([
    ['$(echo "$REF" | sed "s|refs/tags/v||")', '1.2.3'],
    ["$(echo $REF | sed 's/refs\\/tags\\///')", 'v1.2.3'],
    ["$(echo $TAG | sed -E 's/^v([0-9]+)\\.([0-9]+).*/\\1.\\2/')", '1.2'],
    ["$(echo $VTAG | sed 's/^v//')", '{version}'],
    ["$(echo $VERSION | sed 's/^v//')", '{version}'],
    ["$(echo $TAG | tr -d 'v')", '1.2.3-rc.1'],
    ["$(echo $VTAG | tr -d 'v')", '{version}'],
    ["$(echo $MIXED | tr '[:upper:]' '[:lower:]')", 'abc'],
    ["$(echo $REF | tr '/' '-')", 'refs-tags-v1.2.3'],
    ['$(echo $REF | cut -d/ -f3)', 'v1.2.3'],
    ["$(echo $REF | cut -d '/' -f 3-)", 'v1.2.3'],
    ['$(cut -d/ -f3 <<< "$REF")', 'v1.2.3'],
    ['$(echo $VERSION | cut -d. -f1)', '{number}'],
    ['$(echo $TAG | cut -c2-)', '1.2.3-rc.1'],
    ['$(basename $REF)', 'v1.2.3'],
    ['$(basename dist/app.tar.gz .tar.gz)', 'app'],
    ['$(dirname a/b/c)', 'a/b'],
    ["$(echo $REF | awk -F/ '{print $3}')", 'v1.2.3'],
    ["$(echo $REF | awk -F'/' '{print $NF}')", 'v1.2.3'],
    ["$(printf 'a\\nb\\n' | head -1)", 'a'],
    ["$(printf 'a\\nb\\n' | tail -n 1)", 'b'],
    ['$(echo " x " | xargs)', 'x'],
    ["$(echo $TAG | grep -oE '[0-9]+\\.[0-9]+\\.[0-9]+')", '1.2.3'],
    ['`basename $REF`', 'v1.2.3'],
    ['$(date +%Y-%m-%d)', '{date}'],
    ['$(git rev-parse HEAD)', '{sha}'],
    ['$(git rev-parse --short HEAD)', '{sha}'],
    ['$(git rev-parse --abbrev-ref HEAD)', '{any}'],
    ['$(git describe --tags)', '{any}'],
    ['"$(cat VERSION)"', '{any}'],
    ['"v$(<VERSION)"', 'v{any}'],
    ['"$(get_version)"', '1.0.0'],
  ])('%s is %s', (word, value) => {
    expect(expansion(word, { env }, 'get_version() { local v=1.0.0; echo "$v"; }')).toEqual([value]);
  });

  it('asks whoever knows the tools, with the words of the whole pipe first', () => {
    const asked: string[] = [];
    const substitute = (pipe: readonly (readonly unknown[])[]) => {
      asked.push(pipe.map((words) => (words[0] as { v: string }).v).join('|'));
      return asked.at(-1) === 'cargo' ? hole('version') : undefined;
    };
    expect(expansion('"v$(cargo pkgid | cut -d- -f1)"', { substitute })).toEqual(['v{version}']);
    expect(asked).toContain('cargo|cut');
  });

  it('lists what runs inside', () => {
    const { commands } = read('V=$(npm view x version | tail -1)');
    expect(commands.map((command) => [command.substituted, command.pipedFrom.length])).toEqual([
      [true, 0],
      [true, 1],
    ]);
  });

  it('does not decide what it cannot', () => {
    expect(expansion('"$(echo $A | sed s/x/y/)"', { env: { A: unknown('a') } })).toEqual(['{any}']);
  });
});
