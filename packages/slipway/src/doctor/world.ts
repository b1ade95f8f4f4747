import { makeWorld, type World, type WorldOptions } from '../chain/index.ts';
import type { Tree } from '../remotes/types.ts';
import { readConfig } from './config.ts';
import type { DoctorOptions } from './options.ts';

/** The world that a tree and the options make. */
export function worldOf(tree: Tree, options: DoctorOptions, { preRelease, earlier }: Pick<WorldOptions, 'preRelease' | 'earlier'> = {}): World {
  const config = readConfig(options.config);
  const { elsewhere } = options;
  return makeWorld(tree, {
    asOf: options.asOf ?? today(),
    assume: new Map([...config.assume, ...(options.assume ?? [])]),
    ...(options.slug === undefined ? {} : { slug: options.slug }),
    ...(options.host === undefined ? {} : { host: options.host }),
    ...(options.npmRegistryHost === undefined ? {} : { npmRegistryHost: options.npmRegistryHost }),
    ...(preRelease === undefined ? {} : { preRelease }),
    ...(earlier === undefined ? {} : { earlier }),
    ...(elsewhere === undefined ? {} : { elsewhere: { read: (slug: string, ref: string, path: string) => elsewhere.read(slug, ref, path) } }),
  });
}

/** The date of the facts when none is given. */
function today(): string {
  return new Date().toISOString().slice(0, 10);
}
