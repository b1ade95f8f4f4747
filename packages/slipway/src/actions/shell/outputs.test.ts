import { describe, expect, it } from 'vitest';
import { hole, describe as print } from '../values.ts';
import { outputs, read, run } from './test-support.ts';

const env = { TAG: 'v1.2.3', VERSION: hole('version') };

describe('outputs', () => {
  it.each([
    ['echo "tag=$TAG" >> $GITHUB_OUTPUT', { tag: 'v1.2.3' }],
    ['echo "tag=$TAG" >> "$GITHUB_OUTPUT"', { tag: 'v1.2.3' }],
    ['echo tag=$TAG >>${GITHUB_OUTPUT}', { tag: 'v1.2.3' }],
    ['printf "tag=%s\\n" "$TAG" >> "$GITHUB_OUTPUT"', { tag: 'v1.2.3' }],
    ['printf "tag=$TAG" >> "$GITHUB_OUTPUT"', { tag: 'v1.2.3' }],
    ['echo -e "a=1\\nb=2" >> "$GITHUB_OUTPUT"', { a: '1', b: '2' }],
    ['{\n  echo "a=1"\n  echo "b=$VERSION"\n} >> "$GITHUB_OUTPUT"', { a: '1', b: '{version}' }],
    ['(echo a=1; echo b=2) >> "$GITHUB_OUTPUT"', { a: '1', b: '2' }],
    ['echo "a=1" | tee -a "$GITHUB_OUTPUT"', { a: '1' }],
    ['cat >> "$GITHUB_OUTPUT" <<EOF\na=$TAG\nb=x\nEOF', { a: 'v1.2.3', b: 'x' }],
    ["cat <<'EOF' >> $GITHUB_OUTPUT\na=$TAG\nEOF", { a: '$TAG' }],
    ['cat <<-EOF >> $GITHUB_OUTPUT\n\ta=1\n\tEOF', { a: '1' }],
    [
      'echo "notes<<EOF" >> $GITHUB_OUTPUT\necho "one" >> $GITHUB_OUTPUT\necho "two" >> $GITHUB_OUTPUT\necho EOF >> $GITHUB_OUTPUT',
      { notes: 'one\ntwo' },
    ],
    ['{\n echo "notes<<$D"\n cat CHANGES\n echo "$D"\n echo "x=1"\n} >> $GITHUB_OUTPUT', { notes: '{any}', x: '1' }],
    ['echo "::set-output name=tag::$TAG"', { tag: 'v1.2.3' }],
    ['out() { echo "$1=$2" >> "$GITHUB_OUTPUT"; }\nout tag "$TAG"', { tag: 'v1.2.3' }],
    ['F=$GITHUB_OUTPUT\necho a=1 >> "$F"', { a: '1' }],
    ['if maybe; then echo a=1 >> $GITHUB_OUTPUT; fi', { a: '1 | ' }],
    ['if maybe; then echo a=1 >> $GITHUB_OUTPUT; else echo a=2 >> $GITHUB_OUTPUT; fi', { a: '1 | 2' }],
    ['if maybe; then echo a=1 >> $GITHUB_OUTPUT; exit 0; fi\necho a=2 >> $GITHUB_OUTPUT', { a: '2 | 1' }],
    ['echo a=1 > /dev/null\necho a=2 >> other', {}],
    ['echo "a=1" >> $GITHUB_STEP_SUMMARY', {}],
    ['x=$(echo a=1)', {}],
  ])('%s', (script, expected) => {
    const result = read(script, { env: { ...env, D: hole('word') } });
    expect(Object.fromEntries(Array.from(result.outputs, ([name, value]) => [name, print(value)]))).toEqual(expected);
    expect(result.openOutputs).toBe(false);
  });

  it('says when names are not known', () => {
    expect(read('tool outputs >> "$GITHUB_OUTPUT"').openOutputs).toBe(true);
    expect(read('echo "$NAME=1" >> "$GITHUB_OUTPUT"').openOutputs).toBe(true);
  });

  it('takes writes to the environment for later steps', () => {
    const { envWrites } = read('echo "TAG=$TAG" >> $GITHUB_ENV', { env });
    expect(Array.from(envWrites, ([name, value]) => [name, print(value)])).toEqual([['TAG', 'v1.2.3']]);
  });
});

