import type { Analysis } from '../../../chain/index.ts';
import type { Draft, Rule } from '../../rule.ts';
import { assetDrafts } from './assets.ts';
import { buildsOf } from './builds.ts';
import { contextDraft, unpushedDraft } from './context.ts';
import { goreleaserDrafts } from './goreleaser-files.ts';
import { machineDraft } from './machines.ts';
import { sourceDraft } from './sources.ts';

export const rule: Rule = {
  id: 'image-build',
  group: 'assets',
  severity: 'error',
  title: 'An image that cannot be built or pushed as written',
  *check(analysis) {
    const said = new Set<string>();
    for (const draft of drafts(analysis)) {
      const place = `${draft.at.path}:${draft.at.line}:${draft.key.join()}`;
      if (said.has(place)) continue;
      said.add(place);
      yield draft;
    }
  },
};

function* drafts(analysis: Analysis): Generator<Draft> {
  for (const seen of buildsOf(analysis)) {
    const draft =
      seen.deed.push === false ? unpushedDraft(seen) : (contextDraft(seen) ?? sourceDraft(seen, analysis) ?? machineDraft(seen, analysis.world));
    if (draft) yield draft;
    else yield* assetDrafts(seen, analysis);
  }
  yield* goreleaserDrafts(analysis);
}
