import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itOnLinux } from '../../../test/systems.ts';
import { hole } from '../values.ts';
import { parseShell } from './parse.ts';
import { read } from './test-support.ts';

const ACCEPTED = [
  "echo \"a b\" 'c' $'d'",
  'if a; then b; elif c; then d; else e; fi',
  'for x in a b; do echo "$x"; done',
  'for ((i = 0; i < 3; i++)); do x; done',
  'while read -r l; do echo "$l"; done < <(ls)',
  'until a; do sleep 1; done',
  'case "$x" in a | b) y ;; *) z ;; esac',
  'f() { local a=1; return 0; }\nf',
  'function g { h; }',
  '[[ $a == b* && ( -n $c || ! -z $d ) ]]',
  '[[ $a =~ ^v([0-9]+)\\.[0-9]+$ ]]',
  '((i++)) || true',
  'x=$((1 + 2)) y="${z:-$(date)}"',
  'cat <<EOF >> "$F"\na=$b\nEOF',
  "cat <<'EOF'\n$(not) `run`\nEOF",
  'cat <<-EOF\n\tx\n\tEOF',
  '{ a; b; } >> f 2>&1',
  '(cd x && y) || z &',
  'a | b |& c',
  'arr=(a "b c"); echo "${arr[@]}" ${#arr[@]}',
  'declare -A m=([k]=v)',
  'x=`echo \\`date\\``',
  'echo {a,b}{1..3} ${v//a/b} ${v^^}',
  'a && b || c; ! d',
  'select x in a b; do break; done',
  'tool <<< "$in"',
  'exec > >(tee log)',
  'diff <(a) <(b)',
  'time a; coproc b',
];

const REFUSED = [
  'if a; then b',
  'echo "x',
  'for x in a; b; done',
  'case a in b) c',
  'a | ',
  '(a',
  'fi',
  '{ a; ',
  'a && ',
  "echo 'x",
  'f() {',
  'do a; done',
  '$(a',
];

describe('the parser', () => {
  const bash = (script: string) => spawnSync('bash', ['-n'], { input: script }).status === 0;

  itOnLinux.each([...ACCEPTED, ...REFUSED])('accepts what bash accepts: %j', (script) => {
    expect((parseShell(script).errors?.length ?? 0) === 0).toBe(bash(script));
  });
});

const PIECES = [
  'if [ "$A" = b ]; then',
  'fi',
  'else',
  'for x in a "$B" *; do',
  'while read -r l; do',
  'done',
  'case $A in',
  'a) x ;;',
  'esac',
  'f() {',
  '}',
  '{',
  '(',
  ')',
  'f "$@"',
  'echo "k=$A" >> $GITHUB_OUTPUT',
  'cat <<EOF',
  'EOF',
  'x=$(',
  '"',
  "'",
  '`',
  '$',
  '${',
  '&&',
  '||',
  '|',
  ';',
  '&',
  '\n',
  'A="$A$A$A"',
  'A=("${A[@]}" x)',
  'A=${A%%.*}',
  '${A//x/$A}',
  '$((A + ',
  '))',
  '[[ $A =~ (a+)+$ ]]',
  'eval "$A"',
  'bash -c "$A"',
  'set +e',
  'exit $A',
  'return',
  'break',
  'continue',
  'cd ..',
  'export A',
  '${{ x }}',
  '\ue000',
  '\ue000\ue100',
  'sed -E "s/(a|b)*c/\\1/g"',
  'read A B <<< "$A"',
  'sudo',
  'xargs',
  '>',
  '<',
  '#',
  '\\',
  '\0',
  '\r\n',
  'é',
  '😀',
];

describe('any script', () => {
  it.each(['bash', 'sh', 'pwsh', 'cmd', 'python', 'default', 'bash -el {0}', ''])('is read by %s without an error', (shell) => {
    const script = fc.array(fc.oneof(fc.constantFrom(...PIECES, ...ACCEPTED), fc.string({ maxLength: 5 })), { maxLength: 40 });
    fc.assert(
      fc.property(script, fc.constantFrom(' ', '\n', ''), (pieces, between) => {
        const text = pieces.join(between);
        const result = read(text, { shell, env: { A: 'a.b', B: hole('any') }, expressions: ['x; y', 'z'] });
        for (const command of result.commands) {
          expect(command.words.length).toBeGreaterThan(0);
          expect(command.start).toBeGreaterThanOrEqual(0);
          expect(command.end).toBeLessThanOrEqual(text.length);
          expect(command.start).toBeLessThanOrEqual(command.end);
          command.env('A');
        }
      }),
      { numRuns: 150 },
    );
  });

  it('is read the same each time', () => {
    const script = 'A=x\nif maybe; then A=y; fi\necho "a=$A" >> $GITHUB_OUTPUT';
    expect(read(script).outputs).toEqual(read(script).outputs);
  });
});

describe('limits', () => {
  it.each([
    ['many commands', `${'for a in 1 2 3 4 5 6 7 8 9; do '.repeat(8)}x${'; done'.repeat(8)}`, /20,000 commands/],
    ['a text that grows', `X=aaaaaaaaaa\n${'X="$X$X$X"\n'.repeat(2000)}`, undefined],
    ['deep nesting', `${'if a; then\n'.repeat(3000)}b\n${'fi\n'.repeat(3000)}`, /cannot be parsed|too complex/],
    ['a long chain', `if a; then b\n${'elif c; then d\n'.repeat(9000)}fi`, undefined],
    ['deep substitutions', 'echo $('.repeat(3000) + ')'.repeat(3000), /cannot be parsed|nested/],
    ['calls that double', 'f() { f; f; }; f', /too deeply/],
    ['an expression that backtracks', `[[ ${'a'.repeat(5000)} =~ ^(a+)+$ ]] && x`, undefined],
    ['braces that never close', '${'.repeat(20_000), /cannot be parsed/],
    ['ten thousand lines', Array.from({ length: 10_000 }, (_, i) => `echo "line ${i} $A" >> $GITHUB_OUTPUT`).join('\n'), undefined],
  ])('%s', (_, script, partly) => {
    const result = read(script);
    expect(result.commands.length).toBeLessThanOrEqual(20_000);
    if (partly) expect(result.partly).toMatch(partly);
  });
});
