import semver from 'semver';
import { parse as parseYaml } from 'yaml';
import { cargoCrate, cargoPackages, nodePackages, packagesOf, type ToolWorld } from '../../src/tools/index.ts';

/**
 * What the package managers would refuse, or write anew, in a tree: requirements between its packages that do not take the version that is there, and
 * lock files that say another version or ask for something else than the manifests do. A sentence each, with the path in front.
 */
export function incoherencesOf(world: ToolWorld): readonly string[] {
  return [...cargo(world), ...node(world), ...uv(world)];
}

function* cargo(world: ToolWorld): Generator<string> {
  const crates = cargoPackages(world).flatMap(({ directory }) => cargoCrate(world, directory) ?? []);
  const byDirectory = new Map(crates.map((one) => [one.directory, one]));
  for (const crate of crates)
    for (const { directory, name, requirement } of crate.dependencies) {
      const version = byDirectory.get(directory)?.version;
      if (version === undefined || requirement === undefined || version.includes('${')) continue;
      const range = requirement.replace(/(^|,\s*)(?=\d)/g, '$1^').replace(/,/g, ' ');
      if (semver.validRange(range) !== null && semver.parse(version) !== null && !semver.satisfies(version, range))
        yield `${crate.path} asks for ${name} ${requirement} at a path where ${version} is`;
    }
  const lock = world.exists('Cargo.toml') ? world.read('Cargo.lock') : undefined;
  if (lock === undefined) return;
  const locked = new Map<string, string[]>();
  for (const [, name = '', version = ''] of lock.matchAll(/^name = "([^"]+)"\r?\nversion = "([^"]+)"\r?\n(?!source)/gm))
    locked.set(name, [...(locked.get(name) ?? []), version]);
  for (const { name, version } of crates)
    if (version !== undefined && locked.has(name) && !locked.get(name)!.includes(version))
      yield `Cargo.lock has ${name} ${locked.get(name)!.join(', ')}, not ${version}`;
}

function* node(world: ToolWorld): Generator<string> {
  const packages = nodePackages(world);
  const versions = new Map(packages.flatMap(({ name, version }) => (name === undefined || version === undefined ? [] : [[name, version] as const])));
  const manifests = new Map<string, Record<string, Record<string, string> | undefined>>();
  for (const { directory } of packages) {
    const path = directory === '' ? 'package.json' : `${directory}/package.json`;
    const data = json(world.read(path));
    if (data === undefined) continue;
    manifests.set(directory, data);
    for (const table of ['dependencies', 'optionalDependencies', 'devDependencies', 'peerDependencies'])
      for (const [name, written] of Object.entries(data[table] ?? {})) {
        const version = versions.get(name);
        const range = String(written).replace(/^workspace:/, '');
        if (version === undefined || semver.parse(version) === null || semver.validRange(range) === null) continue;
        if (!semver.satisfies(version, range, { includePrerelease: table === 'peerDependencies' }))
          yield `${path} asks for ${name} ${written}, and ${version} is here`;
      }
  }
  yield* npmLock(world, manifests);
  yield* pnpmLock(world, manifests);
}

type Manifests = ReadonlyMap<string, Record<string, Record<string, string> | undefined>>;

function* npmLock(world: ToolWorld, manifests: Manifests): Generator<string> {
  const lock = json(world.read('package-lock.json')) as
    | { version?: string; packages?: Record<string, Record<string, unknown> | undefined> }
    | undefined;
  if (lock === undefined) return;
  for (const [directory, manifest] of manifests) {
    const entry = lock.packages?.[directory];
    if (entry === undefined) continue;
    if (entry.version !== undefined && entry.version !== manifest.version)
      yield `package-lock.json has ${entry.version} for the folder "${directory}", not ${manifest.version}`;
    for (const table of ['dependencies', 'optionalDependencies', 'devDependencies', 'peerDependencies'])
      for (const [name, range] of Object.entries((entry[table] ?? {}) as Record<string, string>))
        if (manifest[table]?.[name] !== undefined && manifest[table]![name] !== range)
          yield `package-lock.json has ${name} ${range} for the folder "${directory}", not ${manifest[table]![name]}`;
  }
}

/** pnpm refuses a frozen install where a specifier is another text than that of the manifest. */
function* pnpmLock(world: ToolWorld, manifests: Manifests): Generator<string> {
  const text = world.read('pnpm-lock.yaml');
  if (text === undefined || text.length > 3_000_000) return;
  const end = text.indexOf('\npackages:');
  const { importers = {} } = parseYaml(end < 0 ? text : text.slice(0, end)) as {
    importers?: Record<string, Record<string, Record<string, { specifier?: string }>>>;
  };
  for (const [directory, manifest] of manifests)
    for (const table of ['dependencies', 'optionalDependencies', 'devDependencies'])
      for (const [name, { specifier }] of Object.entries(importers[directory === '' ? '.' : directory]?.[table] ?? {})) {
        const written = manifest[table]?.[name];
        if (written !== undefined && specifier !== undefined && specifier !== written)
          yield `pnpm-lock.yaml has ${name} ${specifier} for ${directory}, not ${written}`;
      }
}

function* uv(world: ToolWorld): Generator<string> {
  const lock = world.read('uv.lock');
  if (lock === undefined) return;
  for (const { registry, name, directory } of packagesOf(world)) {
    if (registry !== 'pypi') continue;
    const version = /^\[project\][^[]*?^version\s*=\s*["']([^"']+)["']/m.exec(
      world.read(directory === '' ? 'pyproject.toml' : `${directory}/pyproject.toml`) ?? '',
    )?.[1];
    const plain = name.toLowerCase().replace(/[-_.]+/g, '-');
    const locked = new RegExp(`^name = "${plain}"\\r?\\nversion = "([^"]+)"\\r?\\nsource = \\{ (?:editable|virtual|directory)`, 'm').exec(lock)?.[1];
    if (version !== undefined && locked !== undefined && locked !== version) yield `uv.lock has ${name} ${locked}, not ${version}`;
  }
}

function json(text: string | undefined): Record<string, Record<string, string> | undefined> | undefined {
  try {
    return JSON.parse(text?.replace(/^\uFEFF/, '') ?? '') as Record<string, Record<string, string>>;
  } catch {
    return undefined;
  }
}
