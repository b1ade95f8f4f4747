import { found, matchedPlace, scalarPlace } from './place.ts';
import type { VersionReader } from './types.ts';

const TOOL = { ecosystem: 'release-tool', role: 'tool' } as const;

/** Where bump-my-version, bumpversion, bumpver and Commitizen remember the version that they bump. */
export const bumpers: VersionReader = {
  *read(files) {
    for (const path of ['.bumpversion.cfg', 'setup.cfg'])
      if (files.world.exists(path))
        yield* found(matchedPlace(files.text(path), /^\[bumpversion\][^[]*?^current_version\s*=\s*(\S+)/dm, { ...TOOL, key: 'current_version' }));
    const tables = [
      ['tool', 'bumpversion', 'current_version'],
      ['tool', 'bumpver', 'current_version'],
      ['tool', 'commitizen', 'version'],
    ];
    for (const path of ['.bumpversion.toml', 'pyproject.toml', '.cz.toml', 'bumpver.toml'])
      if (files.world.exists(path)) for (const table of tables) yield* found(scalarPlace(files.document(path), table, TOOL));
    for (const path of ['.cz.json', '.cz.yaml'])
      if (files.world.exists(path)) yield* found(scalarPlace(files.document(path), ['commitizen', 'version'], TOOL));
  },
};
