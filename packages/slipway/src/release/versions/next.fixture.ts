import type { Channel, Driver, Scheme, Tag } from '../types.ts';
import { type Next, type NextQuestion, nextVersion } from './index.ts';

export const STABLE: Channel = { name: 'stable', branches: ['main'], latest: true };
export const RC: Channel = { name: 'rc', identifier: 'rc', branches: ['main'], latest: false };
export const BETA: Channel = { name: 'beta', identifier: 'beta', branches: ['main'], latest: false };
export const NIGHTLY: Channel = { name: 'nightly', identifier: 'nightly', branches: ['main'], latest: false };
export const PROMOTING: Channel = { ...STABLE, promotes: 'rc' };
export const HOTFIX: Channel = { name: 'hotfix', branches: ['hotfix/*'], hotfix: 'patch', latest: true };
export const SUFFIX: Channel = { name: 'hotfix', branches: ['hotfix/*'], hotfix: 'suffix', latest: false };
export const ONE: NonNullable<NextQuestion['line']> = { branch: '1.x', range: '1.x' };

export const hash = (n: number | string): string => `${n}`.padStart(40, '0');
export const HEAD = hash('f');
export const tag = (name: string, commit: string = hash(name.replace(/[^0-9]/g, ''))): Tag => ({ name, commit, date: 0, annotated: false });

export interface Setting extends Partial<Omit<NextQuestion, 'all' | 'contained' | 'component'>> {
  readonly tags?: readonly (string | Tag)[];
  /** Released from commits that head does not contain. */
  readonly elsewhere?: readonly (string | Tag)[];
  readonly first?: string;
  readonly template?: string;
  readonly scheme?: Scheme;
  readonly driver?: Driver;
}

export function ask(setting: Setting): Next {
  const { tags = [], elsewhere = [], first = '0.1.0', template = 'v{version}', scheme = { kind: 'semver' }, driver = 'slipway', ...rest } = setting;
  const contained = tags.map((one) => (typeof one === 'string' ? tag(one) : one));
  const others = elsewhere.map((one) => (typeof one === 'string' ? tag(one) : one));
  return nextVersion({
    component: { name: 'core', tag: template, scheme, first, driver },
    head: HEAD,
    all: [...contained, ...others],
    contained,
    channel: STABLE,
    bump: 'patch',
    day: '2026-11-21',
    ...rest,
  });
}

export function version(setting: Setting): string {
  const next = ask(setting);
  return next.kind === 'release' ? next.version : `${next.kind}: ${next.reason}`;
}
