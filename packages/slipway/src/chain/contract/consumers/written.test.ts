import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryTree } from '../../memory-tree.ts';
import { shownName } from '../names.ts';
import { binstall } from './binstall.ts';
import { written, writtenUrls } from './documents.ts';
import { downloaders } from './downloaders.ts';
import { urlsOf } from './text-urls.ts';

const names = (text: string): string[] => [...urlsOf(text)].map((u) => u.names.map(shownName).join(' | '));

describe('addresses in texts', () => {
  it('fills placeholders for versions, with and without their v', () => {
    const base = 'https://github.com/octo/tool/releases/download';
    expect(names(`${base}/<version>/tool-<version>.zip`)).toEqual(['tool-{version}.zip | tool-v{version}.zip']);
    expect(names(`${base}/v\${VERSION}/tool_\${VERSION}.zip`)).toEqual(['tool_{version}.zip | tool_v{version}.zip']);
    expect(names(`${base}/v#{version}/tool-v#{version}.zip"`)).toEqual(['tool-v{version}.zip']);
    expect(names(`${base}/vX.Y.Z/tool-X.Y.Z.zip)`)).toEqual(['tool-{version}.zip | tool-v{version}.zip']);
    expect(names(`${base}/v1.4.0/tool-1.4.0.zip`)).toEqual(['tool-{version}.zip']);
  });

  it('writes the name for each machine where the reader’s own programs fill it in', () => {
    const url = 'https://github.com/octo/tool/releases/latest/download/tool-$(uname -s)-$(uname -m) -o tool';
    const all = ['tool-Linux-x86_64', 'tool-Linux-aarch64', 'tool-Darwin-x86_64', 'tool-Darwin-arm64'];
    expect(names(url)).toEqual(all);
    expect(names(url.replaceAll(/\$\((uname -\w)\)/g, '`$1`'))).toEqual(all);
  });

  it('knows nothing of what other placeholders hold', () => {
    expect(names('https://github.com/octo/tool/releases/latest/download/tool-{target}.zip')).toEqual(['tool-….zip']);
    expect(names('https://github.com/octo/tool/releases/latest/download/tool-${{ matrix.target }}.zip')).toEqual(['tool-….zip']);
  });

  it('ends with the address', () => {
    expect(names('see (https://github.com/octo/tool/releases/latest/download/tool.zip).')).toEqual(['tool.zip']);
    expect(names('<a href="https://github.com/octo/tool/releases/latest/download/tool.zip">')).toEqual(['tool.zip']);
    expect(names('https://github.com/octo/tool/releases/download/')).toEqual([]);
  });

  it('bears any text', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(() => [...urlsOf(`${a}github.com/o/t/releases/download/${b}`)]).not.toThrow();
      }),
    );
  });

  it('leaves releases alone that are out, and other repositories', () => {
    const text = 'https://github.com/octo/tool/releases/download/v0.9.0/tool-old.zip https://github.com/o/t/releases/latest/download/t.zip';
    expect(written('README.md', text, 'octo/tool', 'document')).toBeUndefined();
  });

  it('reads documents and formulas, not records', () => {
    const url = 'https://github.com/octo/tool/releases/latest/download/tool.zip';
    const found = writtenUrls(memoryTree({ 'README.md': url, 'CHANGELOG.md': url, 'docs/adr/1.md': url, 'tool.rb': url }), 'octo/tool');
    expect(found.map((c) => `${c.kind} ${c.at.path}`).sort()).toEqual(['document README.md', 'formula tool.rb']);
  });
});

const wants = (path: string, text: string): string[] =>
  downloaders(memoryTree({ [path]: text }), 'octo/tool').flatMap((c) =>
    c.wants.map((w) => `${w.platform?.os ?? '-'}/${w.platform?.arch ?? '-'} ${w.names.map(shownName).join(' | ')} @${w.at.line}`),
  );

describe('scripts that download', () => {
  it('follows constants, maps and functions of JavaScript', () => {
    const text = `const { version } = require('./package.json');
const REPO = 'octo/tool';
const NAMES = {
  linux: { x64: 'tool-linux-x64', arm64: 'tool-linux-arm64' },
  win32: { x64: 'tool-win-x64' },
};
function file() {
  const name = NAMES[process.platform][process.arch];
  return name + (process.platform === 'win32' ? '.zip' : '.tar.gz');
}
const url = \`https://github.com/\${REPO}/releases/download/v\${version}/\${file()}\`;
`;
    expect(wants('npm/install.js', text)).toEqual([
      'linux/amd64 tool-linux-x64.tar.gz @4',
      'linux/arm64 tool-linux-arm64.tar.gz @4',
      'windows/amd64 tool-win-x64.zip @5',
    ]);
  });

  it('does not know what a parameter holds', () => {
    const text = 'function get(name) {\n  return fetch(`https://github.com/octo/tool/releases/latest/download/tool-${name}.zip`);\n}\n';
    expect(wants('scripts/download.js', text)).toEqual(['-/- tool-….zip @2']);
  });

  it('fills the variables of PowerShell', () => {
    const text = `param([string]$Version = "1.0.0")
$repo = "octo/tool"
$arch = if ([Environment]::Is64BitOperatingSystem) { "x64" } else { "x86" }
$name = "tool-windows-$arch.zip"
$url = "https://github.com/$repo/releases/download/v$Version/$name"
Invoke-WebRequest $url -OutFile tool.zip
`;
    expect(wants('install.ps1', text)).toEqual(['windows/- tool-windows-x64.zip | tool-windows-x86.zip @4']);
  });

  it('bears any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const script = `const x = ${text}\nfetch(\`https://github.com/octo/tool/releases/latest/download/\${x}\`)`;
        expect(() => wants('npm/install.js', script)).not.toThrow();
        expect(() => wants('install.ps1', script.replaceAll('`', '"').replace('const x', '$x'))).not.toThrow();
      }),
    );
  });
});

describe('cargo binstall', () => {
  it('fills the fields of pkg-url and leaves the machine open', () => {
    const manifest = (url: string) =>
      `[package]\nname = "tool-cli"\nversion = "1.0.0"\n[[bin]]\nname = "tool"\n[package.metadata.binstall]\npkg-url = "${url}"\n`;
    const asked = (url: string) =>
      binstall(memoryTree({ 'Cargo.toml': manifest(url) }), 'octo/tool').flatMap((c) => c.wants.flatMap((w) => w.names.map(shownName)));
    expect(asked('{ repo }/releases/download/v{ version }/{ name }-{ target }.tgz')).toEqual(['tool-cli-….tgz']);
    expect(asked('{ repo }/releases/download/v{version}/{bin}-v{version}-{target}{archive-suffix}')).toEqual(['tool-v{version}-…']);
    expect(asked('https://dl.example/{ name }')).toEqual([]);
  });
});
