import { packagesOf } from '../config/packages.ts';
import { found, matchedPlace } from './place.ts';
import type { VersionReader } from './types.ts';

const ELEMENT = /<(?:Version|VersionPrefix|PackageVersion)>\s*([^<\s]+)\s*<\//d;

/** Project files and Directory.Build.props. */
export const dotnet: VersionReader = {
  *read(files) {
    for (const path of [...files.ending('csproj'), ...files.ending('fsproj'), ...files.ending('vbproj'), ...files.named('Directory.Build.props')]) {
      const packed = packagesOf(files.world).filter((one) => one.registry === 'nuget' && one.path === path && !one.private);
      const publishes = packed.map((one) => ({ registry: one.registry, name: one.name }));
      yield* found(matchedPlace(files.text(path), ELEMENT, { ecosystem: 'dotnet', name: packed[0]?.name, publishes }));
    }
  },
};
