import { expect, it } from 'vitest';
import { rewriteName } from './name-templates.ts';

const made = (line: string, pairs: [string, string][], extra?: Map<string, string>): string | undefined => {
  const found = rewriteName(line, pairs, extra);
  return found && line.slice(0, found.start) + found.text + line.slice(found.end);
};

it('writes a plain name anew', () => {
  expect(made('curl -L https://example.org/tool-linux.tgz', [['tool-linux.tgz', 'tool-linux-amd64.tgz']])).toBe(
    'curl -L https://example.org/tool-linux-amd64.tgz',
  );
});

it('keeps the variables that give the machine', () => {
  const pairs: [string, string][] = [
    ['tool-linux-amd64.tar.gz', 'tool_linux_amd64.tar.gz'],
    ['tool-darwin-arm64.tar.gz', 'tool_darwin_arm64.tar.gz'],
  ];
  expect(made('name="tool-${os}-${arch}.tar.gz"', pairs)).toBe('name="tool_${os}_${arch}.tar.gz"');
  expect(made("name_template: 'tool-{{ .Os }}-{{ .Arch }}.tar.gz'", pairs)).toBe("name_template: 'tool_{{ .Os }}_{{ .Arch }}.tar.gz'");
});

it('says nothing when no one writing does for all machines', () => {
  const pairs: [string, string][] = [
    ['tool-linux.zip', 'tool-linux.zip2'],
    ['tool-darwin.zip', 'other-darwin.zip'],
  ];
  expect(made('tool-${os}.zip', pairs)).toBeUndefined();
  expect(made('something else', pairs)).toBeUndefined();
});

it('writes a version only where the line knows it', () => {
  const pairs: [string, string][] = [['tool-linux.zip', 'tool-\ue001-linux.zip']];
  expect(made('"tool-linux.zip"', pairs)).toBeUndefined();
  expect(made('"tool-linux.zip"', pairs, new Map([['\ue001', '${version}']]))).toBe('"tool-${version}-linux.zip"');
});

it('takes no variable alone for the name', () => {
  expect(made('$name = "tool-linux.exe"', [['tool-linux.exe', 'tool-1.exe']])).toBe('$name = "tool-1.exe"');
  expect(made('https://github.com/${{ github.repository }}/tool-linux.exe', [['tool-linux.exe', 'tool-1.exe']])).toBe(
    'https://github.com/${{ github.repository }}/tool-1.exe',
  );
});
