import { type Analysis, baseName, type Effect, globMayMatch, isKnown, locate, type Name, namesOf, shownName } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import { resolvedPath } from '../../paths.ts';
import type { Draft } from '../../rule.ts';
import { type Download, type Handover, inputOf, jobName } from './handover.ts';
import { links, shownList } from './names.ts';
import type { HandoverSubject } from './subject.ts';

/** A directory that artifacts are downloaded to. */
interface Place {
  readonly download: Download;
  readonly root: Name;
  /** Each artifact lies in a directory of its own name. */
  readonly apart: boolean;
  readonly artifacts: readonly Got[];
}

interface Got {
  readonly name: Name;
  /** Paths inside; undefined when not all of them are known. */
  readonly files: readonly Name[] | undefined;
}

/** Something that reads files of a job by their path. */
interface Reader {
  readonly at: Location;
  readonly path: Name;
  readonly what: string;
  /** It takes files, not directories. */
  readonly filesOnly: boolean;
}

/** Paths that do not fit where a download puts the files. */
export function* layoutDrafts(handover: Handover, analysis: Analysis): Generator<Draft> {
  const said = new Set<Download>();
  for (const leg of handover.followed.files.legs) {
    const mine = handover.downloads.filter((d) => d.leg === leg && d.runs === true && handover.isOfRelease(d));
    if (mine.length === 0) continue;
    const places = mine.flatMap((d) => placeOf(d, handover, analysis) ?? []);
    for (const place of places) {
      if (isShared(place, mine, leg, analysis)) continue;
      for (const reader of readersOf(place, handover, analysis)) {
        const problem = problemOf(place, reader);
        if (problem === undefined || said.has(place.download)) continue;
        said.add(place.download);
        yield {
          at: reader.at,
          certainty: 'proven',
          title: `\`${shownName(reader.path)}\` is not where the download puts the files`,
          message: `${problem} ${reader.what} in job ${jobName(place.download)} looks for \`${shownName(reader.path)}\`, and finds nothing there.`,
          chain: [
            ...links(
              handover,
              place.download,
              handover.uploads.filter((u) => place.artifacts.some((a) => namesOf(u.deed.name, analysis.world.version).includes(a.name))),
            ),
            { kind: 'step', text: `${reader.what} reads ${shownName(reader.path)}`, location: reader.at, state: 'cut' },
          ],
          facts: ['art.merge'],
          key: [place.download.leg.job, 'layout', shownName(reader.path)],
          subject: {
            kind: 'layout',
            download: place.download,
            apart: place.apart,
            reader: reader.at,
            path: reader.path,
            found: place.apart ? [] : foundElsewhere(place, reader.path),
          } satisfies HandoverSubject,
          advice: place.apart
            ? `Add \`merge-multiple: true\` to the download, or look into the directories: \`${shownName(place.root)}/**\`.`
            : 'Write the path as it is in the artifact.',
        };
      }
    }
  }
}

function placeOf(download: Download, handover: Handover, { world }: Analysis): Place | undefined {
  const { deed } = download;
  if (deed.otherRun || deed.mergeMultiple === undefined) return undefined;
  const [path, ...others] = namesOf(deed.path, world.version);
  const root = path === undefined || others.length > 0 || !isKnown(path) ? undefined : resolvedPath('', path);
  if (root === undefined || root === '') return undefined;
  const names = deed.name === undefined ? undefined : namesOf(deed.name, world.version);
  const patterns = deed.pattern === undefined ? undefined : namesOf(deed.pattern, world.version);
  const all = handover.followed.files.artifacts.map((a) => ({ artifact: a, names: namesOf(a.name, world.version) }));
  if (all.some((a) => a.names.length !== 1 || !isKnown(a.names[0]!))) return undefined;
  const wanted = all.filter(({ names: [n] }) => (names ? names.includes(n!) : patterns === undefined || patterns.some((p) => globMayMatch(p, n!))));
  const apart = names === undefined && deed.mergeMultiple === false;
  const artifacts = wanted.map(({ artifact, names: [n] }): Got => {
    const files = artifact.contents.files.flatMap((f) => namesOf(f.path, world.version));
    return { name: n!, files: artifact.contents.closed && files.length > 0 && files.every(isKnown) ? files : undefined };
  });
  // One artifact alone may lie in the directory itself, as the version of the action has it.
  if (artifacts.length === 0 || (apart && new Set(artifacts.map((a) => a.name)).size < 2)) return undefined;
  return { download, root, apart, artifacts };
}

/** Something else puts files there: another download, a command, the tree. */
function isShared({ root, download }: Place, all: readonly Download[], leg: Download['leg'], { world }: Analysis): boolean {
  if (all.some((d) => d !== download)) return true;
  const inside = `${root}/`;
  if (world.tree.list().some((p) => p.startsWith(inside))) return true;
  const after = leg.deeds.slice(leg.deeds.findIndex((d) => d.deed === download.deed) + 1);
  return after.some(({ deed, cwd }) => {
    if (deed.op === 'upload-artifact' || deed.op === 'download-artifact') return false;
    if (cwd !== '') return true;
    const targets =
      deed.op === 'make' || deed.op === 'directory'
        ? [deed.path]
        : deed.op === 'copy'
          ? [deed.to, ...(deed.move ? deed.from : [])]
          : deed.op === 'anything'
            ? [deed.under]
            : deed.op === 'remove'
              ? deed.paths
              : [deed.into];
    return targets.some(
      (t) =>
        t === undefined ||
        namesOf(t, world.version).some((n) => !isKnown(n) || `${resolvedPath('', n) ?? root}/`.startsWith(inside) || n.includes('*')),
    );
  });
}

