import type { Analysis } from '../../../chain/index.ts';
import type { Draft, Rule } from '../../rule.ts';
import { latestDrafts } from './latest.ts';
import { missingDrafts } from './missing.ts';
import { linePlace } from './places.ts';
import { pushedBy, tagsOf } from './runs.ts';

export const rule: Rule = {
  id: 'image-tags',
  group: 'assets',
  severity: 'error',
  title: 'Tags of an image that come out empty or wrong',
  *check(analysis) {
    const said = new Set<string>();
    for (const draft of drafts(analysis)) {
      const key = `${draft.at.path}:${draft.at.line}:${draft.key[0]}`;
      if (said.has(key)) continue;
      said.add(key);
      yield draft;
    }
  },
};

function* drafts(analysis: Analysis): Generator<Draft> {
  yield* refusedDrafts(analysis);
  yield* missingDrafts(analysis);
  yield* latestDrafts(analysis);
}

/** Lines that the action refuses, whatever the event. */
function* refusedDrafts(analysis: Analysis): Generator<Draft> {
  for (const runs of analysis.declared.values())
    for (const run of runs)
      for (const { deed, step, at, runs: happens, job } of tagsOf(run)) {
        const bad = deed.rules.find((r) => r.error !== undefined);
        const error = bad?.error ?? deed.error;
        if (error === undefined || !mayPush(analysis, job.workflow.path)) continue;
        yield {
          at: bad === undefined ? linePlace(step, 'flavor', 0, at) : linePlace(step, 'tags', bad.line, at),
          certainty: happens === true ? 'proven' : 'likely',
          title: `${deed.tool} refuses this line: ${error}`,
          message: `${deed.tool} ends with "${error}" before it computes any tag, so job \`${job.id}\` fails here and no image is pushed.`,
          chain: [{ kind: 'event', text: run.event.text, state: 'holds' }],
          key: ['refused', job.id, error],
        };
      }
}

/** The workflow pushes an image for one of its events, or would if this step did not fail. */
function mayPush(analysis: Analysis, path: string): boolean {
  const runs = analysis.declared.get(path) ?? [...analysis.declared.values()].flat();
  return runs.some((r) => pushedBy(r).length > 0 || r.effects.some((e) => e.deed.kind === 'image'));
}
