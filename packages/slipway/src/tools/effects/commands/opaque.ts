import type { Deed } from '../../types.ts';
import { LOCAL } from './credentials.ts';

/** Names of tasks that may release something. */
const RELEASES = /release|publish|deploy|^ship|\bbump|^tag$|:tag\b|-tag$/i;
/** Names of tasks that prepare or check one, and do not release. */
const PREPARES = /dry-?run|check|verify|test|lint|notes|build|plan|validate|snapshot|docs?$|changelog|artifacts|package$/i;

/** Whether a task whose text is not in the tree, or not readable, may make a release: judged by its name only. */
export function mayRelease(name: string): boolean {
  return RELEASES.test(name) && !PREPARES.test(name);
}

/** A task that nothing here can read: opaque when its name says that it releases, else nothing. */
export function opaqueTask(tool: string, task: string | undefined): readonly Deed[] {
  if (task === undefined || !mayRelease(task)) return [];
  return [{ kind: 'opaque', tool, by: LOCAL, needs: [], why: `what ${tool} does is not written in a form that is read` }];
}
