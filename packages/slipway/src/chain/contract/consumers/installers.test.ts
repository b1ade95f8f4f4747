import { describe, expect, it } from 'vitest';
import { memoryTree } from '../../memory-tree.ts';
import { makeWorld } from '../../world.ts';
import { shownName } from '../names.ts';
import { installers } from './installers.ts';
import type { Published } from './types.ts';

const release: Published = { prefix: 'v', version: '1.2.3', files: undefined };
const read = (script: string, published = release) =>
  installers(makeWorld(memoryTree({ 'install.sh': script }), { asOf: '2026-11-20' }), 'octo/tool', published);

/** `linux/amd64 name`, for every machine. */
const asked = (script: string, published = release): string[] =>
  read(script, published).flatMap((c) => c.wants.map((w) => `${w.platform?.os}/${w.platform?.arch} ${w.names.map(shownName).join(' | ')}`));

describe('installers, machine by machine', () => {
  it('takes the version from the list of releases, whatever the script makes of it', () => {
    const scripts = [
      `tag=$(curl -s https://api.github.com/repos/octo/tool/releases/latest | grep '"tag_name"' | cut -d'"' -f4)`,
      `tag=$(curl -s https://api.github.com/repos/octo/tool/releases/latest | sed -n 's/.*"tag_name": "\\(.*\\)".*/\\1/p')`,
      `tag=$(curl -s https://api.github.com/repos/octo/tool/releases/latest | jq -r .tag_name)`,
      `tag=$(curl -fsSLI -o /dev/null -w '%{url_effective}' https://github.com/octo/tool/releases/latest); tag=\${tag##*/}`,
      `tag=$(curl -sI https://github.com/octo/tool/releases/latest | grep -i '^location:' | sed 's|.*/tag/||' | tr -d '\\r\\n')`,
    ];
    for (const script of scripts)
      expect(asked(`#!/bin/sh\n${script}\ncurl -fL "https://github.com/octo/tool/releases/download/$tag/tool-\${tag#v}-linux.zip" -o t`)[0]).toBe(
        'linux/amd64 tool-{version}-linux.zip',
      );
  });

  it('follows the case of each machine, functions, defaults and loops over arguments', () => {
    const script = `#!/bin/sh
fetch() { curl -fsSL "$1" -o "$2" || wget -qO "$2" "$1"; }
while [ $# -gt 0 ]; do case "$1" in --version) VERSION="$2"; shift ;; esac; shift; done
version="\${TOOL_VERSION:-latest}"
case "$(uname -s)" in Linux) os=linux ;; Darwin) os=macos ;; *) exit 1 ;; esac
case "$(uname -m)" in x86_64|amd64) arch=x64 ;; arm64|aarch64) arch=arm64 ;; esac
if [ "$os" = macos ]; then ext=zip; else ext=tar.gz; fi
[ "$version" = latest ] && base=https://github.com/octo/tool/releases/latest/download || base=https://github.com/octo/tool/releases/download/$version
fetch "$base/tool-$os-$arch.$ext" /tmp/tool`;
    expect(asked(script)).toEqual([
      'linux/amd64 tool-linux-x64.tar.gz',
      'linux/arm64 tool-linux-arm64.tar.gz',
      'darwin/amd64 tool-macos-x64.zip',
      'darwin/arm64 tool-macos-arm64.zip',
    ]);
  });

  it('asks nothing on a machine that the script refuses', () => {
    const script = `#!/bin/sh
[ "$(uname -sm)" = "Linux x86_64" ] || { echo no >&2; exit 1; }
curl -L https://github.com/octo/tool/releases/latest/download/tool -o tool`;
    expect(asked(script)).toEqual(['linux/amd64 tool']);
  });

  it('picks from the list of files as the script does, in both orders', () => {
    const files = { ...release, files: ['tool-linux.tar.gz', 'tool-linux.tar.gz.sha256'] };
    const script = (pattern: string) => `#!/bin/sh
url=$(curl -s https://api.github.com/repos/octo/tool/releases/latest | grep ${pattern} | cut -d '"' -f 4 | head -1)
curl -L "$url" -o tool.tar.gz`;
    expect(read(script('"browser_download_url.*tool-linux"'), files)[0]?.selections[0]?.picks).toEqual([
      'tool-linux.tar.gz',
      'tool-linux.tar.gz.sha256',
    ]);
    expect(read(script(`'browser_download_url.*tool-linux.tar.gz"'`), files)[0]?.selections[0]?.picks).toEqual([
      'tool-linux.tar.gz',
      'tool-linux.tar.gz',
    ]);
  });

  it('knows a download that may fail, a checksum that is compared, and a build from source', () => {
    const [consumer] = read(`#!/bin/sh
curl -fL https://github.com/octo/tool/releases/latest/download/tool -o tool || cargo install tool
if curl -fL https://github.com/octo/tool/releases/latest/download/tool.sha256 -o sum; then sha256sum -c sum; fi`);
    expect(consumer).toMatchObject({ verifies: true, fallback: true });
    expect(consumer!.wants.filter((w) => w.platform?.os === 'darwin' && w.platform.arch === 'arm64').map((w) => w.optional)).toEqual([true, true]);
  });

  it('says which repository is asked', () => {
    const script = (slug: string) => `#!/bin/sh\nREPO=${slug}\ncurl -L "https://github.com/\${REPO}/releases/latest/download/tool" -o tool`;
    expect(read(script('octo/tool')).map((c) => c.repository)).toEqual(['octo/tool']);
    expect(read(script('somebody/tool')).map((c) => c.repository)).toEqual(['somebody/tool']);
  });

  it('leaves scripts alone that are none of its own, and bears what no one writes', () => {
    expect(read('#!/bin/sh\ncurl -L https://github.com/other/thing/releases/latest/download/x -o x')).toEqual([]);
    for (const script of [
      '',
      '#!/bin/sh\n$(tool github.com releases',
      'while :; do curl https://github.com/octo/tool/releases/latest/download/$x; done',
    ])
      expect(() => read(script)).not.toThrow();
  });
});
