import { compileChanges } from '../../source/change/index.ts';
import { applyEdits } from '../../source/index.ts';
import type { Component } from '../types.ts';
import { type ComponentVersion, setVersion } from './index.ts';

export const component = (name: string, path = '', more: Partial<Component> = {}): Component => ({
  name,
  path,
  paths: [],
  tag: 'v{version}',
  scheme: { kind: 'semver' },
  rules: { types: new Map(), breaking: 'major', other: 'none', beforeOne: { breaking: 'minor', feature: 'minor' } },
  driver: 'slipway',
  dependsOn: [],
  first: '0.1.0',
  ...more,
});

export type Files = Readonly<Record<string, string>>;
interface Done {
  /** Lines that differ, as `path: after`. */
  readonly lines: readonly string[];
  readonly missed: readonly string[];
  readonly after: Files;
}

/** Sets a version in files that are only here. */
export function release(files: Files, from: string | undefined, to: string, all?: readonly ComponentVersion[], name?: string): Done {
  const everyone = all ?? [{ component: component('tool'), from, to }];
  const one = everyone.find((other) => other.component.name === name) ?? everyone[0]!;
  const read = (path: string): string | undefined => files[path];
  const { changes, missed } = setVersion(read, () => Object.keys(files).sort(), one.component, from, to, everyone);
  const written = applyEdits(new Map(Object.entries(files)), compileChanges(read, changes));
  const after = { ...files, ...(Object.fromEntries(written) as Files) };
  const lines = Object.keys(files)
    .sort()
    .flatMap((path) => {
      const old = files[path]!.split('\n');
      return after[path]!.split('\n').flatMap((line, at) => (line === old[at] ? [] : [`${path}: ${line.trim()}`]));
    });
  return { lines, missed, after };
}
