import { found, matchedPlace, placed } from './place.ts';
import type { VersionFiles, VersionReader, VersionSource } from './types.ts';

/** pom.xml, gradle.properties and `version = …` of Gradle's build files. */
export const jvm: VersionReader = {
  *read(files) {
    for (const path of files.named('pom.xml')) yield* found(ofPom(files, path));
    const about = { ecosystem: 'jvm' } as const;
    for (const path of files.named('gradle.properties'))
      yield* found(matchedPlace(files.text(path), /^(?:version|VERSION_NAME|projectVersion|pluginVersion)[ \t]*=[ \t]*(\S+)[ \t]*$/dm, about));
    for (const base of ['build.gradle', 'build.gradle.kts'])
      for (const path of files.named(base)) yield* found(matchedPlace(files.text(path), /^\s{0,4}version[ \t]*=?[ \t]*["']([^"'\n$]+)["']/dm, about));
  },
};

const TAG = /<!--|<(\/?)([\w.:-]+)(?=[\s/>])([^<>]*)>/g;

/** The version that stands directly below `<project>`: not that of the parent, of a plugin or of a dependency. */
function ofPom(files: VersionFiles, path: string): VersionSource | undefined {
  const file = files.text(path);
  if (file === undefined) return undefined;
  let depth = 0;
  let name: string | undefined;
  TAG.lastIndex = 0;
  for (let tag = TAG.exec(file.text); tag !== null; tag = TAG.exec(file.text)) {
    const start = TAG.lastIndex;
    if (tag[0] === '<!--') {
      const end = file.text.indexOf('-->', tag.index);
      if (end < 0) return undefined;
      TAG.lastIndex = end + 3;
      continue;
    }
    if (tag[3]?.endsWith('/')) continue;
    if (tag[1] === '/') {
      depth -= 1;
      continue;
    }
    depth += 1;
    if (depth !== 2 || !(tag[2] === 'artifactId' || tag[2] === 'version')) continue;
    const end = file.text.indexOf('<', start);
    if (end < 0) return undefined;
    if (tag[2] === 'version') return placed(file, { start, end }, { ecosystem: 'jvm', name });
    name = file.text.slice(start, end).trim();
  }
  return undefined;
}
