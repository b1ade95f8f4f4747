import type { Workflow } from '../../../actions/index.ts';
import { type Change, entryOf, get, isMap, quoteScalar, strings } from '../../../source/index.ts';

/**
 * Gives an event of `on` a key (`tags`, `types`), whatever way the events are written in: `on: push` and `on: [push]` become mappings.
 *
 * @param yamlText the value, indented from column 0
 */
export function setTriggerKey(workflow: Workflow, event: string, key: string, yamlText: string): Change[] {
  const on = get(workflow.parsed.root, 'on');
  if (isMap(on) && entryOf(on, event)) return [{ op: 'set', at: ['on', event, key], value: yamlText }];
  if (isMap(on)) return [{ op: 'set', at: ['on', event], value: keyed(key, yamlText) }];
  const others = strings(on).filter((e) => e !== event);
  return [{ op: 'set', at: ['on'], value: [`${event}:\n${indent(keyed(key, yamlText))}`, ...others.map((e) => `${e}:`)].join('\n') }];
}

/** Adds an event to `on`, with what it has below it; empty when the workflow has it. */
export function addTrigger(workflow: Workflow, event: string, yamlText = ''): Change[] {
  const on = get(workflow.parsed.root, 'on');
  if (workflow.triggers.some((t) => t.event === event)) return [];
  if (isMap(on)) return [{ op: 'set', at: ['on', event], value: yamlText }];
  const events = strings(on);
  if (yamlText === '' && on?.kind === 'seq') return [{ op: 'insert', at: ['on', events.length], value: event }];
  return [
    { op: 'set', at: ['on'], value: [...events.map((e) => `${e}:`), yamlText === '' ? `${event}:` : `${event}:\n${indent(yamlText)}`].join('\n') },
  ];
}

/** Takes an event out of `on`. Empty when it is the only one: a workflow cannot be without. */
export function removeTrigger(workflow: Workflow, event: string): Change[] {
  const on = get(workflow.parsed.root, 'on');
  if (isMap(on)) return on.entries.length > 1 && entryOf(on, event) ? [{ op: 'remove', at: ['on', event] }] : [];
  const index = strings(on).indexOf(event);
  return on?.kind === 'seq' && on.items.length > 1 && index !== -1 ? [{ op: 'remove', at: ['on', index] }] : [];
}

/** A list as YAML: `['v*', main]`, or a line each when it is long. */
export function listOf(texts: readonly string[]): string {
  const items = texts.map(patternText);
  const line = `[${items.join(', ')}]`;
  return line.length <= 80 ? line : items.map((t) => `- ${t}`).join('\n');
}

/** A pattern as YAML: in single quotes where it has a sign of patterns, as GitHub's documents write them. */
export const patternText = (text: string): string =>
  /^[\w@/.-]+$/.test(text) ? quoteScalar(text, { flow: true }) : `'${text.replaceAll("'", "''")}'`;

const keyed = (key: string, yamlText: string): string => (/^- |\n/.test(yamlText) ? `${key}:\n${indent(yamlText)}` : `${key}: ${yamlText}`);

const indent = (yamlText: string): string => yamlText.replace(/^(?=.)/gm, '  ');
