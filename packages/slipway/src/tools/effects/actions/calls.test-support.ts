/** Calls of actions for the tests of this folder, and deeds as lines that can be compared. */

import { expect } from 'vitest';
import { describe as shown, str, token, type Val } from '../../../actions/index.ts';
import type { ActionCall, Deed } from '../../types.ts';
import { actionKnowledge } from './index.ts';

export interface Given {
  readonly uses: string;
  readonly with?: Readonly<Record<string, string | Val>>;
  readonly env?: Readonly<Record<string, string | Val>>;
  readonly event?: { readonly name?: string; readonly refType?: 'branch' | 'tag' | 'other'; readonly ref?: string; readonly message?: string };
  readonly files?: Readonly<Record<string, string>>;
  readonly asOf?: string;
  readonly version?: string;
}

export const PAT = token({ kind: 'secret', name: 'RELEASE_TOKEN' });
export const BUILT_IN = token({ kind: 'github-token' });

export function callOf(given: Given): ActionCall {
  const [name = '', ref = ''] = given.uses.split('@');
  const match = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?$/.exec(ref);
  const part = (index: number) => (match?.[index] === undefined ? undefined : Number(match[index]));
  const value = (all: Readonly<Record<string, string | Val>> | undefined, wanted: string, any: boolean): Val | undefined => {
    const found = Object.entries(all ?? {}).find(([key]) => (any ? key.toLowerCase() === wanted.toLowerCase() : key === wanted))?.[1];
    return typeof found === 'string' ? str(found) : found;
  };
  const files = given.files ?? {};
  const shortRef = given.event?.ref ?? (given.event?.refType === 'tag' ? 'v1.2.3' : 'main');
  return {
    name: name.toLowerCase(),
    ref,
    version: match ? { major: Number(match[1]), minor: part(2), patch: part(3) } : undefined,
    input: (input) => value(given.with, input, true),
    inputNames: Object.keys(given.with ?? {}),
    env: (variable) => value(given.env, variable, false),
    workingDirectory: undefined,
    event: {
      name: given.event?.name ?? 'push',
      refType: given.event?.refType ?? 'branch',
      ref: str(`refs/${given.event?.refType === 'tag' ? 'tags' : 'heads'}/${shortRef}`),
      refName: str(shortRef),
      message: str(given.event?.message ?? ''),
    },
    world: {
      read: (path) => files[path],
      exists: (path) => path in files,
      list: () => Object.keys(files).sort(),
      slug: 'octo/tool',
      defaultBranch: 'main',
      version: given.version ?? '1.2.3',
      asOf: given.asOf ?? '2026-11-20',
    },
  };
}

export function deedsOf(given: Given): readonly Deed[] {
  const call = callOf(given);
  const knowledge = actionKnowledge(call.name);
  expect(knowledge, call.name).toBeDefined();
  return knowledge!.deeds(call);
}

export function outputsOf(given: Given): ReadonlyMap<string, Val> {
  const call = callOf(given);
  return actionKnowledge(call.name)?.outputs?.(call) ?? new Map();
}

/** A deed in a line: kind, act, name, credential, and what else decides. */
function line(deed: Deed): string {
  const by = deed.by.how === 'token' ? shown(deed.by.value) : deed.by.how;
  const word = 'act' in deed && deed.act !== undefined ? `${deed.kind} ${deed.act}` : deed.kind;
  const name = (value: Val | undefined) => (value === undefined ? '-' : shown(value));
  switch (deed.kind) {
    case 'release':
      return `${word} ${name(deed.tag)} by ${by}${deed.draft ? ' draft' : ''}${deed.draftFirst ? ' draft-first' : ''}${deed.prerelease ? ' prerelease' : ''}`;
    case 'tag':
    case 'branch':
      return `${word} ${name(deed.name)} by ${by}`;
    case 'git':
      return [
        word,
        name(deed.act === 'push' ? deed.remote : deed.name),
        ...(deed.refspecs ?? []).map(shown),
        deed.allTags ? '--tags' : '',
        deed.followTags ? '--follow-tags' : '',
      ]
        .filter(Boolean)
        .join(' ');
    case 'dispatch':
      return `${word} ${name(deed.workflow ?? deed.eventType)} on ${name(deed.ref)} by ${by}`;
    case 'package':
      return `package ${deed.registry} ${deed.names.join(',')} by ${by}`;
    case 'image':
      return `image ${deed.push ? 'pushed' : 'built'} ${deed.images.map(shown).join(' ')}`;
    case 'tap':
      return `${word} ${deed.manager} ${name(deed.repository)} by ${by}`;
    case 'pull-request':
      return `${word} ${name(deed.title)} by ${by}`;
    case 'deploy':
      return `deploy ${deed.target}`;
    default:
      return `${word} by ${by}`;
  }
}

export const lines = (given: Given) =>
  deedsOf(given)
    .filter((deed) => deed.kind !== 'history')
    .map(line);
