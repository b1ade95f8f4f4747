import type { Workflow } from '../../../actions/index.ts';
import { type Change, entryOf, get, isMap, quoteScalar, strings } from '../../../source/index.ts';
import { listOf, setTriggerKey } from '../../fixes/parts/triggers.ts';
import type { Proposal } from '../../fixes/types.ts';

export type Offer = (id: string, title: string, changes: readonly Change[], tradeoffs?: readonly string[]) => Proposal;

/** A filter of an event that has none: the event that has it, or no filter. */
export function* moveFilter(workflow: Workflow, event: string, key: string, offer: Offer): Generator<Proposal> {
  const on = get(workflow.parsed.root, 'on');
  const list = strings(get(on, event, key));
  // `github.event` of a push names the ref in full, and has no `ref_type`.
  const same = !/github\.event\.(?:ref|ref_type|master_branch)\b|GITHUB_EVENT_PATH/.test(workflow.file.text);
  if (event === 'create' && same && (key === 'tags' || key === 'branches') && list.length > 0 && !entryOf(on, 'push'))
    yield offer(
      'push',
      `let a push of such a ${key === 'tags' ? 'tag' : 'branch'} start it, not the making of any ref`,
      [{ op: 'rename-key', at: ['on', 'create'], to: 'push' }],
      [key === 'tags' ? 'A tag that is moved starts it too.' : 'Every push to such a branch starts it, not only the first.'],
    );
  const others = entryOf(on, event)?.value;
  const at = isMap(others) && others.entries.length === 1 ? ['on', event] : ['on', event, key];
  yield offer('remove', `take \`${key}\` away, which \`${event}\` does not look at`, [
    at.length === 2 ? { op: 'set', at, value: '' } : { op: 'remove', at },
  ]);
}

/** Two filters of one kind, of which GitHub takes one: what is left out becomes a pattern with `!`. */
export function* oneFilter(workflow: Workflow, event: string, ignoreKey: string, offer: Offer): Generator<Proposal> {
  const key = ignoreKey.replace(/-ignore$/, '');
  const on = get(workflow.parsed.root, 'on', event);
  const all = [...strings(get(on, key)), ...strings(get(on, ignoreKey)).map((p) => `!${p}`)];
  const given = get(on, key);
  const fresh = all.slice(strings(given).length);
  const changes: Change[] =
    given?.kind === 'seq'
      ? fresh.map((p) => ({ op: 'insert', at: ['on', event, key, given.items.length], value: quoteScalar(p) }))
      : setTriggerKey(workflow, event, key, listOf(all));
  yield offer('one-filter', `leave out ${fresh.map((p) => `\`${p}\``).join(', ')} in \`${key}\``, [
    ...changes,
    { op: 'remove', at: ['on', event, ignoreKey] },
  ]);
}
