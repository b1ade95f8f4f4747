import type { Workflow } from '../../../actions/index.ts';
import { type Analysis, familyOf, locate, type Opaque, type Run, targetKey, targetsOf } from '../../../chain/index.ts';
import { listed, targetText } from '../../links.ts';
import type { Draft } from '../../rule.ts';
import type { Subject } from './subject.ts';

/**
 * A callee that cannot be read and is given no secret can act as the GITHUB_TOKEN only. When it alone can make the event that a publisher waits for,
 * that publisher does not start: likely, because a person may make the event by hand.
 */
export function* opaqueMakers(analysis: Analysis): Generator<Draft> {
  const makers = opaqueReleases(analysis);
  if (makers.length === 0) return;
  const made = new Set(
    [...analysis.declared.values()]
      .flat()
      .flatMap((r) => r.effects.flatMap((e) => (e.tag !== undefined && !e.tagExists && e.elsewhere === undefined ? [familyOf(e.tag) ?? '?'] : []))),
  );
  for (const w of analysis.relevant) {
    const waits = w.triggers.filter((t) => (t.event === 'push' && t.tags !== undefined) || t.event === 'release');
    if (
      waits.length === 0 ||
      w.triggers.some((t) => ['workflow_run', 'workflow_call', 'schedule'].includes(t.event) || (t.event === 'push' && t.branches !== undefined))
    )
      continue;
    if (makers.some((m) => m.workflow === w)) continue;
    const runs = analysis.declared.get(w.path) ?? [];
    const lost = new Map(runs.flatMap((r) => r.effects.flatMap((e) => targetsOf(e, analysis.world).map((t) => [targetKey(t), t] as const))));
    if (lost.size === 0 || isDispatched(w, analysis)) continue;
    // Something that can be read makes the event: then the walk has judged it.
    if (runs.some((r) => r.event.family !== undefined && made.has(r.event.family)) || made.has('?')) continue;
    const maker = makers[0]!;
    const trigger = waits[0]!;
    const names = [...lost.values()].map(targetText);
    yield {
      at: locate(trigger.key),
      severity: 'warning',
      certainty: 'likely',
      title: `${w.path} waits for ${trigger.event === 'push' ? 'a tag' : 'a release'} that ${maker.what} makes with the GITHUB_TOKEN`,
      message: `Nothing in the tree makes the ${trigger.event === 'push' ? 'tag' : 'release'} that ${w.path} waits for but ${maker.what}, which is given no secret: it can act with the GITHUB_TOKEN only, and events made with that start no workflow run. So ${listed(names)} ${names.length === 1 ? 'is' : 'are'} reached only when a person makes the ${trigger.event === 'push' ? 'tag' : 'release'} by hand.`,
      chain: [
        { kind: 'workflow', text: `${maker.workflow.path} calls ${maker.what}`, location: maker.at, state: 'maybe' },
        { kind: 'credential', text: 'with the GITHUB_TOKEN at most: it is given no secret', location: maker.at, state: 'holds' },
        { kind: 'workflow', text: `${w.path} does not start`, location: locate(trigger.key), state: 'cut' },
      ],
      assumptions: ['no person makes the event by hand'],
      needs: ['give --mirrors DIR or --fetch, so that the called workflow can be read'],
      facts: ['gt.suppress', 'gt.call'],
      key: [maker.what, trigger.event],
      advice: `Call ${w.path} from the run that makes the ${trigger.event === 'push' ? 'tag' : 'release'}, or pass ${maker.what} the token of a GitHub App.`,
      subject: { opaque: maker, listener: w, trigger } satisfies Subject,
    };
  }
}

/** Something of the tree starts it on a tag, whoever made that. */
const isDispatched = (w: Workflow, { walks }: Analysis): boolean =>
  walks.some((walk) =>
    walk.seen.some((s) => s.workflow === w && s.start.answer === 'runs' && s.effect?.deed.kind === 'dispatch' && s.event.refType === 'tag'),
  );

function opaqueReleases(analysis: Analysis): Opaque[] {
  const out: Opaque[] = [];
  for (const runs of analysis.declared.values())
    for (const r of runs) {
      if (!startsByItself(r)) continue;
      for (const o of r.opaque) {
        if (
          o.kind !== 'workflow' ||
          !o.onlyGithubToken ||
          o.mayWrite === false ||
          out.some((x) => x.at.path === o.at.path && x.at.line === o.at.line)
        )
          continue;
        if (/release|publish|tag|bump/i.test(o.what)) out.push(o);
      }
    }
  return out;
}

const startsByItself = (r: Run): boolean =>
  (r.event.name === 'push' && r.event.refType === 'branch') ||
  r.event.name === 'workflow_dispatch' ||
  r.event.name === 'schedule' ||
  r.event.name === 'workflow_run';
