import type { Job, Truth, Val, Workflow } from '../../actions/index.ts';
import type { Location } from '../../source/index.ts';
import { type DownloadArtifact, type FileDeed, kindOfFile, platformOf, type UploadArtifact } from '../../tools/index.ts';
import type { FileLog } from '../recorder.ts';
import type { Effect } from '../types.ts';
import type { World } from '../world.ts';
import { assetsOf, type Uploaded } from './assets.ts';
import { contentsOf } from './contents.ts';
import { type Entry, FileSystem, isGlob, withPlatform } from './file-system.ts';
import { ANY, baseName, globMayMatch, isKnown, joinPath, mayBeSame, type Name, namesOf, nameValue } from './names.ts';
import type { Artifact, LegFiles } from './types.ts';

interface Pooled {
  readonly name: Name;
  readonly entries: readonly Entry[];
  readonly open: readonly string[];
}

type Step = LegFiles['deeds'][number];

/** Follows the files of one run: what each leg makes, hands over as artifacts, and uploads to a release. */
export class RunFiles implements FileLog {
  readonly legs: LegFiles[] = [];
  readonly artifacts: Artifact[] = [];
  readonly uploads: Uploaded[] = [];
  readonly #world: World;
  readonly #uploaders: ReadonlySet<string>;
  readonly #pool: Pooled[] = [];
  #files: FileSystem;
  #deeds: Step[] = [];
  #leg: { workflow: string; job: string; leg: string | undefined; runner: string | undefined } = {
    workflow: '',
    job: '',
    leg: undefined,
    runner: undefined,
  };

  /** @param uploaders jobs that upload to a release, as `path#id` */
  constructor(world: World, uploaders: ReadonlySet<string>) {
    this.#world = world;
    this.#uploaders = uploaders;
    this.#files = new FileSystem(world.tree);
  }

  wants(workflow: Workflow, job: Job): boolean {
    if (job.uses !== undefined || this.#uploaders.has(`${workflow.path}#${job.id}`)) return true;
    const { file, span } = job.node;
    return /artifact|uses:\s*['"]?\.\//i.test(file.text.slice(span.start, span.end));
  }

  begin(workflow: string, job: string, leg: string | undefined, runner: string | undefined): void {
    this.#files = new FileSystem(this.#world.tree);
    this.#deeds = [];
    this.#leg = { workflow, job, leg, runner };
    this.legs.push({ workflow, job, leg, deeds: this.#deeds });
  }

  add(deed: FileDeed, at: Location, cwd: string | undefined, runs: Truth): void {
    this.#deeds.push({ deed, at, cwd, runs });
    const where = cwd ?? ANY;
    switch (deed.op) {
      case 'make':
        this.#make(deed, at, where);
        return;
      case 'copy': {
        const into = deed.into === true;
        const from = deed.from.flatMap((f) => this.#paths(f, where));
        for (const to of this.#paths(deed.to, where, true)) this.#files.copy(from, to, { into, move: deed.move, at, ...this.#legName() });
        return;
      }
      case 'remove':
        if (runs === true) for (const p of deed.paths.flatMap((path) => this.#paths(path, where))) this.#files.remove(p);
        return;
      case 'directory':
        for (const p of this.#paths(deed.path, where)) this.#files.directory(p);
        return;
      case 'upload-artifact':
        this.#upload(deed, at, where);
        return;
      case 'download-artifact':
        this.#download(deed, where);
        return;
      case 'download-asset':
        for (const into of this.#paths(deed.into, where)) this.#files.open(into, 'assets of a release are downloaded there');
        return;
      case 'anything': {
        const under = deed.under === undefined ? [undefined] : this.#paths(deed.under, where);
        for (const u of under) this.#files.open(u === '' ? where : u, deed.why);
        return;
      }
    }
  }

  release(effect: Effect, cwd: string | undefined): void {
    // The run's own repository is not known by name in a folder without a remote.
    const away = effect.elsewhere === undefined ? undefined : namesOf(effect.elsewhere, '')[0];
    if (away !== undefined && isKnown(away) && away !== this.#world.slug) return;
    const where = cwd ?? ANY;
    const found = assetsOf(effect, this.#files, (pattern) => this.#paths(pattern, where, true), this.#world, this.#leg.leg);
    if (found !== undefined) this.uploads.push(found);
  }

  #legName(): { leg?: string } {
    return this.#leg.leg === undefined ? {} : { leg: this.#leg.leg };
  }

  /** Paths from the root; a slash at the end stays when it is asked for. */
  #paths(value: Val, where: Name, slash = false): Name[] {
    return namesOf(value, this.#world.version).map((n) => {
      const path = joinPath(where, n);
      return slash && /\/\.?$/.test(n) ? `${path}/` : path;
    });
  }

  #make(deed: FileDeed & { op: 'make' }, at: Location, where: Name): void {
    const lists = deed.lists?.flatMap((l) => namesOf(l, this.#world.version));
    const inputs = (deed.of ?? []).flatMap((o) => this.#paths(o, where));
    for (const path of this.#paths(deed.path, where)) {
      const made = (p: Name, listed: readonly Name[] | undefined): void => {
        const what = deed.what === 'other' || deed.what === 'binary' ? kindOfFile(baseName(p)) : deed.what;
        const input = inputs.length === 1 ? this.#files.has(inputs[0]!)?.platform : undefined;
        this.#files.make({
          path: p,
          what,
          at: deed.at ?? at,
          ...withPlatform(p, deed.platform ?? input ?? this.#legPlatform()),
          ...(listed === undefined ? {} : { lists: listed }),
          ...this.#legName(),
        });
      };
      const each = inputs.length === 1 ? this.#files.find(inputs[0]!).entries.filter((e) => mayBeSame(inputs[0]!, e.path) || isGlob(inputs[0]!)) : [];
      // One file for each that it reads: `"$f" > "$f.sha256"`.
      if (inputs.length === 1 && each.length > 0 && !this.#files.has(inputs[0]!) && path.includes(inputs[0]!))
        for (const e of each)
          made(
            path.replace(inputs[0]!, e.path),
            lists?.map(() => e.path),
          );
      else made(path, lists === undefined ? undefined : this.#listed(lists, inputs));
    }
  }

  /** Names in a file of checksums: a glob stands for the files that it means. */
  #listed(lists: readonly Name[], inputs: readonly Name[]): Name[] {
    return lists.flatMap((l, i) => {
      const input = inputs[i];
      if (input === undefined || !isGlob(l)) return [l];
      const found = this.#files.find(input).entries.map((e) => baseName(e.path));
      return found.length > 0 ? found : [l];
    });
  }

  #legPlatform(): ReturnType<typeof platformOf> {
    return platformOf(this.#leg.leg ?? this.#leg.runner ?? '');
  }

  #upload(deed: UploadArtifact, at: Location, where: Name): void {
    const contents = contentsOf(
      deed.paths.map((p) => this.#paths(p, where)[0] ?? ANY),
      this.#files,
      at,
      this.#leg.leg,
    );
    const { workflow, job, leg } = this.#leg;
    for (const name of namesOf(deed.name, this.#world.version)) {
      this.#pool.push({ name, ...contents });
      this.artifacts.push({
        name: nameValue(name),
        at,
        workflow,
        job,
        leg,
        contents: {
          files: contents.entries.map((e) => ({ ...e, path: nameValue(e.path), lists: e.lists?.map(nameValue) ?? [] })),
          closed: contents.open.length === 0,
          open: contents.open,
        },
      });
    }
  }

  #download(deed: DownloadArtifact, where: Name): void {
    const into = this.#paths(deed.path, where)[0] ?? ANY;
    if (into !== where) this.#files.directory(into);
    if (deed.otherRun) {
      this.#files.open(into, 'artifacts of another run are downloaded there');
      return;
    }
    const names = deed.name === undefined ? undefined : namesOf(deed.name, this.#world.version);
    const patterns = deed.pattern === undefined || names !== undefined ? undefined : namesOf(deed.pattern, this.#world.version);
    const wanted = this.#pool.filter((p) =>
      names !== undefined ? names.some((n) => mayBeSame(n, p.name)) : patterns === undefined || patterns.some((g) => globMayMatch(g, p.name)),
    );
    if (wanted.length === 0) this.#files.open(into, 'an artifact that nothing in the run uploads is downloaded there');
    for (const artifact of wanted) {
      // A single artifact by its name lies in the directory itself; several each have a directory, unless they are merged.
      const flat = names !== undefined || (deed.mergeMultiple === true && deed.major !== 3);
      const root = flat ? into : joinPath(into, artifact.name);
      for (const e of artifact.entries) this.#files.make({ ...e, path: joinPath(root, e.path) });
      for (const why of artifact.open) this.#files.open(root, why);
    }
  }
}
