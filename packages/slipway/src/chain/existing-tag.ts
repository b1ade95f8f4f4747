import { describe, type Val, type Workflow } from '../actions/index.ts';
import type { Event } from './types.ts';

/** Words in an input's description: the tag is there already; its release is there too. */
const tagIsThere = /\b(?:existing|already|re-?(?:release|build|publish|run|upload))\b/i;
const releaseIsThere = /\bre-?(?:build|upload|run|publish)\b|\bexisting release\b/i;

/** Whether a tag is one that a person names in a dispatch, of which the input's description says that it, or its release, exists. */
export function namedAsExisting(tag: Val, event: Event, workflow: Workflow): 'tag' | 'release' | undefined {
  if (event.name !== 'workflow_dispatch' || event.by.kind !== 'person' || event.inputs === undefined) return undefined;
  const named = describe(tag);
  for (const trigger of workflow.triggers)
    for (const input of trigger.event === 'workflow_dispatch' ? trigger.inputs : []) {
      const given = event.inputs.get(input.name);
      if (given === undefined || describe(given) !== named) continue;
      const words = wordsOf(input.key.file.text.slice(input.key.span.end));
      if (releaseIsThere.test(words)) return 'release';
      if (tagIsThere.test(words)) return 'tag';
    }
  return undefined;
}

/** The lines of an input under its name, up to the next one. */
function wordsOf(after: string): string {
  return /^[^\n]*\n(?:\s*(?:description|required|type|default):[^\n]*\n)*/.exec(after)?.[0] ?? '';
}
