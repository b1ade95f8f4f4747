import type { Val } from '../../../actions/index.ts';
import { asText, describe, str, token } from '../../../actions/index.ts';
import type { CommandCall, Deed, ToolWorld } from '../../types.ts';

/** A tree made of texts. */
export function treeOf(files: Readonly<Record<string, string>>, more: Partial<ToolWorld> = {}): ToolWorld {
  const paths = Object.keys(files).sort();
  return {
    read: (path) => files[path],
    exists: (path) => Object.hasOwn(files, path),
    list: () => paths,
    slug: 'acme/rocket',
    defaultBranch: 'main',
    version: '1.2.3',
    asOf: '2026-11-20',
    ...more,
  };
}

export const PAT: Val = token({ kind: 'secret', name: 'PAT' });
export const GITHUB_TOKEN: Val = token({ kind: 'github-token' });

export interface CallOptions {
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, Val>>;
  readonly stdin?: Val;
  readonly pipedFrom?: readonly (readonly Val[])[];
  readonly cwd?: string;
}

/** A call of literal words (split at spaces) or of values. */
export function callOf(words: string | readonly (string | Val)[], options: CallOptions = {}): CommandCall {
  const values = (typeof words === 'string' ? words.split(' ') : words).map((word) => (typeof word === 'string' ? str(word) : word));
  return {
    words: values,
    texts: values.map(asText),
    env: (name) => options.env?.[name],
    ...(options.stdin ? { stdin: options.stdin } : {}),
    pipedFrom: options.pipedFrom ?? [],
    cwd: options.cwd ?? '',
    event: { name: 'push', refType: 'branch', ref: str('refs/heads/main'), refName: str('main'), message: str('feat: fly') },
    world: treeOf(options.files ?? {}),
  };
}

const isValue = (value: unknown): value is Val => typeof value === 'object' && value !== null && 'k' in value;

/** A deed as plain words: kind, then the named fields with values described. */
export function told(deed: Deed, ...fields: readonly string[]): string {
  const all = deed as unknown as Readonly<Record<string, unknown>>;
  const one = (value: unknown): string => (isValue(value) ? describe(value) : Array.isArray(value) ? value.map(one).join(',') : String(value));
  return [deed.kind, ...fields.map((field) => one(all[field]))].join(' ');
}
