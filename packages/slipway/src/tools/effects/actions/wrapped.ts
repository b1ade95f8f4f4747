import { str } from '../../../actions/index.ts';
import type { ActionCall, ActionKnowledge, Deed } from '../../types.ts';
import { given, known, plain } from './build.ts';
import { actionKnowledge } from './index.ts';

/** The fields of `with`, a text of `name: value` lines. A value over more lines is not read. */
function fieldsOf(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const match of text.slice(0, 20_000).matchAll(/^[ \t]*([\w-]+)[ \t]*:(.*)$/gm))
    fields.set(match[1]!.toLowerCase(), match[2]!.trim().replace(/^(['"])(.*)\1$/, '$2'));
  return fields;
}

/** Runs another action, again and again until it succeeds; with `command`, a command. */
function deeds(call: ActionCall): readonly Deed[] {
  const [name = '', ref = ''] = (plain(given(call, 'action')) ?? '').split('@');
  const inner = name === '' || name.toLowerCase() === call.name ? undefined : actionKnowledge(name);
  if (!inner)
    return [
      {
        kind: 'opaque',
        tool: call.name,
        by: { how: 'unknown', why: 'what it runs stands in its inputs' },
        needs: [],
        why: 'it runs an action or a command that is not known',
      },
    ];
  const fields = fieldsOf(plain(call.input('with')) ?? '');
  const version = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?$/.exec(ref);
  return inner.deeds({
    ...call,
    name: name.toLowerCase(),
    ref,
    version: version
      ? { major: Number(version[1]), minor: version[2] ? Number(version[2]) : undefined, patch: version[3] ? Number(version[3]) : undefined }
      : undefined,
    input: (input) => {
      const value = fields.get(input.toLowerCase());
      return value === undefined || value === '' ? undefined : str(value);
    },
    inputNames: [...fields.keys()],
    env: (variable) => call.env(variable),
  });
}

export const knowledge: readonly ActionKnowledge[] = [
  known('wandalen/wretry.action', 'https://github.com/Wandalen/wretry.action README.md', '2026-03-01', deeds),
];
