import { join } from '../config/documents.ts';
import { folderOf } from '../paths.ts';
import { blanked } from './blank.ts';
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

  /** What modules say of the parent that this tree has. */
  *more(files) {
    for (const path of files.named('pom.xml')) yield* found(parentOf(files, path));
  },
};

function parentOf(files: VersionFiles, path: string): VersionSource | undefined {
  const file = files.text(path);
  if (file === undefined) return undefined;
  const { text } = blanked(file, [[/<!--/g, '-->']]);
  const opening = text.indexOf('<parent>');
  const closing = opening < 0 ? -1 : text.indexOf('</parent>', opening);
  if (closing < 0) return undefined;
  const parent = text.slice(opening, closing);
  const [start, end] = /<version>\s*([^<\s]+)\s*<\/version>/d.exec(parent)?.indices?.[1] ?? [];
  if (start === undefined || end === undefined) return undefined;
  const where = /<relativePath>\s*([^<\s]*)\s*<\/relativePath>/.exec(parent)?.[1] ?? '../pom.xml';
  const target = join(folderOf(path), where.endsWith('.xml') ? where : `${where}/pom.xml`);
  const name = /<artifactId>\s*([^<\s]+)\s*</.exec(parent)?.[1];
  const own = target === undefined || target === path || !files.world.exists(target) ? undefined : ofPom(files, target);
  // A parent of the same place and another name is somebody else's.
  if (own === undefined || own.name !== name) return undefined;
  return placed(file, { start: opening + start, end: opening + end }, { ecosystem: 'jvm', role: 'plain', key: 'parent', name, repeats: own.path });
}

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
