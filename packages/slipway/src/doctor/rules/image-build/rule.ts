import type { Rule } from '../../rule.ts';
import { buildsOf } from './builds.ts';
import { contextDraft, unpushedDraft } from './context.ts';
import { goreleaserDrafts } from './goreleaser-files.ts';
import { machineDraft } from './machines.ts';

export const rule: Rule = {
  id: 'image-build',
  group: 'assets',
  severity: 'error',
  title: 'An image that cannot be built or pushed as written',
  *check(analysis) {
    const { world } = analysis;
    const said = new Set<string>();
    for (const seen of buildsOf(analysis)) {
      const draft = seen.deed.push === false ? unpushedDraft(seen) : (contextDraft(seen) ?? machineDraft(seen, world));
      if (draft === undefined) continue;
      const place = `${draft.at.path}:${draft.at.line}:${draft.key.join()}`;
      if (said.has(place)) continue;
      said.add(place);
      yield draft;
    }
    yield* goreleaserDrafts(analysis);
  },
};
