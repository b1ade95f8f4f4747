import type { VersionSource } from '../../tools/index.ts';

/** Elements of a project file that take numbers only. */
const NUMBERS_ONLY = new Set(['VersionPrefix', 'AssemblyVersion', 'FileVersion']);

/** The words of Semantic Versioning for the pre-releases that PEP 440 has. */
const PYTHON: Readonly<Record<string, string>> = {
  a: 'a',
  alpha: 'a',
  b: 'b',
  beta: 'b',
  c: 'rc',
  rc: 'rc',
  pre: 'rc',
  preview: 'rc',
  dev: '.dev',
  nightly: '.dev',
};

interface Parts {
  readonly core: string;
  readonly pre: string | undefined;
  readonly build: string | undefined;
}

function partsOf(version: string): Parts {
  const parts = /^(\d+(?:\.\d+)*)(?:-([0-9A-Za-z.-]+))?(?:\+(.+))?$/.exec(version);
  return { core: parts?.[1] ?? version, pre: parts?.[2], build: parts?.[3] };
}

/**
 * A version (Semantic Versioning) as an ecosystem writes it at a place; undefined when it cannot say it.
 * Sources: PEP 440; `Gem::Version`, where a letter makes a pre-release and `-` means one too; the Cabal user guide (numbers only);
 * MSBuild's assembly attributes (numbers only).
 */
export function writtenAt(place: VersionSource, version: string): string | undefined {
  const { core, pre, build } = partsOf(version);
  if (place.ecosystem === 'python') return pythonOf(core, pre, build);
  if (place.ecosystem === 'haskell') return pre === undefined && build === undefined ? core : undefined;
  if (place.ecosystem === 'ruby') return build === undefined ? [core, ...(pre === undefined ? [] : [pre.replace(/-/g, '.')])].join('.') : undefined;
  if (place.ecosystem === 'dotnet' && NUMBERS_ONLY.has(place.key)) {
    if (place.key === 'VersionPrefix' && pre !== undefined) return undefined;
    return place.value.split('.').length === 4 && core.split('.').length === 3 ? `${core}.0` : core;
  }
  // A store wants a higher build number with each upload.
  const number = place.ecosystem === 'dart' ? /\+(\d{1,15})$/.exec(place.value)?.[1] : undefined;
  if (number !== undefined && build === undefined) return `${version}+${Number(number) + 1}`;
  return place.value.startsWith('v') ? `v${version}` : version;
}

/** The value of a place is this version, in any of the spellings that its ecosystem takes for the same. */
export function says(place: VersionSource, version: string | undefined): boolean {
  if (version === undefined) return false;
  const value = place.value.replace(/^v(?=\d)/, '');
  if (value === version) return true;
  if (place.ecosystem === 'python') {
    const written = writtenAt(place, version);
    return written !== undefined && pythonForm(value) === pythonForm(written);
  }
  if (place.ecosystem === 'dart') return value.replace(/\+\d+$/, '') === version;
  if (place.ecosystem === 'dotnet' && NUMBERS_ONLY.has(place.key)) return place.value === writtenAt(place, version);
  return place.ecosystem === 'ruby' && value === writtenAt(place, version);
}

function pythonOf(core: string, pre: string | undefined, build: string | undefined): string | undefined {
  const local = build === undefined ? '' : `+${build.toLowerCase().replace(/[-_]/g, '.')}`;
  if (pre === undefined) return `${core}${local}`;
  const parts = /^([a-z]+)[.-]?(\d*)$/i.exec(pre);
  const word = PYTHON[parts?.[1]?.toLowerCase() ?? ''];
  return word === undefined ? undefined : `${core}${word}${parts?.[2] === '' ? '0' : parts?.[2]}${local}`;
}

/** PEP 440's normal form, as far as versions of releases differ from it in practice. */
function pythonForm(value: string): string {
  return value
    .toLowerCase()
    .replace(
      /[-_.]?(alpha|beta|preview|pre|rc|[abc])[-_.]?(\d*)/g,
      (_, word: string, number: string) => `${PYTHON[word]}${number === '' ? '0' : number}`,
    )
    .replace(/[-_.]?dev[-_.]?(\d*)/g, (_, number: string) => `.dev${number === '' ? '0' : number}`);
}
