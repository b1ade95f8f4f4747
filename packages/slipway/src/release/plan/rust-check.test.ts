import { describe, expect, it } from 'vitest';
import { Repository, released } from './history.fixture.ts';

const CARGO = (version: string): string => `[package]\nname = "core"\nversion = "${version}"\n`;
const CONFIG = 'release: { driven-by: release-plz, changelog: false }';

/** A library of one file, released as a version, and changed after that. */
function library(version: string, before: string, after: string, more: Readonly<Record<string, string>> = {}): ReturnType<Repository['plan']> {
  const repository = new Repository({ 'Cargo.toml': CARGO(version), 'src/lib.rs': before, ...more }).tag(`v${version}`);
  const old = new Map(repository.files);
  repository.commit('a change', { 'src/lib.rs': after });
  const config = CONFIG.replace('changelog', `paths: ['src/**'], changelog`);
  return repository.plan(config, { readAt: (_, path) => old.get(path) });
}

describe('the public interface of a library of release-plz', () => {
  const [one, two] = ['pub fn a() {}\n', 'pub fn b() {}\n'];

  it.each([
    ['1.2.3', one, two, '2.0.0'],
    ['0.4.1', one, two, '0.5.0'],
    ['0.0.7', one, two, '0.0.8'],
    ['1.2.3', one, one + two, '1.2.4'],
  ])('%s', (version, before, after, expected) => {
    expect(released(library(version, before, after))).toEqual([`root ${version} -> ${expected}`]);
  });

  it('is told with what it rests on', () => {
    expect(library('1.2.3', one, two).components[0]!.why).toContain(
      'a is gone, as far as its sources tell, so its public interface breaks; release-plz has that checked by a build: major.',
    );
    expect(library('1.2.3', one, one + two).components[0]!.why).toContain(
      'Its public interface does not break, as far as its sources tell; release-plz has that checked by a build.',
    );
  });

  it('is not looked at where release-plz is told so', () => {
    const told = { 'release-plz.toml': '[workspace]\nsemver_check = false\n' };
    expect(released(library('1.2.3', one, two, told))).toEqual(['root 1.2.3 -> 1.2.4']);
  });
});
