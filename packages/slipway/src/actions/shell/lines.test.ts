import { describe, expect, it } from 'vitest';
import { describe as print, token } from '../values.ts';
import { commandsOf, outputsOf, read, run } from './test-support.ts';

describe('PowerShell', () => {
  const given = { shell: 'pwsh', env: { TAG: 'v1.2.3' } };

  it('sees commands with quotes, variables and expressions', () => {
    const pat = token({ kind: 'secret', name: 'PAT' });
    const result = read('# note\n$v = "1.2"\ngit tag "v$v" $env:TAG; cargo publish --token ${{ secrets.PAT }} `\n  --allow-dirty \'a $v\'', {
      ...given,
      expressions: [pat],
    });
    expect(commandsOf(result)).toEqual(['git tag v1.2 v1.2.3', 'cargo publish --token secrets.PAT --allow-dirty a $v']);
    expect(result.partly).toBe('PowerShell is read only in part');
  });

  it('doubts what stands in a block', () => {
    expect(run('if ($a -eq "b") {\n  git push\n}\nforeach ($f in $files) { upload $f }\nafter', given)).toEqual([
      '? git push',
      '? upload unknown',
      'after',
    ]);
  });

  it('reads writes to the outputs', () => {
    const script =
      'echo "a=$env:TAG" >> $env:GITHUB_OUTPUT\n"b=2" | Out-File -FilePath $env:GITHUB_OUTPUT -Append\nAdd-Content -Path $env:GITHUB_OUTPUT -Value "c=3"\nif ($x) { "d=4" >> $env:GITHUB_OUTPUT }';
    const result = read(script, given);
    expect(outputsOf(result)).toEqual({ a: 'v1.2.3', b: '2', c: '3', d: '4 | ' });
    expect(result.openOutputs).toBe(true);
  });

  it('takes the command whose output is assigned', () => {
    expect(run('$tag = git describe --tags\n$x = (Get-Item y).Length\ngit push origin $tag', given)).toEqual([
      'git describe --tags',
      'git push origin {any}',
    ]);
  });
});

describe('other shells', () => {
  it('reads cmd by lines', () => {
    const result = read('set V=1\r\nREM note\r\ngh release create %V% ^\r\n  --draft\r\nif exist x ( del y )\r\necho a=%V%>> %GITHUB_OUTPUT%', {
      shell: 'cmd',
    });
    expect(commandsOf(result)).toEqual(['gh release create 1 --draft', '? del y', 'echo a=1']);
    expect(outputsOf(result)).toEqual({ a: '1' });
  });

  it('does not read python', () => {
    const result = read('import os\nos.system("git push")', { shell: 'python' });
    expect(result.commands).toEqual([]);
    expect(result.partly).toBe('a python script is not read');
  });

  it('still sees the commands of a script that cannot be parsed', () => {
    const result = read('gh release create v1\nif a; then\n  git push origin "$B"\n', { env: { B: 'main' } });
    expect(commandsOf(result)).toEqual(['gh release create v1', '? a', '? git push origin main']);
    expect(result.partly).toMatch(/cannot be parsed/);
    expect(result.commands.map((command) => print(command.words[0]!))).toContain('git');
  });
});
