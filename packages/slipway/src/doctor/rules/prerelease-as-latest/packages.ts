import type { Analysis, Effect, Run } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import { entryOf, textOf } from '../../../source/index.ts';
import { document, nodeManifest } from '../../../tools/index.ts';
import { textAt } from '../../source-text.ts';

/** An upload to npm that gives no dist-tag, so that npm takes `latest`. */
export function untagged(run: Run, { world }: Analysis): Effect | undefined {
  return run.effects.find((e) => {
    const { deed } = e;
    if (deed.kind !== 'package' || deed.registry !== 'npm' || deed.stage || !/^(?:npm|pnpm|bun) publish$/.test(deed.tool)) return false;
    if (e.happens === false || e.possible || e.elsewhere !== undefined) return false;
    const command = textAt(e.at, world);
    // Options in a variable may hold a tag; a name of a package or a file does not.
    return (
      /\bpublish\b/.test(command) &&
      !/--tag\b|--dry-run/.test(command) &&
      !/\$\{?(?:\w*(?:ARG|FLAG|OPT|TAG)\w*)/i.test(command) &&
      !hasOwnTag(deed.directory, world)
    );
  });
}

function hasOwnTag(directory: string | undefined, world: Analysis['world']): boolean {
  const path = directory === undefined || directory === '' ? 'package.json' : `${directory}/package.json`;
  const manifest = document(world.tools, path);
  const own = entryOf(entryOf(manifest, 'publishConfig')?.value, 'tag')?.value;
  return textOf(own) !== undefined || /^tag\s*=/m.test(world.tree.read('.npmrc') ?? '');
}

/** Version of a package that is a pre-release, and where it stands; undefined for placeholders and full versions. */
export function prereleaseVersion(directory: string, { world }: Analysis): { readonly version: string; readonly at: Location } | undefined {
  const manifest = nodeManifest(world.tools, directory);
  const path = directory === '' ? 'package.json' : `${directory}/package.json`;
  const node = entryOf(document(world.tools, path), 'version')?.value;
  if (manifest?.version === undefined || node === null || node === undefined) return undefined;
  return /^(?!0\.0\.0-)\d+\.\d+\.\d+-(?:alpha|beta|rc|next|canary|pre)\b/i.test(manifest.version)
    ? { version: manifest.version, at: node.file.locate(node.span) }
    : undefined;
}
