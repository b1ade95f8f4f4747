import { describe, expect, it } from 'vitest';
import { quotingAt } from './quoting.ts';

const text = '${{ github.head_ref }}';
const at = (script: string) => quotingAt(script, script.indexOf(text));

describe('the quotes around an expression in a script', () => {
  it.each([
    [`echo ${text}`, 'bare'],
    [`echo "on ${text}"`, 'double'],
    [`echo 'on ${text}'`, 'single'],
    [`echo "it's ${text}"`, 'double'],
    [`echo \\"${text}`, 'bare'],
    [`x="$(echo "${text}")"`, 'double'],
    [`x="$(echo ${text})"`, 'bare'],
    [`make # for ${text}`, 'comment'],
    [`echo "#${text}"`, 'double'],
    [`# it's here\necho ${text}`, 'bare'],
    [`cat <<EOF\n'${text}'\nEOF`, 'heredoc'],
    [`cat <<'EOF'\n${text}\nEOF`, 'quoted heredoc'],
    [`cat <<EOF\nx\nEOF\necho "${text}"`, 'double'],
    [`echo "\${{ inputs['a'] }}" ${text}`, 'bare'],
  ] as const)('%s', (script, expected) => {
    expect(at(script)).toBe(expected);
  });
});
