import { compileChanges } from '../../source/change/index.ts';
import { applyEdits, type Change, isMap, isSeq, type NodePath, parseYaml, type SourceNode, sourceFile } from '../../source/index.ts';
import { RULE_KEYS } from './bump-rules.ts';
import { CHANNEL_KEYS, LINE_KEYS } from './channels.ts';
import { OWN_KEYS, SHARED_KEYS } from './components.ts';
import { CONFIG_VERSION, NOTES_KEYS, PULL_REQUEST_KEYS, RELEASE_KEYS, TAGGING_KEYS } from './read.ts';
import { OLD_KEYS } from './section.ts';

/** A file in today's form, and what was changed for that, one sentence each. */
export interface Upgraded {
  readonly text: string;
  readonly changes: readonly string[];
}

/**
 * Brings slipway.yaml to the form that this Slipway writes: keys get today's names, and the file says its version. Comments, order and every
 * other byte stay. A file that needs nothing, or that is no YAML, comes back as it is; `readReleaseConfig` says what is wrong with it then.
 */
export function upgradeConfig(text: string, at = 'slipway.yaml'): Upgraded {
  const { root, problems, file } = parseYaml(sourceFile(at, text));
  if (problems.length > 0 || !isMap(root)) return { text, changes: [] };
  const changes: Change[] = [];
  const told: string[] = [];
  const rename = (node: SourceNode | null | undefined, path: NodePath, keys: readonly string[]): void => {
    if (!isMap(node)) return;
    const has = new Set(node.entries.map(({ key }) => key.text));
    for (const { key } of node.entries) {
      const to = OLD_KEYS.get(key.text);
      // Two old names of one key, or an old one beside today's, are for a person to decide.
      if (keys.includes(key.text) || to === undefined || !keys.includes(to) || has.has(to)) continue;
      has.add(to);
      changes.push({ op: 'rename-key', at: [...path, key.text], to });
      told.push(`line ${file.position(key.span.start).line}: \`${key.text}\` is written \`${to}\``);
    }
  };
  const release = root.entries.find(({ key }) => key.text === 'release')?.value;
  if (isMap(release)) {
    rename(release, ['release'], RELEASE_KEYS);
    for (const { key, value } of release.entries) {
      const path = ['release', key.text];
      const now = OLD_KEYS.get(key.text) ?? key.text;
      if (now === 'components' && isSeq(value))
        for (const [index, item] of value.items.entries()) {
          rename(item, [...path, index], [...OWN_KEYS, ...SHARED_KEYS]);
          if (isMap(item)) for (const one of item.entries) if (one.key.text === 'rules') rename(one.value, [...path, index, 'rules'], RULE_KEYS);
        }
      else if (now === 'channels' && isMap(value)) for (const one of value.entries) rename(one.value, [...path, one.key.text], CHANNEL_KEYS);
      else if (now === 'lines' && isSeq(value)) for (const [index, item] of value.items.entries()) rename(item, [...path, index], LINE_KEYS);
      else rename(value, path, PARTS[now] ?? []);
    }
  }
  if (release !== undefined && !root.entries.some(({ key }) => key.text === 'version')) {
    changes.push({ op: 'set', at: ['version'], value: String(CONFIG_VERSION), place: { first: true } });
    told.push(`the file says \`version: ${CONFIG_VERSION}\``);
  }
  if (changes.length === 0) return { text, changes: [] };
  const edits = compileChanges((path) => (path === at ? text : undefined), [{ op: 'change', path: at, changes }]);
  return { text: applyEdits(new Map([[at, text]]), edits).get(at) ?? text, changes: told };
}

const PARTS: Readonly<Record<string, readonly string[]>> = {
  rules: RULE_KEYS,
  notes: NOTES_KEYS,
  'pull-request': PULL_REQUEST_KEYS,
  tagging: TAGGING_KEYS,
};
