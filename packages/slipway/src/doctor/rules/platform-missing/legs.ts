import { shownName, type Want } from '../../../chain/index.ts';
import type { Location, SourceFile } from '../../../source/index.ts';
import { platformOf } from '../../../tools/index.ts';

/** The line of a workflow in which a leg for the machine of a want is commented out. */
export function commentedLeg(want: Want, files: readonly SourceFile[]): Location | undefined {
  const wanted = want.platform ?? platformOf(shownName(want.names[0]!));
  if (wanted?.os === undefined || wanted.arch === undefined) return undefined;
  for (const file of files)
    for (const m of file.text.matchAll(
      /^[ \t]{0,80}#[ \t]{0,20}(?:-[ \t]{1,20})?(?:target|os|platform|name|artifact\w*|asset\w*)[ \t]{0,8}:[ \t]{0,8}(\S+).*$/gm,
    )) {
      const found = platformOf(m[1]!);
      if (found?.os === wanted.os && found.arch === wanted.arch) {
        const start = m.index + m[0].length - m[0].trimStart().length;
        return file.locate({ start, end: m.index + m[0].length });
      }
    }
  return undefined;
}