function readersOf({ download, root }: Place, { run }: Handover, { world }: Analysis): Reader[] {
  const { leg, job } = download;
  const out: Reader[] = [];
  const add = (value: Name, at: Location, what: string, filesOnly: boolean): void => {
    const path = isKnown(value) ? resolved(value) : undefined;
    if (path?.startsWith(`${root}/`)) out.push({ at, path, what, filesOnly });
  };
  const behind = leg.deeds.findIndex((d) => d.deed === download.deed);
  for (const { deed, at, cwd, runs } of leg.deeds.slice(behind + 1)) {
    if (deed.op !== 'copy' || cwd !== '' || runs !== true) continue;
    for (const from of deed.from) for (const n of namesOf(from, world.version)) add(n, at, deed.move ? '`mv`' : '`cp`', false);
  }
  const steps = job?.steps ?? [];
  const at = download.step === undefined ? -1 : steps.indexOf(download.step);
  if (at < 0) return out;
  for (const effect of run.effects) {
    if (effect.job !== job || effect.happens !== true || effect.step === undefined || steps.indexOf(effect.step) <= at || movesAway(effect, job))
      continue;
    const { deed } = effect;
    if (deed.kind === 'release') {
      const patterns = deed.assets ?? [];
      const names = patterns.map((p) => namesOf(p, world.version)[0]).map((n) => n && resolved(n));
      // A release that also takes files from elsewhere is not empty.
      if (names.length > 0 && names.every((n) => n?.startsWith(`${root}/`)))
        for (const n of names) add(n!, placeIn(effect, baseName(n!)), deed.tool, true);
    } else if (deed.kind === 'package' && /gh-action-pypi-publish/.test(deed.tool)) {
      const given = inputOf(effect.step, 'packages-dir') ?? inputOf(effect.step, 'packages_dir');
      const folder = given?.node?.text ?? 'dist';
      if (!folder.includes('${{')) add(`${resolvedPath('', folder) ?? ''}/*`, given?.node ? locate(given.node) : effect.at, deed.tool, true);
    }
  }
  return out;
}

/** The step runs in another directory than the job's. */
const movesAway = (effect: Effect, job: Download['job']): boolean =>
  effect.step?.workingDirectory !== undefined || job?.defaults.workingDirectory !== undefined || effect.through.length > 0;

function placeIn(effect: Effect, name: string): Location {
  for (const input of ['files', 'artifacts', 'file']) {
    const node = inputOf(effect.step, input)?.node;
    if (node?.text.includes(name) && !node.text.includes('\n')) return locate(node);
  }
  return effect.at;
}

/** A path from the root of the workspace, which may hold `*`. */
function resolved(name: Name): Name | undefined {
  const bare = name
    .replace(/^(?:\/github\/workspace\/|\.\/)+/, '')
    .replace(/\/+/g, '/')
    .replace(/#.*$/, '');
  return /^[/~]|\.\.|[[\]{}?!$]/.test(bare) ? undefined : bare;
}

/** What is wrong with a path, as a sentence; undefined when it may be right. */
function problemOf({ root, apart, artifacts, download }: Place, { path, filesOnly }: Reader): string | undefined {
  const rest = path.slice(root.length + 1);
  if (rest === '' || rest.includes('**')) return undefined;
  const [first = '', ...more] = rest.split('/');
  const names = [...new Set(artifacts.map((a) => a.name))];
  if (apart) {
    const isWild = /^\*+$/.test(first);
    if (more.length === 0) {
      if ((isWild && !filesOnly) || (!isWild && names.some((n) => globMayMatch(first, n)))) return undefined;
      return `The download has no \`name\` and no \`merge-multiple\`, so each artifact lies in a directory of its own in \`${shownName(root)}\`: ${shownList(names.map((n) => `${root}/${n}/`))}.`;
    }
    if (!names.some((n) => globMayMatch(first, n)))
      return `The download puts each artifact into a directory of its name in \`${shownName(root)}\`: ${shownList(names.map((n) => `${root}/${n}/`))}.`;
    const inside = artifacts.filter((a) => globMayMatch(first, a.name));
    return misplaced(inside, more.join('/'), (a, f) => `${root}/${a.name}/${f}`);
  }
  if (download.deed.name === undefined && download.deed.mergeMultiple !== true) return undefined;
  return misplaced(artifacts, rest, (_a, f) => `${root}/${f}`);
}

/** Where a download puts the files of a name. */
const foundElsewhere = ({ root, artifacts }: Place, path: Name): Name[] =>
  artifacts.flatMap((a) => (a.files ?? []).filter((f) => globMayMatch(baseName(path), baseName(f))).map((f) => `${root}/${f}`));

/** The file is in the artifact, but elsewhere: an artifact's root is the common directory of what was uploaded. */
function misplaced(artifacts: readonly Got[], rest: Name, shown: (a: Got, file: Name) => Name): string | undefined {
  if (artifacts.some((a) => a.files === undefined)) return undefined;
  if (artifacts.some((a) => a.files!.some((f) => globMayMatch(rest, f)))) return undefined;
  const found = artifacts.flatMap((a) => a.files!.filter((f) => globMayMatch(baseName(rest), baseName(f))).map((f) => shown(a, f)));
  if (found.length === 0 || /^\*+$/.test(baseName(rest))) return undefined;
  return `An artifact keeps paths from the nearest directory that all of its files have in common, so the download makes ${shownList(found)}.`;
}
