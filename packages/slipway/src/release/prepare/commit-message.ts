import type { Person, Plan } from '../types.ts';

const PLAN = 'Slipway-Plan';
const TREE = 'Slipway-Tree';

/**
 * The message of the commit that carries a plan out; its last lines tell a later run which plan it was, and that nobody changed the commit.
 *
 * @param tree hash of the commit's tree; undefined for a commit that is never replaced
 * @param authors of commits whose edits are in this one
 */
export function commitMessage(plan: Plan, tree: string | undefined, authors: readonly Person[] = []): string {
  const released = plan.components.map(({ name, from, to }) => `- ${name} ${from === null ? '' : `${from.version} -> `}${to}`);
  const people = [...new Set(authors.map(({ name, email }) => `Co-authored-by: ${plain(name)} <${plain(email)}>`))];
  const trailers = [`${PLAN}: ${plan.digest}`, ...(tree === undefined ? [] : [`${TREE}: ${tree}`]), ...people];
  return `${plan.pullRequest.title}\n\n${released.join('\n')}\n\n${trailers.join('\n')}\n`;
}

/** Whether it is Slipway's commit, as Slipway made it. */
export function isOwnCommit({ message, tree }: { readonly message: string; readonly tree: string }): boolean {
  return new RegExp(`^${PLAN}: [0-9a-f]{64}\\s*$`, 'm').test(message) && new RegExp(`^${TREE}: ${tree}\\s*$`, 'm').test(message);
}

/** A name cannot end its line, or hold another address. */
function plain(text: string): string {
  return text.replace(/[\r\n<>]/g, '').trim();
}
