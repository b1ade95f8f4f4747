import type { Step } from '../actions/index.ts';

/** The version of an action that a step asks for. */
export interface ActionVersion {
  /** `owner/repo`. */
  readonly action: string;
  /** As it is written: the ref, or for a commit the version in the comment behind it; '' when no version is written. */
  readonly written: string;
  readonly major: number | undefined;
}

/** Which version of which action of another repository a step uses; undefined for a step that uses none. */
export function actionVersion({ uses }: Step): ActionVersion | undefined {
  if (uses?.is.kind !== 'remote') return undefined;
  const { owner, repo, ref } = uses.is;
  const written = /^[0-9a-f]{40}$/.test(ref) ? (/v?\d+(?:\.\d+)*/.exec(uses.comment ?? '')?.[0] ?? '') : ref;
  const major = /^v?(\d+)(?:$|\D)/.exec(written)?.[1];
  return { action: `${owner}/${repo}`, written, major: major === undefined ? undefined : Number(major) };
}
