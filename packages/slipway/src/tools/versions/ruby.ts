import { folderOf, inside } from '../paths.ts';
import { found, matchedPlace, placed } from './place.ts';
import type { VersionFiles, VersionReader, VersionSource } from './types.ts';

/** Gemspecs, the `version.rb` from which they read, and the gem's own entry in Gemfile.lock. */
export const ruby: VersionReader = {
  *read(files) {
    for (const path of files.ending('gemspec')) {
      const file = files.text(path);
      const name = /\.name\s*=\s*["']([\w.-]+)["']/.exec(file?.text ?? '')?.[1];
      if (file === undefined || name === undefined) continue;
      const about = { ecosystem: 'ruby', name, publishes: [{ registry: 'rubygems', name }] } as const;
      yield* found(matchedPlace(file, /\.version\s*=\s*["']([^"'\n]+)["']/d, about) ?? constantOf(files, folderOf(path), about));
    }
  },

  *locks(files, sources) {
    for (const path of files.named('Gemfile.lock')) {
      const file = files.text(path);
      const directory = folderOf(path);
      for (const one of sources) {
        if (one.ecosystem !== 'ruby' || one.role !== 'manifest' || one.name === undefined) continue;
        const name = one.name.replace(/[.]/g, '\\.');
        const pattern = new RegExp(`^PATH\\r?\\n  remote: \\.\\r?\\n  specs:\\r?\\n    ${name} \\(([^)\\n]+)\\)`, 'dm');
        if (one.path === directory || one.path.startsWith(directory === '' ? '' : `${directory}/`))
          yield* found(matchedPlace(file, pattern, { ecosystem: 'ruby', role: 'lock', name: one.name, repeats: one.path }));
      }
    }
  },

  /** The constant beside a version that the gemspec writes out, gems at other paths of a Gemfile.lock, and its line among the checksums. */
  *more(files, sources) {
    const gems = sources.filter((one) => one.ecosystem === 'ruby' && one.role === 'manifest' && one.name !== undefined);
    for (const one of gems)
      if (one.path.endsWith('.gemspec'))
        yield* found(constantOf(files, folderOf(one.path), { ecosystem: 'ruby', role: 'plain', name: one.name, repeats: one.path }));
    for (const path of files.named('Gemfile.lock')) {
      const file = files.text(path);
      if (file === undefined) continue;
      let section = '';
      for (const line of file.text.matchAll(/^(?:([A-Z]+)|( {2}| {4})([\w.-]+) \(([^)\n]+)\))\r?$/dgm)) {
        section = line[1] ?? section;
        const gem = gems.find((one) => one.name === line[3]);
        if (gem === undefined || line[4] === undefined || !(section === 'PATH' ? line[2] === '    ' : section === 'CHECKSUMS')) continue;
        const [start, end] = line.indices![4]!;
        yield* found(placed(file, { start, end }, { ecosystem: 'ruby', role: 'lock', name: gem.name, repeats: gem.path }));
      }
    }
  },
};

/** `VERSION = "1.2.3"` in a version.rb below the gem's directory. */
function constantOf(files: VersionFiles, directory: string, about: Parameters<typeof matchedPlace>[2]): VersionSource | undefined {
  const paths = files.named('version.rb').filter((path) => path.startsWith(inside(directory, 'lib/')));
  // Of several gems in one directory each has its own constant, and nothing here says which.
  return paths.length === 1
    ? matchedPlace(files.text(paths[0]!), /^[ \t]*VERSION\s*=\s*["']([^"'\n]+)["']/dm, { ...about, key: 'VERSION' })
    : undefined;
}
