import { asText } from '../../../actions/index.ts';
import type { World } from '../../../chain/index.ts';
import { type Dockerfile, dockerfile, platformRuns } from '../../../tools/index.ts';
import { listed } from '../../links.ts';
import type { Link } from '../../report.ts';
import type { Draft } from '../../rule.ts';
import { versionTargets } from '../../version-effects.ts';
import { oneLine } from '../../wording.ts';
import { type BuildSeen, isNative, platformPlace } from './builds.ts';
import { pathFrom } from './paths.ts';
import { isSetUp } from './steps-before.ts';
import type { ImageSubject } from './subject.ts';

const known = new WeakMap<World, Map<string, Dockerfile | undefined>>();

/** A Dockerfile of the tree, read once. */
export function dockerfileAt(path: string, world: World): Dockerfile | undefined {
  const of = known.get(world) ?? new Map<string, Dockerfile | undefined>();
  known.set(world, of);
  if (!of.has(path)) {
    const text = world.tree.read(path);
    of.set(path, text === undefined ? undefined : dockerfile(path, text));
  }
  return of.get(path);
}

/** Platforms that the runner's machine or its Docker cannot build for. */
export function machineDraft(seen: BuildSeen, world: World): Draft | undefined {
  const builder = isNonEmpty(seen) ? true : isSetUp(seen.earlier, 'builder');
  const several = seen.legs.find((l) => l.platforms.length > 1 && l.host !== undefined);
  if (several !== undefined && builder === false) return noBuilder(seen, several.platforms);
  const foreign = seen.legs.flatMap((l) =>
    l.host === undefined ? [] : l.platforms.filter((p) => !isNative(p, l.host!)).map((p) => [p, l.host!] as const),
  );
  const [first] = foreign;
  if (first === undefined || builder === undefined || hasOtherMachines(seen) || isSetUp(seen.earlier, 'emulation') !== false) return undefined;
  // What often works is worth a word only where a version goes out.
  if (builder && !isOfVersion(seen, world)) return undefined;
  return noEmulation(seen, first[0], first[1], builder, world);
}

const isOfVersion = ({ run, effect }: BuildSeen, world: World): boolean => run.event.refType === 'tag' || versionTargets(effect, world).length > 0;

const isNonEmpty = ({ build }: BuildSeen): boolean => build.builder !== undefined && asText(build.builder) !== '';

/** The builder has nodes elsewhere, which may be of any platform. */
function hasOtherMachines({ earlier }: BuildSeen): boolean {
  return earlier.some(
    (s) =>
      /setup-buildx/.test(s.action ?? '') &&
      s.step.with.some(
        (p) =>
          /^(?:append|endpoint|keep-state)$/.test(p.name) ||
          (p.name === 'driver' && !(p.value?.kind === 'scalar' && p.value.text === 'docker-container')),
      ),
  );
}

function noBuilder(seen: BuildSeen, platforms: readonly string[]): Draft {
  const { at, said } = platformPlace(seen, platforms[0]!);
  return {
    at,
    certainty: 'likely',
    title: `${listed(platforms)} at once need a builder that job \`${seen.job.id}\` does not set up`,
    message: `${seen.deed.tool} builds for ${listed(platforms)} with the Docker of the runner, because no step before it sets up another builder (docker/setup-buildx-action). That one refuses to build for more than one platform, so the step ends with an error and nothing is pushed.`,
    chain: links(seen, said, platforms[0]!),
    assumptions: ["the runner's Docker keeps its images in the classic store, which holds one platform of an image"],
    key: [seen.job.id, 'builder'],
    subject: { kind: 'set-up', what: 'buildx', seen } satisfies ImageSubject,
    advice: 'Put a step with docker/setup-buildx-action before it.',
  };
}

function noEmulation(seen: BuildSeen, platform: string, host: string, ownBuilder: boolean, world: World): Draft | undefined {
  const path = pathFrom(seen.build);
  const file = path === undefined ? undefined : dockerfileAt(path, world);
  const target = seen.build.target === undefined ? '' : asText(seen.build.target);
  if (file === undefined || target === undefined) return undefined;
  const [run] = platformRuns(file, target) ?? [];
  if (run === undefined) return undefined;
  const { at, said } = platformPlace(seen, platform);
  const how = ownBuilder
    ? 'BuildKit is left with the emulator of its own image, which the kernel does not know of: a program that starts another one that way ends with "exec format error" often enough that these builds are not relied on'
    : 'the kernel cannot start a program of that platform, and the first one ends with "exec format error"';
  return {
    at,
    severity: ownBuilder ? 'warning' : 'error',
    certainty: ownBuilder ? 'likely' : 'proven',
    title: `${platform} is built on a machine of ${host} without emulation`,
    message: `${file.path} runs programs of ${platform} while it builds (\`RUN ${oneLine(run.run.text, 58)}\` in line ${run.run.at.line}), and the runner's machine is ${host}. No step of job \`${seen.job.id}\` sets up emulation (docker/setup-qemu-action), so ${how}.`,
    chain: [
      ...links(seen, said, platform),
      { kind: 'step', text: `RUN ${oneLine(run.run.text, 58)}`, location: run.run.at, state: ownBuilder ? 'maybe' : 'cut' },
    ],
    key: [seen.job.id, 'emulation'],
    subject: { kind: 'set-up', what: 'qemu', seen } satisfies ImageSubject,
    advice: `Put a step with docker/setup-qemu-action before the build, build ${platform} on a runner of its own, or start the stage \`FROM --platform=$BUILDPLATFORM\` and compile across.`,
  };
}

function links(seen: BuildSeen, said: BuildSeen['effect']['at'] | undefined, platform: string): Link[] {
  return [
    { kind: 'event', text: seen.run.event.text, state: 'holds' },
    ...(said ? [{ kind: 'step' as const, text: `asks for ${platform}`, location: said, state: 'holds' as const }] : []),
    { kind: 'step', text: `${seen.deed.tool} builds`, location: seen.effect.at, state: 'holds' },
  ];
}
