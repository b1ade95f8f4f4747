import { asText } from '../../../actions/index.ts';
import { type Analysis, type Effect, familyOf, isRollingFamily, type Run } from '../../../chain/index.ts';
import { effectText } from '../../links.ts';
import type { Subject } from './fix.ts';
import { triggerLink } from './same-event.ts';
import type { Doubled } from './writers.ts';

/** A tool that makes tag and release, while the workflow that waits for the tag makes that release again and cannot update one. */
export function* madeTwice(analysis: Analysis): Generator<Doubled> {
  const makers = new Map<string, Effect>();
  const second: { run: Run; effect: Effect }[] = [];
  for (const runs of analysis.declared.values())
    for (const run of runs)
      for (const effect of run.effects) {
        const { deed } = effect;
        if (
          deed.kind !== 'release' ||
          deed.act !== 'create' ||
          effect.happens === false ||
          effect.elsewhere !== undefined ||
          effect.tag === undefined
        )
          continue;
        const family = familyOf(effect.tag);
        if (family === undefined || isRollingFamily(family)) continue;
        if (run.event.refType === 'tag') {
          if (run.event.name === 'push' && deed.updates !== true && deed.draft === false && asText(run.event.ref) !== undefined)
            second.push({ run, effect });
        } else if (deed.draft === false && run.event.name !== 'workflow_dispatch' && makesTag(run, family) && !makers.has(family))
          makers.set(family, effect);
      }
  const said = new Set<string>();
  for (const { run, effect } of second) {
    const maker = makers.get(familyOf(effect.tag!) ?? '');
    if (maker === undefined || maker.workflow === run.workflow || said.has(run.workflow.path) || releasesConditionally(effect)) continue;
    said.add(run.workflow.path);
    yield {
      of: [maker.workflow, run.workflow],
      draft: {
        at: effect.at,
        severity: 'warning',
        certainty: 'likely',
        title: `${effect.deed.tool} makes the release that ${maker.deed.tool} has already made`,
        message: `${maker.workflow.path} makes the tag and, at once, its GitHub release (${maker.deed.tool}). The tag is what ${run.workflow.path} waits for, and there ${effect.deed.tool} makes the release of the same tag again: it is refused because the release exists, and what comes after it, the upload of the files among it, does not happen.`,
        chain: [
          { kind: 'effect', text: `${effectText(maker)} (${maker.deed.tool})`, location: maker.at, state: 'holds' },
          ...(maker.deed.at
            ? [{ kind: 'effect' as const, text: 'as its configuration says', location: maker.deed.at, state: 'holds' as const }]
            : []),
          ...triggerLink(run),
          { kind: 'effect', text: `${effectText(effect)} (${effect.deed.tool})`, location: effect.at, state: 'cut' },
        ],
        assumptions: ['the tag starts the workflow'],
        facts: ['double.release-push'],
        key: ['made-twice', maker.workflow.path, maker.deed.tool],
        advice: `Let one of them make the release: turn it off in ${maker.deed.tool}, or upload the files to the release that is there.`,
        subject: { kind: 'release', maker, second: effect } satisfies Subject,
      },
    };
  }
}

function makesTag(run: Run, family: string): boolean {
  return run.effects.some(
    (e) =>
      e.elsewhere === undefined &&
      e.tag !== undefined &&
      !e.tagExists &&
      familyOf(e.tag) === family &&
      (e.deed.kind === 'tag' || e.deed.kind === 'release'),
  );
}

/** The script looks first whether the release is there. */
function releasesConditionally({ step }: Effect): boolean {
  return step?.run !== undefined && /gh release (?:view|edit|upload)|\|\|/.test(step.run.text);
}
