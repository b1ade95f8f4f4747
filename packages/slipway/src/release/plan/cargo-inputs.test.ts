import { describe, expect, it } from 'vitest';
import { changedInputs } from './cargo-inputs.ts';

const ROOT = (serde: string, more = ''): string =>
  `[workspace]\nmembers = ["crates/*"]\n[workspace.dependencies]\nserde = ${serde}\nlog = "0.4"\n${more}`;
const CRATE = (dependency: string): string => `[package]\nname = "core"\nversion = "0.3.0"\n[dependencies]\n${dependency} = { workspace = true }\n`;
const LOCK = (versions: Readonly<Record<string, string>>): string =>
  Object.entries(versions)
    .map(([name, version]) => `[[package]]\nname = "${name}"\nversion = "${version}"\n${name === 'core' ? 'dependencies = [\n "serde",\n]\n' : ''}`)
    .join('\n');

/** What is said of the crate `crates/core`, with files before and now. */
function said(
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
  driver: 'release-plz' | 'cargo-dist' = 'release-plz',
): string | undefined {
  const question = { read: (path: string) => now[path], readAt: (_: string, path: string) => before[path], list: () => Object.keys(now).sort() };
  return changedInputs(question, { path: 'crates/core', driver }, 'abc');
}

describe('what a crate is built from', () => {
  const now = (serde: string, more = {}) => ({ 'Cargo.toml': ROOT(serde), 'crates/core/Cargo.toml': CRATE('serde'), ...more });

  it('is asked for otherwise by the workspace', () => {
    expect(said({ 'Cargo.toml': ROOT('"1.0"') }, now('"1.1"'))).toBe(
      'Cargo.toml asks for serde otherwise than at the last release, and the crate is built from it: patch.',
    );
    expect(said({ 'Cargo.toml': ROOT('"1"') }, now('{ version = "1", features = ["derive"] }'))).toContain('serde');
  });

  it('is asked for as before', () => {
    expect(said({ 'Cargo.toml': ROOT('{ version = "1.0" }') }, now('"1.0"'))).toBeUndefined();
    expect(said({ 'Cargo.toml': ROOT('"1.0"') }, { ...now('"1.1"'), 'crates/core/Cargo.toml': CRATE('log') })).toBeUndefined();
    expect(said({ 'Cargo.toml': ROOT('"1.0"') }, now('{ path = "crates/serde", version = "2" }'))).toBeUndefined();
    expect(said({}, now('"1.1"'))).toBeUndefined();
    expect(said({ 'Cargo.toml': ROOT('"1.0"') }, now('"1.1"'), 'cargo-dist')).toBeUndefined();
  });

  it('is locked at another version, which counts for a program', () => {
    const root = ROOT('"1.0"');
    const before = { 'Cargo.toml': root, 'Cargo.lock': LOCK({ core: '0.3.0', serde: '1.0.1', other: '1.0.0' }) };
    const after = (serde: string, other: string, main = 'crates/core/src/main.rs') =>
      now('"1.0"', { 'Cargo.lock': LOCK({ core: '0.3.0', serde, other }), [main]: '' });
    expect(said(before, after('1.0.2', '1.0.0'))).toBe(
      'Cargo.lock has another version of serde than at the last release, and the program is built from it: patch.',
    );
    expect(said(before, after('1.0.1', '2.0.0'))).toBeUndefined();
    expect(said(before, after('1.0.2', '1.0.0', 'crates/core/src/lib.rs'))).toBeUndefined();
  });
});