describe('what a command sees', () => {
  it('has the environment, exports and its own assignments, and not other variables', () => {
    const { commands } = read('A=1\nexport B=2\nTAG=new\nC=3 cmd\nB=4\nlater', { env });
    const seen = (index: number) => ['A', 'B', 'C', 'TAG'].map((name) => print(commands[index]!.env(name) ?? { k: 'null' }));
    expect(seen(0)).toEqual(['null', '2', '3', 'new']);
    expect(seen(1)).toEqual(['null', '4', 'null', 'new']);
  });

  it('has its here-document, and the commands piped into it', () => {
    const { commands } = read('cat <<EOF | docker login --password-stdin\n$TAG\nEOF', { env });
    expect(print(commands[0]!.stdin!)).toBe('v1.2.3\n');
    expect(commands[1]!.pipedFrom.map((words) => print(words[0]!))).toEqual(['cat']);
    expect(print(read("x <<'E'\n$TAG ${{ a }}\nE", { expressions: ['b'] }).commands[0]!.stdin!)).toBe('$TAG b\n');
  });

  it('stands where it is written', () => {
    const script = 'if true; then\n  git push "${{ github.ref }}" >/dev/null\nfi';
    const [command] = read(script, { expressions: ['r'] }).commands;
    expect(script.slice(command!.start, command!.end)).toBe('git push "${{ github.ref }}" >/dev/null');
    expect(command!.redirects.map((one) => one.op)).toEqual(['>']);
  });
});

describe('release scripts', () => {
  it('bumps a version', () => {
    const script = `set -euo pipefail
CURRENT=$(node -p "require('./package.json').version")
IFS='.' read -r MAJOR MINOR PATCH <<< "$CURRENT"
case "$BUMP" in
  major) MAJOR=$((MAJOR + 1)); MINOR=0; PATCH=0 ;;
  minor) MINOR=$((MINOR + 1)); PATCH=0 ;;
  patch) PATCH=$((PATCH + 1)) ;;
  *) echo "unknown bump" >&2; exit 1 ;;
esac
NEW="\${MAJOR}.\${MINOR}.\${PATCH}"
sed -i "s/\\"version\\": .*/\\"version\\": \\"$NEW\\",/" package.json
git commit -am "Release v$NEW" && git tag "v$NEW"
git push origin HEAD --tags
echo "version=$NEW" >> "$GITHUB_OUTPUT"`;
    const result = read(script, {
      env: { BUMP: 'minor' },
      substitute: (pipe) => ((pipe[0]![0] as { v: string }).v === 'node' ? { k: 'str', v: '1.2.3' } : undefined),
    });
    expect(result.commands.map((command) => command.words.map(print).join(' '))).toEqual(
      [
        "node -p require('./package.json').version",
        'sed -i s/"version": .*/"version": "1.3.0",/ package.json',
        'git commit -am Release v1.3.0',
        'git tag v1.3.0',
        'git push origin HEAD --tags',
      ].concat('echo version=1.3.0'),
    );
    expect(result.commands.every((command) => command.runs)).toBe(true);
  });

  it('computes the tag from the ref', () => {
    const script = `if [[ "$GITHUB_REF" == refs/tags/* ]]; then
  VERSION="\${GITHUB_REF#refs/tags/}"
else
  VERSION="nightly-$(date +%Y%m%d)"
fi
FLAGS=""
if [[ "$VERSION" == *-* ]]; then
  FLAGS="--prerelease"
fi
gh release create "$VERSION" $FLAGS dist/*`;
    expect(run(script, { env: { GITHUB_REF: 'refs/tags/v2.0.0' } })).toEqual(['gh release create v2.0.0 dist/*']);
    expect(run(script, { env: { GITHUB_REF: 'refs/tags/v2.0.0-rc.1' } })).toEqual(['gh release create v2.0.0-rc.1 --prerelease dist/*']);
    expect(run(script, { env: { GITHUB_REF: 'refs/heads/main' } })).toEqual(['date +%Y%m%d', 'gh release create nightly-{date} --prerelease dist/*']);
  });

  it('checks whether a release exists', () => {
    const script = `if gh release view "$TAG" > /dev/null 2>&1; then
  echo "exists=true" >> "$GITHUB_OUTPUT"
else
  echo "exists=false" >> "$GITHUB_OUTPUT"
fi`;
    expect(outputs(script, { env })).toEqual({ exists: 'true | false' });
  });
});
