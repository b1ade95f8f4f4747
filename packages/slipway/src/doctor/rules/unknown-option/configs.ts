import type { Analysis, Effect } from '../../../chain/index.ts';
import { type Entry, get, isSeq, parseJson, parseYaml, type SourceNode, sourceFile, textOf } from '../../../source/index.ts';
import { goreleaserFiles, goreleaserKeys, goreleaserRenamed, goreleaserSection, nearest, semanticReleaseOptions } from '../../../tools/index.ts';
import type { Draft } from '../../rule.ts';
import type { OptionSubject } from './subject.ts';

/** Keys of the configurations of tools that release, which these tools do not know. */
export function* unknownInConfigs(analysis: Analysis): Generator<Draft> {
  const effects = [...analysis.declared.values()].flatMap((runs) => runs.flatMap((r) => r.effects)).filter((e) => e.happens !== false && !e.possible);
  const goreleaser = effects.find((e) => /goreleaser/i.test(e.deed.tool));
  if (goreleaser) yield* ofGoreleaser(analysis, goreleaser);
  const semantic = effects.find((e) => /semantic-release/i.test(e.deed.tool));
  if (semantic) yield* ofSemanticRelease(analysis, semantic);
}

function* ofGoreleaser({ world }: Analysis, effect: Effect): Generator<Draft> {
  for (const path of goreleaserFiles) {
    const text = world.tree.read(path);
    // Only the keys of version 2 are held; Pro's own configurations may hold more.
    if (
      text === undefined ||
      !/^version:\s*["']?2["']?\s*$/m.test(text) ||
      /^pro:\s*true/m.test(text) ||
      /goreleaser-pro/.test(effect.workflow.file.text)
    )
      continue;
    const root = parseYaml(sourceFile(path, text)).root;
    if (root?.kind !== 'map') continue;
    const tops = [...goreleaserKeys.free, ...goreleaserKeys.pro];
    for (const entry of root.entries) {
      const name = entry.key.text;
      if (!tops.includes(name)) {
        if (!/^x-|^<<$/.test(name)) yield strict(entry, name, tops, path, effect);
        continue;
      }
      const known = goreleaserSection(name);
      if (known === undefined) continue;
      const value: SourceNode | null = entry.value;
      for (const item of isSeq(value) ? value.items : value ? [value] : [])
        if (item.kind === 'map')
          for (const inner of item.entries)
            if (!known.includes(inner.key.text) && inner.key.text !== '<<') yield strict(inner, `${name}.${inner.key.text}`, known, path, effect);
    }
  }
}

function strict(entry: Entry, name: string, known: readonly string[], path: string, effect: Effect): Draft {
  const key = name.split('.').at(-1)!;
  const instead = goreleaserRenamed[name] ?? nearest(key, known);
  return {
    at: entry.key.file.locate(entry.key.span),
    certainty: 'proven',
    title: `GoReleaser has no key \`${name}\``,
    message: `GoReleaser 2 reads ${path} strictly: \`${name}\` is no key of it ("field ${key} not found"), so it ends before it builds anything.${instead === undefined ? '' : ` There is \`${instead}\`.`}`,
    chain: [{ kind: 'effect', text: 'GoReleaser reads its configuration', location: effect.at, state: 'cut' }],
    facts: [],
    key: [path, name],
    subject: {
      at: entry.key.file.locate(entry.key.span),
      name: key,
      ...(instead !== undefined && /^\w+$/.test(instead) ? { near: instead } : {}),
      isKey: true,
    } satisfies OptionSubject,
    advice: instead === undefined ? '`goreleaser check` names every key that it does not know.' : `Write \`${instead}\`.`,
  };
}

function* ofSemanticRelease({ world }: Analysis, effect: Effect): Generator<Draft> {
  for (const path of ['.releaserc', '.releaserc.json', '.releaserc.yaml', '.releaserc.yml', 'package.json']) {
    const text = world.tree.read(path);
    if (text === undefined || !text.includes('@semantic-release/')) continue;
    const file = sourceFile(path, text);
    const parsed = (/json$/.test(path) || text.trimStart().startsWith('{') ? parseJson(file) : parseYaml(file)).root;
    const plugins = path === 'package.json' ? get(parsed, 'release', 'plugins') : get(parsed, 'plugins');
    for (const plugin of isSeq(plugins) ? plugins.items : []) {
      const name = textOf(get(plugin, 0));
      const options = get(plugin, 1);
      const known = name === undefined ? undefined : semanticReleaseOptions(name);
      if (known === undefined || options?.kind !== 'map') continue;
      for (const { key } of options.entries) {
        if (known.includes(key.text)) continue;
        const near = nearest(key.text, known);
        yield {
          at: key.file.locate(key.span),
          severity: 'warning',
          certainty: 'proven',
          title: `${name} has no option \`${key.text}\``,
          message: `${name} does not look at \`${key.text}\`: semantic-release goes on as if it were not there, and does not say so.${near === undefined ? ` Its options are ${known.slice(0, 8).join(', ')}.` : ` There is \`${near}\`.`}`,
          chain: [{ kind: 'effect', text: 'semantic-release runs the plugin', location: effect.at, state: 'holds' }],
          facts: [],
          key: [path, name!, key.text],
          subject: { at: key.file.locate(key.span), name: key.text, ...(near === undefined ? {} : { near }), isKey: true } satisfies OptionSubject,
          advice: near === undefined ? 'Remove it, and get what it was meant for in another way.' : `Write \`${near}\`.`,
        };
      }
    }
  }
}
