import { expect, it } from 'vitest';
import { treeOf } from '../effects/commands/world.fixture.ts';
import { cargoCrate } from './index.ts';

const root =
  '[workspace]\nmembers = ["crates/*"]\n\n[workspace.package]\nversion = "0.3.0"\n\n[workspace.dependencies]\nwords = { path = "crates/words", version = "0.3.0" }\n';
const words = '[package]\nname = "words"\nversion.workspace = true\n';
const crate = (manifest: string) =>
  cargoCrate(treeOf({ 'Cargo.toml': root, 'crates/words/Cargo.toml': words, 'crates/run/Cargo.toml': manifest }), 'crates/run')!;

it('takes version and dependencies from the workspace', () => {
  const one = crate('[package]\nname = "run"\nversion.workspace = true\n\n[dev-dependencies]\nwords.workspace = true\n');
  expect([one.version, one.workspace, one.publishable]).toEqual(['0.3.0', '', true]);
  expect(one.dependencies.map((d) => [d.name, d.kind, d.directory, d.requirement])).toEqual([['words', 'dev', 'crates/words', '0.3.0']]);
});

it('knows renamed dependencies, those of targets, and paths without a version', () => {
  const one = crate(
    '[package]\nname = "run"\nversion = "1.0.0"\n\n[target.\'cfg(unix)\'.build-dependencies]\nw = { package = "words", path = "../words" }\n',
  );
  expect(one.dependencies.map((d) => [d.name, d.kind, d.requirement, d.at.line])).toEqual([['words', 'build', undefined, 6]]);
});

it.each([
  ['publish = false', false],
  ['publish = []', false],
  ['publish = ["inside"]', false],
  ['publish = ["crates-io"]', true],
  ['', true],
])('reads %j', (line, publishable) => {
  expect(crate(`[package]\nname = "run"\nversion = "1.0.0"\n${line}\n`).publishable).toBe(publishable);
});

it('has nothing to say of a manifest without a package', () => {
  expect(cargoCrate(treeOf({ 'Cargo.toml': root }), '')).toBeUndefined();
});
