import { asText } from '../../../actions/index.ts';
import { type Analysis, locate, type World } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import { contextSources, stagesOf } from '../../../tools/index.ts';
import { resolvedPath } from '../../paths.ts';
import type { Draft } from '../../rule.ts';
import { type BuildSeen, inputNode } from './builds.ts';
import { bringsNothing } from './context.ts';
import { dockerfileAt } from './machines.ts';
import { contextFrom, pathFrom } from './paths.ts';
import type { ImageSubject } from './subject.ts';

/** A Dockerfile, or a file that it copies, that is neither in the tree nor made by a step before. */
export function sourceDraft(seen: BuildSeen, { world }: Analysis): Draft | undefined {
  const context = contextFrom(seen.build);
  // Bake may be given its files from elsewhere.
  if (context === undefined || /bake/.test(seen.deed.tool) || !isTreeAlone(seen, context.fetched)) return undefined;
  const path = pathFrom(seen.build);
  if (path === undefined) return undefined;
  const file = dockerfileAt(path, world);
  if (file === undefined)
    return world.tree.has(path) || hasFolder(path, world) ? undefined : missing(seen, path, placeOfFile(seen), undefined, world);
  const target = seen.build.target === undefined ? '' : asText(seen.build.target);
  if (target === undefined) return undefined;
  for (const stage of stagesOf(file, target) ?? [])
    for (const instruction of stage.instructions)
      for (const source of contextSources(instruction) ?? []) {
        if (/[*?[\]$<>]/.test(source)) continue;
        const wanted = resolvedPath(context.folder, source.replace(/^\/+/, './'));
        if (wanted === undefined || wanted === context.folder || world.tree.has(wanted) || hasFolder(wanted, world) || isSubmodule(wanted, world))
          continue;
        return missing(seen, wanted, instruction.at, `${instruction.word} ${source}`, world);
      }
  return undefined;
}

/** What the build sees is the tree as it is: the repository itself, or a job that only checks it out. */
function isTreeAlone({ job, earlier, build }: BuildSeen, fetched: boolean): boolean {
  if (fetched) return build.context === undefined;
  const [checkout, ...others] = job.checkouts;
  if (checkout === undefined || others.length > 0 || checkout.ref !== undefined || checkout.repository !== undefined) return false;
  if (checkout.step.with.some((p) => /^(?:path|sparse-checkout|submodules|lfs)$/.test(p.name))) return false;
  return earlier.every((s) => s.step === checkout.step || bringsNothing(s));
}

function missing(seen: BuildSeen, path: string, at: Location, copied: string | undefined, world: World): Draft {
  const other = world.tree.list().find((p) => p.toLowerCase() === path.toLowerCase());
  return {
    at,
    certainty: seen.effect.happens === true ? 'proven' : 'likely',
    title: copied === undefined ? `There is no \`${path}\` to build from` : `\`${copied}\`: there is no \`${path}\` to copy`,
    message: `${copied === undefined ? `${seen.deed.tool} is told to build from \`${path}\`` : `The Dockerfile copies \`${path}\``}, which is not in the repository, and no step of job \`${seen.job.id}\` before the build makes it. The build ends with "not found", and the image is not pushed.${other === undefined ? '' : ` There is \`${other}\`: names differ by letters' case.`}`,
    chain: [
      { kind: 'event', text: seen.run.event.text, state: 'holds' },
      { kind: 'step', text: `${seen.deed.tool} builds`, location: seen.effect.at, state: 'cut' },
    ],
    key: [seen.job.id, 'source', path],
    subject: { kind: 'source', seen, path, at, copied: copied !== undefined, ...(other === undefined ? {} : { other }) } satisfies ImageSubject,
  };
}

function placeOfFile(seen: BuildSeen): Location {
  const node = inputNode(seen.step, 'file') ?? inputNode(seen.step, 'context');
  return node ? locate(node) : seen.effect.at;
}

const known = new WeakMap<World, ReadonlySet<string>>();

function hasFolder(path: string, world: World): boolean {
  let folders = known.get(world);
  if (folders === undefined) {
    const found = new Set<string>();
    for (const file of world.tree.list())
      for (let cut = file.lastIndexOf('/'); cut > 0 && !found.has(file.slice(0, cut)); cut = file.lastIndexOf('/', cut - 1))
        found.add(file.slice(0, cut));
    folders = found;
    known.set(world, folders);
  }
  return folders.has(path);
}

function isSubmodule(path: string, world: World): boolean {
  const modules = world.tree.read('.gitmodules') ?? '';
  return [...modules.matchAll(/^\s*path\s*=\s*(.+)$/gm)].some((m) => path === m[1]!.trim() || path.startsWith(`${m[1]!.trim()}/`));
}
