import { type Part, text, type Val } from '../../actions/index.ts';
import type { Location, SourceNode } from '../../source/index.ts';
import { platformOf } from '../files/kinds.ts';
import type { FileKind } from '../files/types.ts';
import { fileName } from '../paths.ts';
import type { NamedAsset, ToolWorld } from '../types.ts';
import { at, document, firstFile, flagAt, itemsAt, place, textAt, textsAt } from './documents.ts';
import { type Fields, goTemplate } from './go-template.ts';
import { goreleaserFiles } from './goreleaser.ts';

/** Files that GoReleaser makes, and why others may be among them. */
export interface GoreleaserAssets {
  readonly assets: readonly NamedAsset[];
  readonly open: readonly string[];
}

/** One program for one machine. */
export interface GoreleaserBuild {
  readonly id: string;
  readonly binary: string;
  readonly os: string;
  readonly arch: string;
  readonly arm: string;
  readonly amd64: string;
  readonly at: Location | undefined;
}

const defaultName =
  '{{ .ProjectName }}_{{ .Version }}_{{ .Os }}_{{ .Arch }}{{ with .Arm }}v{{ . }}{{ end }}{{ with .Mips }}_{{ . }}{{ end }}{{ if not (eq .Amd64 "v1") }}{{ .Amd64 }}{{ end }}';

/** Stands for the version while a template is filled. */
const VERSION = '\ue100';
const TAG = '\ue101';

/** What is written for it in a value. */
function filledValue(filled: string): Val {
  const parts: Part[] = [];
  for (const piece of filled.split(/([\ue100\ue101])/)) {
    if (piece === VERSION) parts.push({ hole: 'version' });
    else if (piece === TAG) parts.push('v', { hole: 'version' });
    else if (piece !== '') parts.push(piece);
  }
  return text(parts);
}

/**
 * The files that GoReleaser uploads, by its configuration: archives of its builds, packages, checksums, the source. Names and defaults as its
 * documentation gives them (goreleaser.com/customization, read 2026-11-20). undefined without a configuration.
 */
