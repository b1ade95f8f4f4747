import type { ScalarNode, SourceNode } from '../source/types.ts';
import type { InputDecl, OutputDecl, SecretDecl, Str, Trigger } from './model.ts';
import { asText, child, entriesOf, entry, isTrue, type MaybeNode, textAt, textsOf } from './nodes.ts';

/** Declarations of `inputs`, of a workflow or an action. */
export function parseInputs(node: MaybeNode): readonly InputDecl[] {
  return entriesOf(node).map(({ key, value }) => {
    const options = child(value, 'options');
    return {
      name: key.text,
      key,
      type: textAt(value, 'type')?.text ?? 'string',
      required: isTrue(textAt(value, 'required')),
      ...(textAt(value, 'default') && { default: textAt(value, 'default') }),
      ...(options && { options: textsOf(options) }),
      ...(textAt(value, 'description') && { description: textAt(value, 'description') }),
    };
  });
}

/** Declarations of `outputs` whose value stands under `value`, of a called workflow or an action. */
export function parseOutputs(node: MaybeNode): readonly OutputDecl[] {
  return entriesOf(node).map(({ key, value }) => ({ name: key.text, key, value: textAt(value, 'value') }));
}

function parseSecrets(node: MaybeNode): readonly SecretDecl[] {
  return entriesOf(node).map(({ key, value }) => ({ name: key.text, key, required: isTrue(textAt(value, 'required')) }));
}

function bare(event: ScalarNode): Trigger {
  return { event: event.text, key: event, inputs: [], secrets: [], outputs: [] };
}

/** A filter's patterns: undefined without the key, an empty list for a key without patterns. */
function filter(of: MaybeNode, key: string): readonly Str[] | undefined {
  const found = entry(of, key);
  return found ? textsOf(found.value) : undefined;
}

function parseTrigger(key: ScalarNode, value: SourceNode | null): Trigger {
  const crons = value?.kind === 'seq' ? value.items.flatMap((item) => textAt(item, 'cron') ?? []) : undefined;
  return {
    event: key.text,
    key,
    types: filter(value, 'types'),
    branches: filter(value, 'branches'),
    branchesIgnore: filter(value, 'branches-ignore'),
    tags: filter(value, 'tags'),
    tagsIgnore: filter(value, 'tags-ignore'),
    paths: filter(value, 'paths'),
    pathsIgnore: filter(value, 'paths-ignore'),
    workflows: filter(value, 'workflows'),
    cron: key.text === 'schedule' ? (crons ?? []) : undefined,
    inputs: parseInputs(child(value, 'inputs')),
    secrets: parseSecrets(child(value, 'secrets')),
    outputs: parseOutputs(child(value, 'outputs')),
  };
}

/**
 * Reads `on`: one event, a sequence of events, or a map of events with their filters.
 * A filter key without patterns (`tags:`) becomes an empty list; GitHub then lets every ref of that kind pass.
 */
export function parseTriggers(on: MaybeNode): readonly Trigger[] {
  const single = asText(on);
  if (single) return [bare(single)];
  if (on?.kind === 'seq') return textsOf(on).map(bare);
  return entriesOf(on).map(({ key, value }) => parseTrigger(key, value));
}
