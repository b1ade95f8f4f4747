import { ask, jsonOf, notKnown } from './ask.ts';
import type { Presence, RegistryOptions } from './types.ts';

const present = (text: string): Presence => ({ state: 'present', text });
const absent = (text: string): Presence => ({ state: 'absent', text });

/**
 * npm keeps the time of every version that there ever was, also of one that was unpublished: its number is never free again (`npm.perm`).
 * A package that may not be seen is answered like one that is not there, so of a scoped one that says nothing.
 */
export async function onNpm(name: string, version: string, options: RegistryOptions): Promise<Presence> {
  if (options.npm === undefined)
    return { state: 'unknown', text: 'npm could not be asked: npm is not installed here, so where its registry is is not known' };
  const answer = await ask(`${options.npm}/${name.replace('/', '%2F')}`, options, { accept: 'application/json' });
  // Only a scoped package can be private.
  if (answer.status === 404 && name.startsWith('@'))
    return { state: 'unknown', text: `npm shows no package ${name} without an account: it is not there, or private` };
  if (answer.status === 404) return absent(`npm has no package ${name}`);
  const found = answer.status === 200 ? jsonOf(answer.text) : undefined;
  if (!isRecord(found)) return notKnown('npm', answer);
  if (isRecord(found.versions) && version in found.versions) return present(`npm has ${name} ${version}`);
  if (isRecord(found.time) && version in found.time) return present(`npm had ${name} ${version}, and its number can never be used again`);
  const gone = isRecord(found.time) && isRecord(found.time.unpublished) ? found.time.unpublished.versions : undefined;
  if (Array.isArray(gone) && gone.includes(version)) return present(`npm had ${name} ${version}, and its number can never be used again`);
  return absent(`npm has no ${name} ${version}`);
}

/**
 * Go's module mirror keeps what anybody has fetched, and its checksum for ever. The question itself must not make it fetch: `cached-only`.
 * @see https://proxy.golang.org
 */
export async function onGoMirror(module: string, version: string, options: RegistryOptions): Promise<Presence> {
  const path = `${module}/@v/v${version}.info`.replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
  const answer = await ask(`${options.go ?? 'https://proxy.golang.org'}/cached-only/${path}`, options, { 'disable-module-fetch': 'true' });
  if (answer.status === 200) return present(`Go's module mirror has ${module} v${version}, and its checksum can never change`);
  return answer.status === 404 || answer.status === 410
    ? absent(`Go's module mirror has no ${module} v${version}`)
    : notKnown("Go's module mirror", answer);
}

/** The sparse index has a line for each version, also for a yanked one: https://doc.rust-lang.org/cargo/reference/registry-index.html */
export async function onCrates(name: string, version: string, options: RegistryOptions): Promise<Presence> {
  const answer = await ask(`${options.crates ?? 'https://index.crates.io'}/${indexPath(name.toLowerCase())}`, options);
  if (answer.status === 404 || answer.status === 410 || answer.status === 451) return absent(`crates.io has no crate ${name}`);
  if (answer.status !== 200) return notKnown('crates.io', answer);
  const versions = answer.text.split('\n').flatMap((line) => {
    const read = line.trim() === '' ? undefined : jsonOf(line);
    return isRecord(read) && typeof read.vers === 'string' ? [read.vers] : [];
  });
  const same = versions.some((one) => one.replace(/\+.*$/, '') === version.replace(/\+.*$/, ''));
  return same ? present(`crates.io has ${name} ${version}, and its number can never be used again`) : absent(`crates.io has no ${name} ${version}`);
}

function indexPath(name: string): string {
  const encoded = encodeURIComponent(name);
  if (name.length <= 3) return `${name.length}/${name.length === 3 ? `${name[0]}/` : ''}${encoded}`;
  return `${name.slice(0, 2)}/${name.slice(2, 4)}/${encoded}`;
}

/** The simple API names all versions: https://packaging.python.org/en/latest/specifications/simple-repository-api/ */
export async function onPyPi(name: string, version: string, options: RegistryOptions): Promise<Presence> {
  const project = name.toLowerCase().replace(/[-_.]+/g, '-');
  const answer = await ask(`${options.pypi ?? 'https://pypi.org'}/simple/${encodeURIComponent(project)}/`, options, {
    accept: 'application/vnd.pypi.simple.v1+json',
  });
  if (answer.status === 404) return absent(`PyPI has no project ${name}`);
  const found = answer.status === 200 ? jsonOf(answer.text) : undefined;
  if (!isRecord(found) || !Array.isArray(found.versions)) return notKnown('PyPI', answer);
  const wanted = pythonVersion(version);
  return found.versions.some((one) => typeof one === 'string' && pythonVersion(one) === wanted)
    ? present(`PyPI has ${name} ${version}, and its files can never be used again`)
    : absent(`PyPI has no ${name} ${version}`);
}

/** `1.2.0-rc.1` as PEP 440 writes it, with zeros at the end left out: `1.2rc1`. */
function pythonVersion(text: string): string {
  const [, release = text, rest = ''] = /^v?(\d+(?:\.\d+)*)(.*)$/.exec(text.toLowerCase()) ?? [];
  const short = rest
    .replace(/[-_.]/g, '')
    .replace(/^alpha/, 'a')
    .replace(/^beta/, 'b')
    .replace(/^(?:c|pre|preview)(?=\d)/, 'rc');
  return release.replace(/(?:\.0)+$/, '') + short;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
