import { type Analysis, familyOf, isGithubToken, isRollingFamily, locate, type Run } from '../../../chain/index.ts';
import { listed, targetText } from '../../links.ts';
import type { Draft } from '../../rule.ts';
import { versionTargets } from '../../version-effects.ts';
import { groupOf } from './groups.ts';
import { scopesOf } from './scopes.ts';
import type { Held } from './subject.ts';

/**
 * Three or more tags that one run makes, each of which starts a run in one and the same group: one of them runs, one waits, and every further one
 * takes the place of the one that waits.
 */
export function* evictions({ declared, world }: Analysis): Generator<Draft> {
  const makers = [...declared.values()].flat().flatMap((run) => {
    const families = familiesMadeBy(run);
    return families.size >= 3 ? [{ run, families }] : [];
  });
  if (makers.length === 0) return;
  for (const runs of declared.values()) {
    const waiting = runs.filter((r) => r.event.name === 'push' && r.event.refType === 'tag' && r.event.ref.k === 'str');
    const together = new Map<string, { run: Run; scope: ReturnType<typeof scopesOf>[number]; names: string[] }[]>();
    for (const run of waiting)
      for (const scope of scopesOf(run)) {
        if (scope.concurrency.queue?.text === 'max') continue;
        const group = groupOf(scope.concurrency, run.event, run.workflow, world, scope.called);
        const names = scope.effects.flatMap((e) => versionTargets(e, world).map(targetText));
        if (group !== undefined && names.length > 0) together.set(group, [...(together.get(group) ?? []), { run, scope, names }]);
      }
    for (const held of together.values()) {
      const maker = makers.find((m) => held.filter((h) => m.families.has(familyOf(h.run.event.ref) ?? '?')).length >= 3);
      const first = held[0];
      if (maker === undefined || first === undefined) continue;
      const { concurrency } = first.scope;
      const at = locate(concurrency.group!);
      yield {
        at,
        certainty: 'likely',
        title: `Of ${held.length} tags that are pushed together, only two start a release that is carried out`,
        message: `${maker.run.workflow.path} makes the tags of ${maker.families.size} packages in one run, and each of them starts ${first.run.workflow.path}. All these runs come into one concurrency group (\`${concurrency.group?.text ?? ''}\`): one runs, one waits, and each further one cancels the one that waits. So ${listed([...new Set(held.flatMap((h) => h.names))])} of the packages between are not reached.`,
        chain: [
          {
            kind: 'workflow',
            text: `${maker.run.workflow.path} makes ${maker.families.size} tags`,
            ...(maker.run.effects[0] ? { location: maker.run.effects[0].at } : {}),
            state: 'holds',
          },
          { kind: 'filter', text: 'one group holds one run and one that waits', location: at, state: 'cut' },
        ],
        assumptions: ['three packages or more are released together'],
        facts: ['conc.one', 'conc.queue'],
        key: ['evicted', concurrency.group?.text ?? ''],
        subject: { why: 'evicted', concurrency, event: first.run.event } satisfies Held,
        advice: 'Put the tag into the group (`${{ github.ref }}`), or let all of them wait with `queue: max`.',
      };
      break;
    }
  }
}

/** Families of the tags that a run makes with a credential whose events start runs. */
function familiesMadeBy(run: Run): Set<string> {
  const out = new Set<string>();
  for (const e of run.effects) {
    const makes =
      e.deed.kind === 'tag'
        ? e.deed.act !== 'delete' && e.deed.act !== 'move'
        : e.deed.kind === 'release' && e.deed.act === 'create' && e.deed.draft === false;
    if (
      !makes ||
      e.happens === false ||
      e.elsewhere !== undefined ||
      e.tag === undefined ||
      isGithubToken(e.held.credential) ||
      e.held.credential.kind === 'unknown' ||
      e.held.credential.kind === 'none'
    )
      continue;
    const family = familyOf(e.tag);
    if (family !== undefined && !isRollingFamily(family)) out.add(family);
  }
  return out;
}
