import { GitHubError } from './failure.ts';
import type { Repository } from './repository.ts';

/** What became of the labels of an issue or a pull request. */
export interface SyncedLabels {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Labels that the repository did not have, and has now. */
  readonly made: readonly string[];
  /** Labels that the token could not make or put on. */
  readonly refused: readonly string[];
}

/** Of a label that is made: the green of GitHub's own ones. */
const COLOR = '0e8a16';

/**
 * Puts labels on an issue and takes others off; all further ones are people's, and stay. A label that the repository lacks is made where the token may.
 * @param there labels that it has
 * @param wanted labels that it shall have
 * @param unwanted labels that it shall no longer have
 */
export async function syncLabels(
  at: Repository,
  issue: number,
  { there, wanted, unwanted }: { readonly there: readonly string[]; readonly wanted: readonly string[]; readonly unwanted: readonly string[] },
): Promise<SyncedLabels> {
  const has = (label: string): boolean => there.some((one) => isSame(one, label));
  const made: string[] = [];
  const refused: string[] = [];
  const added: string[] = [];
  for (const name of wanted.filter((label) => !has(label))) {
    const ready = await ensureLabel(at, name);
    if (ready === 'refused') refused.push(name);
    else added.push(name);
    if (ready === 'made') made.push(name);
  }
  if (added.length > 0 && !(await put(at, issue, added))) refused.push(...added.splice(0));
  const removed = unwanted.filter((label) => has(label) && !wanted.some((one) => isSame(one, label)));
  for (const name of removed)
    await at.find(
      'DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}',
      { issue_number: issue, name },
      { deed: `take the label ${name} off #${issue}` },
    );
  return { added, removed, made, refused };
}

/** Names of labels differ by more than upper and lower case. */
const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

async function ensureLabel(at: Repository, name: string): Promise<'there' | 'made' | 'refused'> {
  const there = await at.find('GET /repos/{owner}/{repo}/labels/{name}', { name }, { deed: `read the label ${name}` });
  if (there !== undefined) return 'there';
  try {
    await at.send('POST /repos/{owner}/{repo}/labels', { name, color: COLOR }, { deed: `make the label ${name}` });
    return 'made';
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    // Another run made it in the meantime.
    if (error.kind === 'invalid' && /already.exists/i.test(error.message)) return 'there';
    if (error.kind === 'forbidden' || error.kind === 'missing') return 'refused';
    throw error;
  }
}

async function put(at: Repository, issue: number, labels: readonly string[]): Promise<boolean> {
  try {
    await at.send('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', { issue_number: issue, labels }, { deed: `put labels on #${issue}` });
    return true;
  } catch (error) {
    if (error instanceof GitHubError && (error.kind === 'forbidden' || error.kind === 'missing')) return false;
    throw error;
  }
}
