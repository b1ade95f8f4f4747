import { str, unknown, type Val } from '../../actions/index.ts';
import type { ToolWorld } from '../types.ts';
import { bakeFile, targetsNamed } from './bake.ts';
import type { ImageBuild } from './types.ts';

/** The files that bake looks for by itself. */
const BAKE_FILES = ['docker-bake.json', 'docker-bake.hcl', 'docker-bake.override.json', 'docker-bake.override.hcl'];

/** What the targets of the bake files build; of several, the one with the most platforms stands for all. */
export function baked(
  world: ToolWorld,
  files: readonly string[],
  names: readonly string[],
): { images: readonly Val[]; build?: ImageBuild; push: boolean } {
  const paths = (files.length > 0 ? files : BAKE_FILES).map((f) => f.replace(/^(?:cwd:\/\/|\.\/)+/, '')).slice(0, 10);
  const read = paths.flatMap((path) => {
    const text = world.read(path);
    return text === undefined || !/\.(?:hcl|json)$/.test(path) ? [] : [{ path, text }];
  });
  const targets = targetsNamed(bakeFile(read), names.length > 0 ? names : ['default']);
  const known = (text: string): Val => (text.includes('${') ? unknown('a variable of a bake file') : str(text));
  const most = [...targets].sort((x, y) => y.platforms.length - x.platforms.length)[0];
  const images = targets.flatMap((t) => t.tags.map(known)).slice(0, 50);
  const push = targets.some((t) => t.output.some((o) => /type=registry|push=true/.test(o)));
  if (most === undefined) return { images, push };
  const folder = (most.context ?? '.').replace(/\/$/, '');
  const build: ImageBuild = {
    ...(most.platforms.length > 0 ? { platforms: known(most.platforms.join(',')) } : {}),
    file: known(`${folder}/${most.dockerfile ?? 'Dockerfile'}`),
    context: known(folder),
    ...(most.target === undefined ? {} : { target: known(most.target) }),
    keeps: true,
    directory: '',
  };
  return { images, build, push };
}
