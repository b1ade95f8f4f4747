import type { Entry } from '../source/types.ts';
import { type EventInfo, eventInfo, eventNames, type TriggerKey } from './events.ts';
import { compileGlob } from './globs.ts';
import { likelyKey } from './likely-key.ts';
import type { Remedy, Str } from './model.ts';
import { asText, child, entriesOf, entry, textAt, textsOf } from './nodes.ts';
import type { Tell, Unchecked } from './validate.ts';

const filterKeys: readonly TriggerKey[] = ['branches', 'branches-ignore', 'tags', 'tags-ignore', 'paths', 'paths-ignore'];
const filtersByKind = ['branches', 'tags', 'paths'] as const;

/** Events, their activity types, filters and patterns, schedules, and inputs. */
export function checkTriggers({ parsed, triggers }: Unchecked, tell: Tell): void {
  const on = child(parsed.root, 'on');
  const isMap = on?.kind === 'map';
  for (const { key } of triggers)
    if (!eventInfo(key.text)) tell({ message: unknownEvent(key.text, isMap), span: key.span, ...eventRemedy(key.text, isMap) });
  if (!isMap) return;
  for (const one of entriesOf(on)) {
    const info = eventInfo(one.key.text);
    if (!info) continue;
    if (info.name === 'schedule') checkSchedule(one, tell);
    else checkEvent(info, one, tell);
  }
}

function unknownEvent(name: string, isMap: boolean): string {
  if (isMap && (filterKeys as readonly string[]).includes(name))
    return `GitHub has no event \`${name}\`, and refuses the file: \`${name}\` is a filter. Write \`on: push: ${name}:\`.`;
  if (name === 'types') return 'GitHub has no event `types`, and refuses the file. Write it under the event whose activity types it names.';
  const meant = likelyKey(name, eventNames);
  return `GitHub has no event \`${name}\`, and refuses the file.${meant ? ` Write \`${meant}\`.` : ''}`;
}

/** Another event is meant; a filter is none. */
function eventRemedy(name: string, isMap: boolean): { readonly remedy?: Remedy } {
  const meant = likelyKey(name, eventNames);
  return meant ? { remedy: { as: isMap ? 'key' : 'text', to: meant } } : {};
}

function checkEvent(info: EventInfo, { value }: Entry, tell: Tell): void {
  for (const { key } of entriesOf(value)) {
    const name = key.text as TriggerKey;
    if (info.keys.includes(name)) continue;
    if (filterKeys.includes(name))
      tell({
        message: noFilter(info, name),
        span: key.span,
        effect: 'ignored',
        fact: 'flt.none',
        // Who dispatches chooses the ref.
        ...(info.name === 'workflow_dispatch' ? { minor: true as const } : {}),
        remedy: { as: 'nothing' },
      });
    else if (name === 'types')
      tell({
        message: `\`${info.name}\` has no activity types: GitHub does not look at \`types\` here.`,
        span: key.span,
        effect: 'ignored',
        remedy: { as: 'nothing' },
      });
    else {
      const meant = likelyKey(name, info.keys);
      if (meant)
        tell({
          message: `\`${info.name}\` has no \`${name}\`; GitHub does not filter by it. Write \`${meant}\`.`,
          span: key.span,
          remedy: { as: 'key', to: meant },
          effect: 'ignored',
        });
    }
  }
  checkTypes(info, textsOf(child(value, 'types')), tell);
  for (const kind of filtersByKind) {
    const ignored = entry(value, `${kind}-ignore`);
    if (entry(value, kind) && ignored && info.keys.includes(kind))
      tell({
        message: `\`${kind}\` and \`${kind}-ignore\` cannot both filter one event: GitHub refuses the file. Write \`${kind}\` with \`!\` patterns.`,
        span: ignored.key.span,
        fact: 'flt.exclusive',
      });
    for (const key of [kind, `${kind}-ignore`] as const)
      if (info.keys.includes(key)) for (const pattern of textsOf(child(value, key))) checkPattern(pattern, tell);
  }
  checkInputs(info.name, value, tell);
}

