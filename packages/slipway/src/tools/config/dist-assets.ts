import { str } from '../../actions/index.ts';
import type { Location } from '../../source/index.ts';
import { platformOf } from '../files/kinds.ts';
import type { FileKind } from '../files/types.ts';
import { fileName } from '../paths.ts';
import type { NamedAsset, ToolWorld } from '../types.ts';
import { cargoDist } from './cargo-dist.ts';
import { at, document, flagAt, itemsAt, place, textAt } from './documents.ts';
import { cargoPrograms } from './programs.ts';

/**
 * The files that dist (cargo-dist) puts on a release: an archive for each program and target, its checksum, installers, the source and the
 * manifest. Names as dist's documentation gives them (axodotdev.github.io/cargo-dist/book/artifacts, read 2026-11-20). undefined without a
 * configuration, or when the targets or the programs are not known.
 */
export function distAssets(world: ToolWorld): readonly NamedAsset[] | undefined {
  const config = cargoDist(world);
  if (config === undefined || config.targets.length === 0) return undefined;
  const apps = appsOf(world);
  if (apps.length === 0) return undefined;
  const root = at(document(world, config.path), ...keysOf(config.path));
  const unix = textAt(root, 'unix-archive') ?? '.tar.xz';
  const windows = textAt(root, 'windows-archive') ?? '.zip';
  const sums = config.checksum !== 'false';
  const targets = itemsAt(root, 'targets').map((node) => ({ target: textAt(node) ?? '', at: place(node) }));
  const installers = itemsAt(root, 'installers').map((node) => ({ kind: textAt(node) ?? '', at: place(node) }));
  const out: NamedAsset[] = [];
  const add = (name: string, what: FileKind, where: Location | undefined, target?: string): void => {
    const platform = target === undefined ? undefined : platformOf(target);
    const from = where === undefined ? {} : { at: where };
    out.push({ name: str(name), what, ...from, ...(platform === undefined ? {} : { platform }) });
    // Checksums of its own kind each, and none of a checksum, an installer or the manifest.
    if (sums && (what === 'archive' || what === 'package'))
      out.push({
        name: str(`${name}.${config.checksum}`),
        what: 'checksum',
        ...from,
        lists: [str(name)],
        ...(platform === undefined ? {} : { platform }),
      });
  };
  for (const app of apps) {
    for (const t of targets) {
      add(`${app}-${t.target}${/windows/.test(t.target) ? windows : unix}`, 'archive', t.at, t.target);
      if (flagAt(root, 'install-updater') === true) add(`${app}-${t.target}-update`, 'binary', t.at, t.target);
      if (/windows-msvc/.test(t.target) && installers.some((i) => i.kind === 'msi')) add(`${app}-${t.target}.msi`, 'package', t.at, t.target);
      if (/apple-darwin/.test(t.target) && installers.some((i) => i.kind === 'pkg')) add(`${app}-${t.target}.pkg`, 'package', t.at, t.target);
    }
    for (const i of installers) {
      const name = installerNames[i.kind]?.(app);
      if (name !== undefined) add(name, i.kind === 'homebrew' ? 'manifest' : 'installer', i.at);
    }
  }
  for (const extra of itemsAt(root, 'extra-artifacts'))
    for (const name of itemsAt(extra, 'artifacts')) {
      const path = textAt(name);
      if (path !== undefined) add(fileName(path), 'other', place(name));
    }
  if (flagAt(root, 'source-tarball') !== false) add('source.tar.gz', 'archive', config.at);
  if (sums) out.push({ name: str('sha256.sum'), what: 'checksum', ...(config.at === undefined ? {} : { at: config.at }) });
  add('dist-manifest.json', 'manifest', config.at);
  return out;
}

const installerNames: Readonly<Record<string, (app: string) => string>> = {
  shell: (app) => `${app}-installer.sh`,
  powershell: (app) => `${app}-installer.ps1`,
  npm: (app) => `${app}-npm-package.tar.gz`,
  homebrew: (app) => `${app}.rb`,
};

const keysOf = (path: string): string[] => (path === 'Cargo.toml' ? ['workspace', 'metadata', 'dist'] : ['dist']);

/** Packages with programs that dist releases: those that may be published, and those that say `dist = true`; never those that say `dist = false`. */
function appsOf(world: ToolWorld): string[] {
  return cargoPrograms(world)
    .filter((p) => {
      if (p.programs.length === 0) return false;
      const own = document(world, p.directory === '' ? 'Cargo.toml' : `${p.directory}/Cargo.toml`);
      const wanted =
        flagAt(at(own, 'package', 'metadata', 'dist'), 'dist') ??
        flagAt(document(world, p.directory === '' ? 'dist.toml' : `${p.directory}/dist.toml`), 'dist', 'dist');
      return wanted ?? p.publish;
    })
    .map((p) => p.name);
}
