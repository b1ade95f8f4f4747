import type { Analysis } from '../../../chain/index.ts';
import { type VersionSource, versionSources } from '../../../tools/index.ts';
import type { Draft } from '../../rule.ts';
import { type Published, publishedTogether } from './published.ts';
import { differ, numbers, said } from './versions.ts';

/** What a published package says of itself, beside its manifest: a constant of its module, the versions of its own platform packages. */
export function* onePackage(analysis: Analysis): Generator<Draft> {
  const sources = versionSources(analysis.world.tools);
  const done = new Set<VersionSource>();
  for (const published of publishedTogether(analysis).values()) {
    for (const one of published) {
      if (done.has(one.source)) continue;
      done.add(one.source);
      yield* constants(one, sources);
      yield* platformPackages(one, published, sources);
    }
  }
}

/** `__version__` of a Python module is part of the wheel that has the manifest's version. */
function* constants({ source, effect, run }: Published, sources: readonly VersionSource[]): Generator<Draft> {
  const module = sources.find((one) => one.role === 'plain' && one.repeats === source.path && one.key === '__version__');
  if (module === undefined || !differ(module, source)) return;
  yield {
    at: module.at,
    severity: 'warning',
    certainty: 'proven',
    title: `${source.name ?? 'The package'} is published as ${source.value} and says that it is ${module.value}`,
    message: `When ${run.event.text}, ${source.name ?? 'the package'} is published with the version of its manifest: ${said(source)}. The module in it has a version of its own, and ${said(module)}. Nothing before the publication writes either.`,
    chain: [
      { kind: 'event', text: run.event.text, state: 'holds' },
      { kind: 'step', text: said(source), location: source.at, state: 'holds' },
      { kind: 'step', text: said(module), location: module.at, state: 'cut' },
      { kind: 'effect', text: effect.deed.tool, location: effect.at, state: 'holds' },
    ],
    facts: [],
    key: ['module', module.path],
    advice: 'Let the module read its version from the installed package, or the build read it from the module.',
  };
}

/** An npm package pins packages of its own tree that the same run publishes under another version. */
function* platformPackages({ source, run }: Published, published: readonly Published[], sources: readonly VersionSource[]): Generator<Draft> {
  for (const asked of sources) {
    if (asked.ecosystem !== 'node' || asked.role !== 'requirement' || asked.path !== source.path || !/^\d/.test(asked.value)) continue;
    const given = published.find((one) => one.source.path === asked.repeats)?.source;
    if (given === undefined || numbers(asked.value) === undefined || given.placeholder || asked.placeholder || asked.value === given.value) continue;
    yield {
      at: asked.at,
      certainty: 'proven',
      title: `${source.name ?? source.path} asks for ${asked.key} ${asked.value}, which is published as ${given.value}`,
      message: `When ${run.event.text}, both are published. ${asked.path} pins ${asked.key} to ${asked.value}, and ${said(given)}: whoever installs ${source.name ?? 'the package'} gets the older one, or none where it was never published.`,
      chain: [
        { kind: 'event', text: run.event.text, state: 'holds' },
        { kind: 'step', text: said(given), location: given.at, state: 'holds' },
        { kind: 'step', text: `asks for ${asked.value}`, location: asked.at, state: 'cut' },
      ],
      facts: [],
      key: ['pinned', asked.key],
      advice: 'Write both in one step of the release.',
    };
    return;
  }
}
