import type { Preflight } from '../doctor/preflight/index.ts';
import type { WorkflowRunFacts } from '../remotes/github/index.ts';
import type { Presence } from '../remotes/registries/index.ts';
import type { Context } from './context.ts';
import { because, type MaybeGitHub } from './tag-facts.ts';

/** What was seen of what a tag led to. */
export interface Came {
  /** What can not be taken back, half a sentence each. */
  readonly irreversible: readonly string[];
  /** What could not be seen, half a sentence each. */
  readonly unknown: readonly string[];
  /** What was looked at and is not there. */
  readonly absent: readonly string[];
}

/** Destinations that are overwritten with every release, or that a release is: nothing of them is burnt. */
const RETURNS: ReadonlySet<string> = new Set(['tag', 'release', 'asset', 'pages', 'environment']);

/**
 * Looks for what came of a tag: a published release, runs of workflows that deliver, versions at the registries that the walk names. What cannot be
 * asked is not taken for absent, unless no run of the tag was ever made: then nothing in the repository delivered anything for it.
 */
export async function cameOf(
  tag: { readonly name: string; readonly version: string },
  walked: Preflight,
  read: (path: string) => string | undefined,
  github: MaybeGitHub,
  { io, doors, version }: Context,
): Promise<Came> {
  const came = { irreversible: [] as string[], unknown: [] as string[], absent: [] as string[] };
  const runs = await onGitHub(tag.name, walked, github, came, doors);
  const { presenceOf } = await doors.registries();
  const { npmRegistryHost } = await doors.remotes();
  const named = io.env.npm_config_registry?.replace(/\/+$/, '');
  const host = npmRegistryHost();
  const options = { npm: named || (host === undefined ? undefined : `https://${host}`), userAgent: `slipway/${version}`, timeoutMs: 15_000 };
  const asked = [...walked.destinations.filter(({ kind }) => !RETURNS.has(kind)), ...goModule(tag.name, read)];
  const elsewhere = otherNpmRegistry(walked, read, [host, hostOf(named)]);
  const seen = await Promise.all(
    asked.map(({ kind, id }): Promise<Presence> | Presence =>
      id.startsWith('npm:') && elsewhere !== undefined
        ? { state: 'unknown', text: `${elsewhere} names a registry of its own, which cannot be asked for ${id.slice(4)} ${tag.version}` }
        : presenceOf({ kind, id, version: tag.version, tag: tag.name }, options),
    ),
  );
  for (const [at, presence] of seen.entries()) note(presence, asked[at]!.kind, runs, came);
  return came;
}

/** A tag is all that a version of a Go module needs: no workflow publishes it. Its tags are `v1.2.3`, or `folder/v1.2.3` of a module further down. */
function goModule(tag: string, read: (path: string) => string | undefined): { readonly kind: string; readonly id: string }[] {
  const found = /^(.+\/)?v\d+\.\d+\.\d+/.exec(tag);
  const name = found === null ? undefined : /^module\s+"?([^\s"]+)/m.exec(read(`${found[1] ?? ''}go.mod`) ?? '')?.[1];
  return name === undefined ? [] : [{ kind: 'registry', id: `go:${name}` }];
}

/** The file that sends packages to another registry than npm's; the walk calls them all npm. */
function otherNpmRegistry(
  { starts }: Preflight,
  read: (path: string) => string | undefined,
  own: readonly (string | undefined)[],
): string | undefined {
  const places: readonly (readonly [path: string, RegExp])[] = [
    ...starts.map(({ path }) => [path, /^\s*registry-url:\s*['"]?([^'"\s#]+)/gm] as const),
    ['package.json', /"registry"\s*:\s*"([^"]+)"/g],
    ['.npmrc', /^\s*(?:@[\w.-]+:)?registry\s*=\s*(\S+)/gm],
  ];
  return places.find(([path, pattern]) => [...(read(path) ?? '').matchAll(pattern)].some(([, url]) => !own.includes(hostOf(url) ?? '')))?.[0];
}

const hostOf = (url: string | undefined): string | undefined => (url !== undefined && URL.canParse(url) ? new URL(url).host : undefined);

function note(
  { state, text }: Presence,
  kind: string,
  runs: readonly WorkflowRunFacts[] | undefined,
  came: { irreversible: string[]; unknown: string[]; absent: string[] },
): void {
  if (state === 'present') came.irreversible.push(text);
  else if (state === 'absent') came.absent.push(text);
  // A place that has no versions to ask for was not reached where nothing ran.
  else if (runs?.length === 0 && kind !== 'registry' && kind !== 'image') came.absent.push(`${text}, and no run was ever made`);
  else came.unknown.push(text);
}

async function onGitHub(
  tag: string,
  walked: Preflight,
  { at, why }: MaybeGitHub,
  came: { irreversible: string[]; unknown: string[]; absent: string[] },
  doors: Context['doors'],
): Promise<readonly WorkflowRunFacts[] | undefined> {
  if (at === undefined) {
    came.unknown.push(`releases and runs of ${tag} on GitHub: ${why}`);
    return undefined;
  }
  const { releasesOfTag, runsOfTag } = await doors.github();
  try {
    const releases = await releasesOfTag(at, tag);
    for (const { draft, immutable, url } of releases)
      if (!draft) came.irreversible.push(`its release is published${immutable ? ' and immutable' : ''} (${url})`);
    if (releases.every(({ draft }) => draft)) came.absent.push(releases.length === 0 ? 'GitHub has no release of it' : 'its release is a draft');
  } catch (error) {
    came.unknown.push(`releases of ${tag}: ${because(error)}`);
  }
  try {
    const runs = await runsOfTag(at, tag);
    judgeRuns(runs, walked, came);
    return runs;
  } catch (error) {
    came.unknown.push(`runs of ${tag}: ${because(error)}`);
    return undefined;
  }
}

function judgeRuns(
  runs: readonly WorkflowRunFacts[],
  walked: Preflight,
  came: { irreversible: string[]; unknown: string[]; absent: string[] },
): void {
  if (runs.length === 0) came.absent.push('no workflow ran for it');
  for (const { path, status, conclusion, url } of runs) {
    const file = path === '' ? 'a workflow' : path;
    if (status !== 'completed') came.unknown.push(`what ${file} does: its run is ${status.replaceAll('_', ' ')} (${url}), wait for it or cancel it`);
    else if (conclusion === 'success' && delivers(path, walked)) came.irreversible.push(`${file} ran to its end for it (${url})`);
    else {
      const ended = `a run of ${file} ended as ${conclusion ?? 'unknown'}`;
      const doubts = NEVER_BEGAN.has(conclusion ?? '') ? [] : walked.undecided.filter(({ text }) => text.includes(` in ${path}: `));
      if (doubts.length === 0) came.absent.push(ended);
      for (const { text, decide } of doubts) came.unknown.push(`${ended} (${url}), and ${text}${decide === undefined ? '' : ` (${decide})`}`);
    }
  }
}

/** How a run ends of which no step was ever run. */
const NEVER_BEGAN: ReadonlySet<string> = new Set(['skipped', 'startup_failure', 'action_required']);

/** Whether a workflow of this event delivers something, or may; one that the walk does not know is taken to. */
const delivers = (path: string, { starts }: Preflight): boolean =>
  path === '' || starts.every((one) => one.path !== path) || starts.some((one) => one.path === path && one.delivers);
