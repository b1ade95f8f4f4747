import type { Analysis, World } from '../../../chain/index.ts';
import { type CargoCrate, type CargoDependency, cargoCrate } from '../../../tools/index.ts';
import { listed } from '../../links.ts';
import type { Draft } from '../../rule.ts';
import type { Publication, Uploads } from './publications.ts';
import { writtenName } from './written-name.ts';

/** A crate that gives one that it needs only a path. */
interface Unversioned {
  readonly one: Publication;
  readonly dependency: CargoDependency;
}

/** Crates that cargo never uploads as their manifests are, and crates that need one which nothing uploads. */
export function* refused(uploads: Uploads, analysis: Analysis): Generator<Draft> {
  const asWritten = uploads.of.filter((one) => !rewritesManifests(one));
  const unversioned: Unversioned[] = [];
  for (const one of asWritten) {
    if (!one.crate.publishable) yield unpublishable(one, analysis.world);
    for (const dependency of one.crate.dependencies)
      if (dependency.kind !== 'dev' && dependency.requirement === undefined) unversioned.push({ one, dependency });
  }
  if (unversioned.length > 0) yield withoutVersion(unversioned, analysis.world);
  const left = uploads.open || uploads.of.length < 2 ? undefined : leftOut(asWritten, analysis);
  if (left) yield left;
}

/** Some step of the job writes manifests, so what they say in the tree is not what cargo reads. */
function rewritesManifests({ effect }: Publication): boolean {
  const { file } = effect.workflow;
  return /\b(?:sed|perl|awk|tomlq|toml-cli|toml set|cargo[ -](?:set-version|edit|add|rm|remove|upgrade|release|workspaces))\b|Cargo\.toml['"]?\s*,\s*['"]w|>\s*\S*Cargo\.toml/.test(
    file.text.slice(effect.job.node.span.start, effect.job.node.span.end),
  );
}

function unpublishable(one: Publication, world: World): Draft {
  const { crate, effect } = one;
  const at = writtenName(one, world) ?? effect.at;
  return {
    at,
    ...(effect.swallowed ? { severity: 'warning' as const } : {}),
    certainty: 'proven',
    title: `${crate.name} may not be published, and the release publishes it`,
    message: `Job \`${effect.job.id}\` publishes ${crate.name}, but ${crate.path} forbids that with \`publish\`${crate.publishAt ? ` (line ${crate.publishAt.line})` : ''}: cargo refuses it, and what comes after it in the list is not published.`,
    chain: [
      { kind: 'effect', text: `publishes ${crate.name}`, location: at, state: 'cut' },
      ...(crate.publishAt
        ? [{ kind: 'destination' as const, text: 'may not be published', location: crate.publishAt, state: 'holds' as const }]
        : []),
    ],
    facts: [],
    key: [crate.name, 'publish = false'],
    advice: `Take ${crate.name} out of the list, or allow its publication.`,
  };
}

function withoutVersion(uses: readonly Unversioned[], world: World): Draft {
  const { one, dependency } = uses[0]!;
  const { effect } = one;
  const users = listed([...new Set(uses.map((use) => use.one.crate.name))]);
  const needed = listed([...new Set(uses.map((use) => use.dependency.name))]);
  return {
    at: dependency.at,
    ...(effect.swallowed ? { severity: 'warning' as const } : {}),
    certainty: 'proven',
    title: `${one.crate.name} needs ${dependency.name} by path alone, so it cannot be published`,
    message: `Job \`${effect.job.id}\` publishes ${users}, whose manifests give ${needed} a path and no version. A path means nothing on crates.io: cargo refuses a package of which a dependency has no version.`,
    chain: [
      { kind: 'effect', text: `publishes ${one.crate.name}`, location: writtenName(one, world) ?? effect.at, state: 'cut' },
      ...uses.slice(0, 8).map((use) => ({
        kind: 'destination' as const,
        text: `${use.one.crate.name} needs ${use.dependency.name} without a version`,
        location: use.dependency.at,
        state: 'holds' as const,
      })),
    ],
    facts: [],
    key: [dependency.name, 'no version'],
    advice: `Give it a version next to its path: \`${dependency.name} = { path = …, version = … }\`.`,
  };
}

/** Crates of the same version as one that is published, which needs them, and that no workflow of the tree uploads. */
function leftOut(published: readonly Publication[], analysis: Analysis): Draft | undefined {
  const missing = new Map<string, { readonly one: Publication; readonly dependency: CargoDependency }>();
  for (const one of published)
    for (const dependency of one.crate.dependencies) {
      const needed = cargoCrate(analysis.world.tools, dependency.directory);
      if (needed !== undefined && !missing.has(needed.name) && isNewWith(one.crate, needed, dependency) && !isUploaded(needed.name, analysis))
        missing.set(needed.name, { one, dependency });
    }
  const names = [...missing.keys()];
  const first = missing.get(names[0] ?? '');
  if (first === undefined) return undefined;
  const { one, dependency } = first;
  const at = writtenName(one, analysis.world) ?? one.effect.at;
  return {
    at,
    severity: 'warning',
    certainty: 'likely',
    title: `${one.crate.name} needs ${dependency.name}, which nothing publishes`,
    message: `Job \`${one.effect.job.id}\` publishes crates of the workspace that need ${listed(names)}, which ${names.length === 1 ? 'has' : 'have'} the same version. No workflow publishes ${names.length === 1 ? 'it' : 'them'}, so cargo finds no version that fits as soon as the version changes, and the release stops there.`,
    chain: [...missing.values()].slice(0, 5).flatMap((use) => [
      {
        kind: 'effect' as const,
        text: `publishes ${use.one.crate.name}`,
        location: writtenName(use.one, analysis.world) ?? use.one.effect.at,
        state: 'cut' as const,
      },
      {
        kind: 'destination' as const,
        text: `it needs ${use.dependency.name} ${use.dependency.requirement}`,
        location: use.dependency.at,
        state: 'holds' as const,
      },
    ]),
    assumptions: [`nobody publishes ${listed(names)} by hand`],
    facts: ['crates.lag'],
    key: [one.crate.name, dependency.name, 'left out'],
    advice: `Publish ${names.length === 1 ? 'it' : 'them'} before what needs ${names.length === 1 ? 'it' : 'them'}.`,
  };
}

/** Both have one version, and the requirement names it. */
function isNewWith(crate: CargoCrate, needed: CargoCrate, { requirement }: CargoDependency): boolean {
  return needed.version !== undefined && needed.version === crate.version && requirement?.replace(/^[=^~\s]+/, '') === needed.version;
}

function isUploaded(name: string, { declared }: Analysis): boolean {
  for (const runs of declared.values())
    for (const { effects } of runs)
      for (const { deed } of effects)
        if (deed.kind === 'package' && deed.registry === 'crates.io' && (deed.names.length === 0 || deed.names.includes(name))) return true;
  return false;
}