function noFilter(info: EventInfo, name: TriggerKey): string {
  const instead: Readonly<Record<string, string>> = {
    release: " Write `if: startsWith(github.ref_name, 'v')` in the job.",
    create: " Write `if: github.event.ref_type == 'tag'` in the job, or `on: push: tags:`.",
    workflow_run: ' The tag of the first run is in `github.event.workflow_run.head_branch`.',
  };
  return `\`${info.name}\` takes no \`${name}\` filter: GitHub does not filter by it.${instead[info.name] ?? ''}`;
}

function checkTypes(info: EventInfo, types: readonly Str[], tell: Tell): void {
  if (!info.types || info.types === 'any') return;
  for (const type of types)
    if (!info.types.includes(type.text))
      tell({
        message: `\`${info.name}\` has no activity type \`${type.text}\`: GitHub refuses the file. It has ${info.types.join(', ')}.`,
        span: type.span,
      });
}

function checkPattern(pattern: Str, tell: Tell): void {
  const { error } = compileGlob(pattern.text);
  if (error)
    tell({
      message: `\`${pattern.text}\` is no pattern that GitHub takes: ${error}. GitHub refuses the file.`,
      span: pattern.span,
      fact: 'glob.bad',
    });
}

function checkSchedule({ key, value }: Entry, tell: Tell): void {
  if (value?.kind === 'map') {
    tell({ message: '`schedule` takes a list (`- cron: …`): GitHub refuses the file.', span: key.span });
    return;
  }
  if (value?.kind !== 'seq') return;
  for (const item of value.items) {
    if (item.kind !== 'map') continue;
    for (const one of item.entries)
      if (one.key.text !== 'cron' && one.key.text !== 'timezone')
        tell({
          message: `\`schedule\` takes \`cron\` and \`timezone\`, not \`${one.key.text}\`: GitHub refuses the file.`,
          span: one.key.span,
          remedy: { as: 'nothing' },
        });
    const cron = textAt(item, 'cron');
    if (!entry(item, 'cron')) tell({ message: 'A schedule needs `cron`: GitHub refuses the file.', span: item.span });
    else if (cron?.text.trim().startsWith('@'))
      tell({
        message: `\`${cron.text}\`: GitHub knows no such shorthand. Write five fields, e.g. \`0 0 * * *\`.`,
        span: cron.span,
        ...cronRemedy(cron.text),
        fact: 'sched.skip',
      });
    else if (cron && cron.text.trim().split(/\s+/).length !== 5)
      tell({
        message: `\`${cron.text}\` has ${cron.text.trim().split(/\s+/).length} fields: GitHub takes five, and refuses the file.`,
        span: cron.span,
      });
  }
}

/** The shorthands of cron, in five fields. */
const shorthands: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

function cronRemedy(text: string): { readonly remedy?: Remedy } {
  const to = shorthands[text.trim().toLowerCase()];
  return to === undefined ? {} : { remedy: { as: 'text', to } };
}

const inputTypes: Readonly<Record<string, readonly string[]>> = {
  workflow_call: ['string', 'boolean', 'number'],
  workflow_dispatch: ['string', 'boolean', 'number', 'choice', 'environment'],
};

function checkInputs(event: string, value: Entry['value'], tell: Tell): void {
  const types = inputTypes[event];
  if (!types) return;
  for (const { key, value: input } of entriesOf(child(value, 'inputs'))) {
    const type = asText(child(input, 'type'));
    if (type && !types.includes(type.text))
      tell({ message: `\`${event}\` has no input type \`${type.text}\`: GitHub refuses the file. It has ${types.join(', ')}.`, span: type.span });
    if (event === 'workflow_call' && !entry(input, 'type'))
      tell({ message: `Input \`${key.text}\` of \`workflow_call\` has no \`type\`: GitHub refuses the file.`, span: key.span });
  }
}
