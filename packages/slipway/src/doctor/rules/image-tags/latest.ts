import { str } from '../../../actions/index.ts';
import { type Analysis, type Effect, type Event, isConstantFamily, perform, pushTag, type Run, release, starts } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import { shown } from '../../links.ts';
import type { Draft } from '../../rule.ts';
import { linePlace, textPlace } from './places.ts';
import { type ImageEffect, namesVersion, pushedBy, tagsIn, tagsOf } from './runs.ts';

const person = { kind: 'person' } as const;

/** Pre-releases that move `latest`, in repositories that make pre-releases. */
export function* latestDrafts(analysis: Analysis): Generator<Draft> {
  const { world, families } = analysis;
  const pushes = [...analysis.declared].filter(([, runs]) => runs.some((r) => pushedBy(r).some(movesLatest)));
  if (pushes.length === 0) return;
  for (const family of families.filter((f) => !isConstantFamily(f)).slice(0, 4)) {
    const known = knownPrerelease(family, analysis);
    if (known === undefined) continue;
    for (const [path] of pushes) {
      const workflow = world.workflow(path)!;
      for (const [event, stable] of events(family, known.tag, analysis)) {
        if (starts(event, workflow, world).answer !== 'runs' || starts(stable, workflow, world).answer !== 'runs') continue;
        const run = perform(event, workflow, world);
        const moved = pushedBy(run).find(movesLatest);
        if (moved === undefined || !isOfTag(moved, world.version) || !pushedBy(perform(stable, workflow, world)).some(movesLatest)) continue;
        const at = placeOf(run, moved);
        yield {
          at,
          severity: 'warning',
          certainty: 'likely',
          title: `A pre-release moves \`latest\` of the image`,
          message: `${known.how}. When ${event.text}, ${path} pushes the image as ${shown(tagsIn(moved.deed).find(isLatest)!)} too: whoever pulls the image without naming a version gets the pre-release.`,
          chain: [
            { kind: 'event', text: event.text, state: 'holds' },
            ...(known.at ? [{ kind: 'effect' as const, text: 'tells pre-releases apart', location: known.at, state: 'holds' as const }] : []),
            { kind: 'effect', text: `${moved.deed.tool} pushes the image`, location: moved.at, state: 'holds' },
          ],
          key: ['latest', moved.job.id],
          advice:
            "Ask for it only for stable versions: `type=raw,value=latest,enable=${{ !contains(github.ref_name, '-') }}`, or leave it to `flavor: latest=auto` with type=semver.",
        };
        break;
      }
    }
  }
}

const isLatest = (v: ReturnType<typeof tagsIn>[number]): boolean => v.k === 'str' && /:latest$/.test(v.v);

const movesLatest = (e: ImageEffect): boolean => e.happens === true && e.deed.build?.tags?.k !== 'alts' && e.deed.images.some(isLatest);

/** Tags that show what a repository does now. */
const mostRecent = 20;

/** Its other tags name the version: otherwise the workflow does not take this tag for one of its own. */
function isOfTag({ deed }: ImageEffect, version: string): boolean {
  const others = tagsIn(deed).filter((t) => !isLatest(t));
  return others.length === 0 || others.some((t) => namesVersion(t, version));
}

interface Known {
  readonly tag: string;
  /** How it is known that this repository makes pre-releases, as a sentence without its end. */
  readonly how: string;
  readonly at?: Location;
}

/** A pre-release of a family, as the repository's own tags or releases have it. */
function knownPrerelease(family: string, analysis: Analysis): Known | undefined {
  const { world } = analysis;
  const recent = (world.tree.git?.tags ?? [])
    .filter((t) => t.name.startsWith(family) && /^\d/.test(t.name.slice(family.length)))
    .slice(0, mostRecent);
  const own = recent.find((t) => /^\d+\.\d+\.\d+-?(?:rc|beta|alpha|pre)[-.]?\d*$/i.test(t.name.slice(family.length)));
  if (own !== undefined) {
    const suffix = own.name.slice(family.length).replace(/^\d+\.\d+\.\d+/, '');
    return { tag: `${family}${world.version}${suffix}`, how: `The repository has pre-releases such as ${own.name}` };
  }
  const tag = `${family}${world.version}-rc.1`;
  const apart = releasesOf(pushTag(world, str(tag), person), analysis).find((e) => e.deed.kind === 'release' && e.deed.prerelease === true);
  if (apart === undefined) return undefined;
  const stable = releasesOf(pushTag(world, str(`${family}${world.version}`), person), analysis);
  const alike = stable.some(
    (e) => e.deed.kind === 'release' && e.at.line === apart.at.line && e.at.path === apart.at.path && e.deed.prerelease === true,
  );
  return alike ? undefined : { tag, how: `${apart.deed.tool} marks the release of ${tag} as a pre-release`, at: apart.at };
}

function releasesOf(event: Event, { world, relevant }: Analysis): Effect[] {
  return relevant
    .filter((w) => w.triggers.some((t) => t.event === 'push') && starts(event, w, world).answer === 'runs')
    .flatMap((w) => perform(event, w, world).effects.filter((e) => e.happens !== false && e.deed.kind === 'release' && e.deed.act === 'create'));
}

/** Each event of a pre-release with that of the stable version. */
function events(family: string, tag: string, { world }: Analysis): readonly (readonly [Event, Event])[] {
  const stable = str(`${family}${world.version}`);
  return [
    [pushTag(world, str(tag), person), pushTag(world, stable, person)],
    [release(world, 'published', str(tag), true, person), release(world, 'published', stable, false, person)],
  ];
}

/** The line that asks for `latest`. */
function placeOf(run: Run, moved: ImageEffect): Location {
  for (const seen of tagsOf(run)) {
    if (seen.job.job !== moved.job) continue;
    const raw = seen.deed.rules.find((r) => r.tag?.k === 'str' && r.tag.v === 'latest' && r.enabled === true);
    if (raw && raw.line >= 0) return linePlace(seen.step, 'tags', raw.line, seen.at);
    const flavor = textPlace(seen.step, 'flavor', /latest\s*=\s*true/);
    if (flavor) return flavor;
    const asking = seen.deed.rules.find((r) => r.latest === true && r.tag !== undefined && r.enabled !== false);
    if (asking && asking.line >= 0) return linePlace(seen.step, 'tags', asking.line, seen.at);
  }
  return (moved.step && textPlace(moved.step, 'tags', /[^\s,]*:latest\b/)) ?? moved.at;
}