export function goreleaserAssets(world: ToolWorld, path?: string): GoreleaserAssets | undefined {
  const file = path ?? firstFile(world, goreleaserFiles);
  const root = file === undefined ? undefined : document(world, file);
  if (root?.kind !== 'map') return undefined;
  // What GoReleaser Pro takes out of other files may name everything otherwise.
  if (itemsAt(root, 'includes').length > 0) return { assets: [], open: [`${file} includes other configurations`] };
  const open = new Set<string>();
  const project = projectName(world, root);
  const base: Fields = { '.ProjectName': project, '.Version': VERSION, '.RawVersion': VERSION, '.Tag': TAG, '.Binary': project };
  if (project === undefined) open.add('the name of the project is not known');
  const assets: NamedAsset[] = [];
  const builds = goreleaserBuilds(root, project ?? '', open);
  const add = (filled: string | undefined, what: FileKind, where: Location | undefined, why: string): void => {
    if (filled === undefined) {
      open.add(why);
      return;
    }
    const platform = platformOf(filled);
    assets.push({ name: filledValue(filled), what, ...(where === undefined ? {} : { at: where }), ...(platform === undefined ? {} : { platform }) });
  };
  archives(root, builds, base, add);
  packages(root, builds, base, project ?? '', add);
  if (at(root, 'source', 'enabled') !== undefined && flagAt(root, 'source', 'enabled') === true)
    add(
      fill(textAt(root, 'source', 'name_template') ?? '{{ .ProjectName }}-{{ .Version }}', base, `.${textAt(root, 'source', 'format') ?? 'tar.gz'}`),
      'archive',
      place(at(root, 'source')),
      'the name of the source archive',
    );
  checksums(root, assets, base, add);
  for (const key of [
    'sboms',
    'signs',
    'binary_signs',
    'dmg',
    'msi',
    'pkgs',
    'app_bundles',
    'makeselfs',
    'flatpaks',
    'appimages',
    'chocolateys',
    'snapcrafts',
  ])
    if (itemsAt(root, key).length > 0) open.add(`GoReleaser names the files of ${key} itself`);
  for (const extra of [...itemsAt(root, 'release', 'extra_files'), ...itemsAt(root, 'release', 'templated_extra_files')]) {
    const name = textAt(extra, 'name_template') ?? textAt(extra, 'dst') ?? textAt(extra, 'glob') ?? '';
    const last = fileName(name);
    if (/[*?{]/.test(last)) open.add(`${name} is uploaded too`);
    else add(last, 'other', place(extra), name);
  }
  return { assets, open: [...open] };
}

type Add = (filled: string | undefined, what: FileKind, where: Location | undefined, why: string) => void;

const fill = (template: string, fields: Fields, ending: string): string | undefined => {
  const filled = goTemplate(template, fields);
  return filled === undefined ? undefined : `${filled}${ending}`;
};

const fieldsOf = (base: Fields, b: GoreleaserBuild): Fields => ({
  ...base,
  '.Os': b.os,
  '.Arch': b.arch,
  '.Arm': b.arm,
  '.Mips': '',
  '.Amd64': b.amd64,
  '.Binary': b.binary,
  '.Target': `${b.os}_${b.arch}`,
  '.Ext': b.os === 'windows' ? '.exe' : '',
});

function archives(root: SourceNode, builds: readonly GoreleaserBuild[], base: Fields, add: Add): void {
  const given = itemsAt(root, 'archives');
  for (const archive of given.length > 0 ? given : [undefined]) {
    const ids = new Set([...textsAt(archive, 'ids'), ...textsAt(archive, 'builds')]);
    const mine = builds.filter((b) => ids.size === 0 || ids.has(b.id));
    const formats = formatsOf(archive) ?? ['tar.gz'];
    const nameNode = at(archive, 'name_template');
    const where = place(nameNode ?? archive);
    const seen = new Set<string>();
    for (const b of mine) {
      const override = itemsAt(archive, 'format_overrides').find((o) => (textAt(o, 'goos') ?? '') === b.os);
      for (const format of formatsOf(override) ?? formats) {
        if (format === 'none') continue;
        const binary = format === 'binary';
        const template = textAt(archive, 'name_template') ?? (binary ? defaultName.replace('.ProjectName', '.Binary') : defaultName);
        const name = fill(template, fieldsOf(base, b), binary ? (b.os === 'windows' ? '.exe' : '') : `.${format}`);
        // Several programs of one machine are in one archive.
        if (name !== undefined && seen.has(name)) continue;
        if (name !== undefined) seen.add(name);
        add(name, binary ? 'binary' : 'archive', where ?? b.at, 'the name of an archive');
      }
    }
  }
}

function formatsOf(node: SourceNode | undefined): string[] | undefined {
  const several = textsAt(node, 'formats');
  const one = textAt(node, 'format') ?? textAt(node, 'formats');
  return several.length > 0 ? [...several] : one === undefined ? undefined : [one];
}

function packages(root: SourceNode, builds: readonly GoreleaserBuild[], base: Fields, project: string, add: Add): void {
  for (const node of itemsAt(root, 'nfpms')) {
    const ids = new Set([...textsAt(node, 'ids'), ...textsAt(node, 'builds')]);
    const name = textAt(node, 'package_name') ?? project;
    const template = textAt(node, 'file_name_template') ?? defaultName.replace('.ProjectName', '.PackageName');
    for (const format of textsAt(node, 'formats')) {
      const seen = new Set<string>();
      for (const b of builds.filter((x) => (x.os === 'linux' || x.os === 'android') && (ids.size === 0 || ids.has(x.id)))) {
        const conventional = template.includes('ConventionalFileName');
        const filled = conventional
          ? undefined
          : fill(template, { ...fieldsOf(base, b), '.PackageName': name, '.Format': format }, `.${format === 'archlinux' ? 'pkg.tar.zst' : format}`);
        if (filled !== undefined && seen.has(filled)) continue;
        if (filled !== undefined) seen.add(filled);
        add(filled, 'package', place(node), 'the name of a package');
      }
    }
  }
}

function checksums(root: SourceNode, assets: readonly NamedAsset[], base: Fields, add: Add): void {
  const node = at(root, 'checksum');
  if (textAt(node, 'disable') === 'true') return;
  const template = textAt(node, 'name_template') ?? '{{ .ProjectName }}_{{ .Version }}_checksums.txt';
  if (flagAt(node, 'split') === true) {
    for (const a of [...assets]) {
      const name = a.name.k === 'str' ? a.name.v : a.name.k === 'text' ? a.name.parts.map((p) => (typeof p === 'string' ? p : VERSION)).join('') : '';
      add(`${name}.${textAt(node, 'algorithm') ?? 'sha256'}`, 'checksum', place(node), 'a checksum');
    }
    return;
  }
  add(fill(template, base, ''), 'checksum', place(at(node, 'name_template') ?? node), 'the name of the checksums');
}

/** The project's name: as written, or of the release's repository, the Go module, the folder. */
function projectName(world: ToolWorld, root: SourceNode): string | undefined {
  const given = textAt(root, 'project_name');
  if (given !== undefined) return given.includes('{{') ? goTemplate(given, {}) : given;
  const released = textAt(root, 'release', 'github', 'name');
  if (released !== undefined && !released.includes('{{')) return released;
  const module = /^module\s+(\S+)/m.exec(world.read('go.mod') ?? '')?.[1]?.replace(/\/v\d+$/, '');
  return world.slug?.split('/')[1] ?? module?.split('/').at(-1);
}

const defaultTargets = { goos: ['linux', 'darwin', 'windows'], goarch: ['386', 'amd64', 'arm64'] } as const;

/** What Go builds for: `go tool dist list` of Go 1.25, 2025-08. A combination that is not among them is left out by GoReleaser. */
const machines: Readonly<Record<string, string>> = {
  aix: 'ppc64',
  android: '386 amd64 arm arm64',
  darwin: 'amd64 arm64',
  dragonfly: 'amd64',
  freebsd: '386 amd64 arm arm64 riscv64',
  illumos: 'amd64',
  ios: 'amd64 arm64',
  js: 'wasm',
  linux: '386 amd64 arm arm64 loong64 mips mips64 mips64le mipsle ppc64 ppc64le riscv64 s390x',
  netbsd: '386 amd64 arm arm64',
  openbsd: '386 amd64 arm arm64 ppc64 riscv64',
  plan9: '386 amd64 arm',
  solaris: 'amd64',
  wasip1: 'wasm',
  windows: '386 amd64 arm arm64',
};

const isMachine = (os: string, arch: string): boolean => machines[os]?.split(' ').includes(arch) ?? true;

/** Every program for every machine that the configuration asks for. */
function goreleaserBuilds(root: SourceNode, project: string, open: Set<string>): GoreleaserBuild[] {
  const out: GoreleaserBuild[] = [];
  const given = itemsAt(root, 'builds');
  const nodes: readonly (SourceNode | undefined)[] = given.length > 0 ? given : [undefined];
  for (const node of nodes) {
    if (textAt(node, 'skip') === 'true') continue;
    const id = textAt(node, 'id') ?? project;
    const binary = (goTemplate(textAt(node, 'binary') ?? project, { '.ProjectName': project }) ?? project).split('/').at(-1)!;
    const where = place(node);
    const make = (os: string, arch: string, arm: string, amd64: string, from: Location | undefined): void => {
      if (out.length < 300) out.push({ id, binary, os, arch, arm, amd64, at: from });
    };
    const targets = itemsAt(node, 'targets');
    if (targets.length > 0) {
      for (const t of targets) {
        const [os = '', arch = '', extra = ''] = (textAt(t) ?? '').split('_');
        if (/^go_\w+$/.test(textAt(t) ?? '') || os === '' || /-/.test(os)) open.add(`the target ${textAt(t)} stands for several`);
        else make(os, arch, arch === 'arm' ? extra || '6' : '', extra.startsWith('v') ? extra : 'v1', place(t));
      }
      continue;
    }
    if (textAt(node, 'builder') !== undefined && textAt(node, 'builder') !== 'go') {
      open.add(`what the builder ${textAt(node, 'builder')} makes is not known`);
      continue;
    }
    const goos = listAt(node, 'goos') ?? [...defaultTargets.goos];
    const goarch = listAt(node, 'goarch') ?? [...defaultTargets.goarch];
    const goarm = listAt(node, 'goarm') ?? ['6'];
    const goamd64 = listAt(node, 'goamd64') ?? ['v1'];
    if ([...goos, ...goarch].some((x) => x.includes('{{'))) open.add('the targets are templates');
    const ignored = itemsAt(node, 'ignore');
    for (const os of goos)
      for (const arch of goarch) {
        if (!isMachine(os, arch)) continue;
        for (const arm of arch === 'arm' ? goarm : ['']) {
          for (const amd64 of arch === 'amd64' ? goamd64 : ['v1']) {
            const skip = ignored.some((i) => {
              const matches = (key: string, value: string): boolean => textAt(i, key) === undefined || textAt(i, key) === value;
              return (
                matches('goos', os) &&
                matches('goarch', arch) &&
                (arch !== 'arm' || matches('goarm', arm)) &&
                (arch !== 'amd64' || matches('goamd64', amd64))
              );
            });
            if (!skip && !(os === 'windows' && arch === 'arm')) make(os, arch, arm, amd64, where);
          }
        }
      }
  }
  return universal(root, out);
}

/** `universal_binaries`: one program for both Macs, beside theirs or in their place. */
function universal(root: SourceNode, builds: GoreleaserBuild[]): GoreleaserBuild[] {
  let out = builds;
  for (const node of itemsAt(root, 'universal_binaries')) {
    const ids = new Set(textsAt(node, 'ids'));
    const mine = out.filter((b) => b.os === 'darwin' && (ids.size === 0 || ids.has(b.id)));
    const first = mine[0];
    if (first === undefined) continue;
    if (flagAt(node, 'replace') === true) out = out.filter((b) => !mine.includes(b));
    out = [...out, { ...first, arch: 'all', arm: '', amd64: 'v1', at: place(node) }];
  }
  return out;
}

function listAt(node: SourceNode | undefined, key: string): string[] | undefined {
  const found = at(node, key);
  if (found === undefined) return undefined;
  const several = textsAt(node, key);
  return several.length > 0 ? [...several] : textAt(node, key) === undefined ? undefined : [textAt(node, key)!];
}
