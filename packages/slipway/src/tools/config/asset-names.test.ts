import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describe as shown } from '../../actions/index.ts';
import type { ToolWorld } from '../types.ts';
import { distAssets } from './dist-assets.ts';
import { goTemplate } from './go-template.ts';
import { goreleaserAssets } from './goreleaser-assets.ts';

const world = (files: Record<string, string>): ToolWorld => ({
  read: (path) => files[path],
  exists: (path) => Object.hasOwn(files, path),
  list: () => Object.keys(files).sort(),
  slug: 'octo/tool',
  defaultBranch: 'main',
  version: '1.2.3',
  asOf: '2026-11-20',
});

describe("Go's templates, as far as names need them", () => {
  it.each<[string, string | undefined]>([
    ['{{ .ProjectName }}_{{ .Os }}', 'tool_linux'],
    ['{{ title .Os }}-{{ .Arch | toupper }}', 'Linux-AMD64'],
    ['{{- if eq .Arch "amd64" }}x86_64{{- else if eq .Arch "386" }}i386{{ else }}{{ .Arch }}{{ end }}', 'x86_64'],
    ['{{ with .Arm }}v{{ . }}{{ end }}x', 'x'],
    ['{{ if not (eq .Amd64 "v1") }}{{ .Amd64 }}{{ end }}', ''],
    ['{{ replace .ProjectName "to" "fo" }}', 'fool'],
    ['{{ .Unheard }}', undefined],
    ['{{ range .Os }}{{ end }}', undefined],
    ['{{ if .Os }}never closed', undefined],
  ])('fills %s', (template, filled) => {
    expect(goTemplate(template, { '.ProjectName': 'tool', '.Os': 'linux', '.Arch': 'amd64', '.Arm': '', '.Amd64': 'v1' })).toBe(filled);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 60 }),
        fc.array(fc.constantFrom('{{', '}}', 'if', 'else', 'end', '.Os', '(', ')', '|', ' ', '"'), { maxLength: 30 }),
        (a, b) => {
          goTemplate(a + b.join(''), { '.Os': 'linux' });
        },
      ),
    );
  });
});

describe('files that GoReleaser uploads', () => {
  const names = (yaml: string): string[] => goreleaserAssets(world({ '.goreleaser.yaml': yaml }))!.assets.map((a) => shown(a.name));

  it('names archives by its default, one for each machine, and the checksums', () => {
    expect(names('builds:\n  - goos: [linux, windows]\n    goarch: [amd64, arm64]\n')).toEqual([
      'tool_{version}_linux_amd64.tar.gz',
      'tool_{version}_linux_arm64.tar.gz',
      'tool_{version}_windows_amd64.tar.gz',
      'tool_{version}_windows_arm64.tar.gz',
      'tool_{version}_checksums.txt',
    ]);
  });

  it('leaves out what is ignored and what Go does not build for, and changes the format where it is overridden', () => {
    expect(
      names(
        'project_name: it\nbuilds:\n  - goos: [darwin, windows]\n    goarch: [amd64, arm64, riscv64]\n    ignore:\n      - { goos: windows, goarch: arm64 }\narchives:\n  - name_template: "{{ .ProjectName }}-{{ .Os }}-{{ .Arch }}"\n    format_overrides:\n      - { goos: windows, formats: [zip] }\nchecksum: { name_template: SUMS }\n',
      ),
    ).toEqual(['it-darwin-amd64.tar.gz', 'it-darwin-arm64.tar.gz', 'it-windows-amd64.zip', 'SUMS']);
  });

  it('keeps one archive for several programs of a machine, and one for both Macs', () => {
    expect(
      names(
        'builds:\n  - { id: a, goos: [darwin], goarch: [amd64, arm64] }\n  - { id: b, goos: [darwin], goarch: [amd64, arm64] }\nuniversal_binaries:\n  - { ids: [a, b], replace: true }\n',
      ),
    ).toEqual(['tool_{version}_darwin_all.tar.gz', 'tool_{version}_checksums.txt']);
  });

  it('of GoReleaser are not known where its configuration includes others', () => {
    expect(goreleaserAssets(world({ '.goreleaser.yaml': 'pro: true\nincludes:\n  - from_file:\n      path: ./other.yaml\n' }))).toEqual({
      assets: [],
      open: ['.goreleaser.yaml includes other configurations'],
    });
  });

  it('says what it cannot name', () => {
    expect(
      goreleaserAssets(world({ '.goreleaser.yaml': 'archives:\n  - name_template: "{{ .Env.NAME }}"\nsboms:\n  - artifacts: archive\n' }))!.open,
    ).toEqual(['the name of an archive', 'GoReleaser names the files of sboms itself']);
  });
});

describe('files that dist uploads', () => {
  it('are an archive with its checksum for each target, installers, the source and the manifest', () => {
    const files = {
      'dist-workspace.toml': '[dist]\ntargets = ["x86_64-unknown-linux-gnu", "x86_64-pc-windows-msvc"]\ninstallers = ["shell"]\n',
      'Cargo.toml': '[package]\nname = "tool"\nversion = "1.2.3"\n',
      'src/main.rs': 'fn main() {}',
    };
    expect(distAssets(world(files))!.map((a) => shown(a.name))).toEqual([
      'tool-x86_64-unknown-linux-gnu.tar.xz',
      'tool-x86_64-unknown-linux-gnu.tar.xz.sha256',
      'tool-x86_64-pc-windows-msvc.zip',
      'tool-x86_64-pc-windows-msvc.zip.sha256',
      'tool-installer.sh',
      'source.tar.gz',
      'source.tar.gz.sha256',
      'sha256.sum',
      'dist-manifest.json',
    ]);
  });
});
