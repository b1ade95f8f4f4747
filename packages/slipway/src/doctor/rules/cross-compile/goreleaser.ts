import { type RunnerHost, runnerHost } from '../../../actions/index.ts';
import type { Analysis } from '../../../chain/index.ts';
import { get, isScalar, isSeq, parseYaml, type ScalarNode, type SourceNode, sourceFile, strings, textOf } from '../../../source/index.ts';
import { goreleaserFiles } from '../../../tools/index.ts';
import type { Draft } from '../../rule.ts';
import type { CrossSubject } from './fix.ts';
import { compilerGap, usesCgo } from './go.ts';

/** GoReleaser builds with cgo for systems that its runner has no C compiler for. */
export function* goreleaserFailures({ world, declared }: Analysis): Generator<Draft> {
  const effects = [...declared.values()].flatMap((runs) => runs.flatMap((r) => r.effects));
  const effect = effects.find((e) => /goreleaser/i.test(e.deed.tool) && !e.possible && e.happens !== false);
  const label = effect?.job.runsOn?.kind === 'scalar' ? effect.job.runsOn.text : undefined;
  const host = label === undefined ? undefined : runnerHost(label, world.asOf);
  if (effect === undefined || host === undefined || effect.job.container !== undefined) return;
  // Cross compilers come as images, packages or zig: then all is well, or not known.
  if (/goreleaser-cross|zig|gcc-|mingw|osxcross|musl|docker run|--split|--single-target/.test(effect.workflow.file.text)) return;
  for (const path of goreleaserFiles) {
    const text = world.tree.read(path);
    if (text === undefined || !/CGO_ENABLED\s*=\s*1/.test(text) || /\bCC\s*=|\bzig\b/.test(text)) continue;
    const root = parseYaml(sourceFile(path, text)).root;
    const builds = get(root, 'builds');
    for (const build of isSeq(builds) ? builds.items : []) {
      const on = cgoOn(get(build, 'env')) ?? cgoOn(get(root, 'env'));
      const gap = on && unbuilt(build, host);
      if (!on || gap === undefined) continue;
      const sure = usesCgo(world);
      yield {
        at: on.file.locate(on.span),
        severity: sure ? 'error' : 'warning',
        certainty: sure ? 'proven' : 'likely',
        title: `GoReleaser cannot compile ${gap.target} with cgo on \`${label}\``,
        message: `\`CGO_ENABLED=1\` makes Go compile C for each target of this build. For ${gap.target} ${gap.why}, and no \`CC\` names another: the build of that target fails, and GoReleaser ends without a release.`,
        ...(sure ? {} : { assumptions: ['a package of the program uses cgo, as `net` and `os/user` do'] }),
        chain: [{ kind: 'effect', text: 'GoReleaser builds', location: effect.at, state: 'cut' }],
        facts: [],
        key: [path, textOf(get(build, 'id')) ?? ''],
        subject: { on } satisfies CrossSubject,
        advice: 'Switch cgo off, set `CC` for each target by `overrides`, or build in an image that has the compilers.',
      };
    }
  }
}

function cgoOn(env: SourceNode | undefined): ScalarNode | undefined {
  return isSeq(env) ? env.items.find((i): i is ScalarNode => isScalar(i) && /^\s*CGO_ENABLED\s*=\s*1\s*$/.test(i.text)) : undefined;
}

function unbuilt(build: SourceNode, host: RunnerHost): { target: string; why: string } | undefined {
  if (get(build, 'targets') !== undefined || get(build, 'builder') !== undefined || get(build, 'overrides') !== undefined) return undefined;
  const listed = (key: string, usual: readonly string[]): readonly string[] => {
    const node = get(build, key);
    return isSeq(node) ? strings(node).filter((t) => !t.includes('{{')) : usual;
  };
  const ignored = get(build, 'ignore');
  const isIgnored = (os: string, arch: string): boolean =>
    isSeq(ignored) &&
    ignored.items.some((i) => [os, undefined].includes(textOf(get(i, 'goos'))) && [arch, undefined].includes(textOf(get(i, 'goarch'))));
  for (const os of listed('goos', ['linux', 'darwin', 'windows']))
    for (const arch of listed('goarch', ['amd64', 'arm64', '386'])) {
      const why = isIgnored(os, arch) ? undefined : compilerGap(os, arch, host);
      if (why !== undefined) return { target: `${os}/${arch}`, why };
    }
  return undefined;
}
