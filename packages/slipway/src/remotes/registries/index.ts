/** The door to registries: whether a version is there. Nothing is sent but its name. Loaded only by what must know it. */
import { hasImage } from './images.ts';
import { onCrates, onGoMirror, onNpm, onPyPi } from './packages.ts';
import type { Presence, RegistryOptions, VersionAsked } from './types.ts';

export type * from './types.ts';

/** Asks a destination whether it has a version. What cannot be asked is `unknown`, never `absent`. */
export async function presenceOf({ kind, id, version, tag }: VersionAsked, options: RegistryOptions): Promise<Presence> {
  if (kind === 'image') return hasImage(id, [version, tag, `v${version}`], options);
  const [registry = '', name = ''] = split(id);
  if (kind !== 'registry' || name === '') return { state: 'unknown', text: `${id} cannot be asked for a version` };
  switch (registry) {
    case 'npm':
      return onNpm(name, version, options);
    case 'crates.io':
      return onCrates(name, version, options);
    case 'pypi':
      return onPyPi(name, version, options);
    case 'go':
      return onGoMirror(name, version, options);
    default:
      return { state: 'unknown', text: `${registry} cannot be asked for ${name} ${version}` };
  }
}

const split = (id: string): readonly [string, string] => {
  const at = id.indexOf(':');
  return at < 0 ? [id, ''] : [id.slice(0, at), id.slice(at + 1)];
};
