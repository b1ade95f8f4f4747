import type { SourceFile } from '../../source/index.ts';
import { packagesOf } from '../config/packages.ts';
import { blanked } from './blank.ts';
import { found, matchedPlace, placed } from './place.ts';
import type { VersionReader } from './types.ts';

const ELEMENT = /<(?:Version|VersionPrefix|PackageVersion)>\s*([^<\s]+)\s*<\//d;

/** Project files and Directory.Build.props. */
export const dotnet: VersionReader = {
  *read(files) {
    for (const path of [...files.ending('csproj'), ...files.ending('fsproj'), ...files.ending('vbproj'), ...files.named('Directory.Build.props')]) {
      const packed = packagesOf(files.world).filter((one) => one.registry === 'nuget' && one.path === path && !one.private);
      const publishes = packed.map((one) => ({ registry: one.registry, name: one.name }));
      yield* found(matchedPlace(withoutItems(files.text(path)), ELEMENT, { ecosystem: 'dotnet', name: packed[0]?.name, publishes }));
    }
  },

  /** The further elements of a project file, and the version of a nuspec. */
  *more(files, sources) {
    const projects = new Set([
      ...files.ending('csproj'),
      ...files.ending('fsproj'),
      ...files.ending('vbproj'),
      ...files.named('Directory.Build.props'),
    ]);
    for (const path of projects) {
      const file = withoutItems(files.text(path));
      const repeats = sources.find((one) => one.ecosystem === 'dotnet' && one.path === path)?.path;
      for (const element of file?.text.matchAll(ELEMENTS) ?? []) {
        const [start, end] = element.indices![2]!;
        if (file !== undefined) yield* found(placed(file, { start, end }, { ecosystem: 'dotnet', role: 'plain', key: element[1] ?? '', repeats }));
      }
    }
    for (const path of files.ending('nuspec')) {
      const file = files.text(path);
      const name = /<id>\s*([\w.-]+)\s*<\/id>/.exec(file?.text ?? '')?.[1];
      const publishes = name === undefined ? [] : [{ registry: 'nuget' as const, name }];
      yield* found(
        matchedPlace(file, /<metadata\b[^>]*>(?:(?!<\/metadata>)[\s\S]){0,4000}?<version>\s*([^<\s]+)\s*<\/version>/d, {
          ecosystem: 'dotnet',
          name,
          publishes,
        }),
      );
    }
  },
};

const ELEMENTS = /<(Version|VersionPrefix|PackageVersion|AssemblyVersion|FileVersion|InformationalVersion)>\s*([^<\s]+)\s*<\//dg;

/** Items name versions of other packages, and comments none. */
function withoutItems(file: SourceFile | undefined): SourceFile | undefined {
  return (
    file &&
    blanked(file, [
      [/<!--/g, '-->'],
      [/<ItemGroup\b/g, '</ItemGroup>'],
    ])
  );
}
