import { describe, expect, it } from 'vitest';
import { releaseOnTag } from '../../../test/sample-workflows.ts';
import { memoryTree } from '../../chain/index.ts';
import { examine } from '../diagnose.ts';
import { compareExaminations } from './index.ts';
import { plainName } from './item-names.ts';

const INSTALL = `#!/bin/sh
set -e
curl -fsSL -o tool.tgz https://github.com/octo/tool/releases/latest/download/tool-linux-amd64.tgz
tar xzf tool.tgz
`;

function contractOf(before: string[], after: string[]) {
  const options = { version: '0', asOf: '2026-11-20', slug: 'octo/tool' };
  const look = (assets: string[]) =>
    examine(memoryTree({ '.github/workflows/release.yml': releaseOnTag({ assets }), 'install.sh': INSTALL }), options);
  return compareExaminations(look(before), look(after)).contract;
}

describe('the change of a contract', () => {
  it('names what is removed, and who asks for it', () => {
    const { removed, added, renamed } = contractOf(['tool-linux-amd64.tgz', 'tool-linux-musl.tgz'], ['tool-linux-musl.tgz']);
    expect(removed.map((r) => r.item.name)).toEqual(['tool-linux-amd64.tgz']);
    expect(removed[0]?.askedBy).toEqual([{ path: 'install.sh', line: 3, kind: 'install.sh' }]);
    expect([added, renamed]).toEqual([[], []]);
  });

  it('calls it a rename when only separators or the spelling of the platform differ', () => {
    const { removed, added, renamed } = contractOf(['tool-linux-amd64.tgz'], ['tool_x86_64_linux.tgz']);
    expect(renamed.map((r) => [r.from.name, r.to.name])).toEqual([['tool-linux-amd64.tgz', 'tool_x86_64_linux.tgz']]);
    expect(renamed[0]?.askedBy.map((a) => a.path)).toEqual(['install.sh']);
    expect([added, removed]).toEqual([[], []]);
  });
});

describe('plain names', () => {
  it.each([
    ['tool-{version}-linux-amd64.tar.gz', 'tool_linux_x86_64.tar.gz'],
    ['tool-aarch64-apple-darwin.zip', 'tool-macos-arm64.zip'],
    ['tool-x86_64-pc-windows-msvc.exe', 'tool-v{version}-windows-x64.exe'],
    ['tool-x86_64-unknown-linux-gnu', 'tool_linux_amd64'],
    ['tool-x86_64-unknown-linux-musl', 'tool-linux-amd64-musl'],
  ])('%s is %s', (a, b) => {
    expect(plainName(a)).toBe(plainName(b));
  });

  it.each([
    ['tool-linux-amd64', 'tool-linux-arm64'],
    ['tool-x86_64-unknown-linux-musl', 'tool-x86_64-unknown-linux-gnu'],
    ['tool-darwin-arm64', 'tool-windows-arm64'],
    ['tool-linux-amd64', 'helper-linux-amd64'],
  ])('%s is not %s', (a, b) => {
    expect(plainName(a)).not.toBe(plainName(b));
  });
});
