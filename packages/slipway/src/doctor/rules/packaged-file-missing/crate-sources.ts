import type { World } from '../../../chain/index.ts';
import { sourceFile } from '../../../source/index.ts';
import type { Files } from './tree-files.ts';
import type { MissingFile } from './types.ts';

/** Files outside of its folder that a crate compiles in: the packed crate does not have them. Only the roots of a crate are read. */
export function* outsideIncludes(folder: string, name: string, world: World, files: Files): Generator<MissingFile> {
  const prefix = folder === '' ? '' : `${folder}/`;
  for (const path of [`${prefix}src/lib.rs`, `${prefix}src/main.rs`]) {
    const text = world.tree.has(path) ? world.tree.read(path) : undefined;
    if (text === undefined || !text.includes('include_')) continue;
    const file = sourceFile(path, text);
    for (const found of text.matchAll(/^(?![ \t]*\/\/).*\binclude_(?:str|bytes)!\(\s*"((?:\.\.\/)+[\w./-]+)"\s*\)/gm)) {
      const line = found[0];
      // Only for rustdoc, tests or the like: not part of every build.
      if (/cfg_attr|cfg\(/.test(line)) continue;
      const parts = `${prefix}src/${found[1]}`.split('/');
      const real: string[] = [];
      for (const part of parts) {
        if (part === '..') real.pop();
        else if (part !== '.') real.push(part);
      }
      const target = real.join('/');
      if (target.startsWith(prefix)) continue;
      yield {
        at: file.locate({ start: found.index + line.indexOf('include_'), end: found.index + line.length }),
        path: target,
        tool: 'Cargo',
        outcome: `\`cargo publish\` packs ${name} without it, and the packed crate does not compile`,
        severity: 'error',
        why: files.has(target) ? `the crate compiles in \`${target}\`, which is outside of its folder` : undefined,
        facts: [],
      };
    }
  }
}
