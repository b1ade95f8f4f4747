import type { Analysis } from '../../../chain/index.ts';
import { get, parseJson, sourceFile, strings } from '../../../source/index.ts';
import { changed } from '../../fixes/parts/places.ts';
import type { Proposal } from '../../fixes/types.ts';
import type { PlatformSubject } from './subject.ts';

/** Bundles that Tauri makes on macOS and Windows: what `all` means there. */
const elsewhere = ['app', 'dmg', 'msi', 'nsis'];
const ofLinux = /^(?:deb|appimage|rpm)$/i;

/** Linux is not among the systems for which the program is bundled. */
export function* mendUpdater({ config }: Extract<PlatformSubject, { kind: 'updater' }>, { world }: Analysis): Generator<Proposal> {
  const root = parseJson(sourceFile(config, world.tree.read(config) ?? '')).root;
  const way = [
    ['bundle', 'targets'],
    ['tauri', 'bundle', 'targets'],
  ].find((w) => get(root, ...w) !== undefined);
  if (way === undefined) return;
  const given = strings(get(root, ...way));
  const kept = given.includes('all') ? elsewhere : given.filter((t) => !ofLinux.test(t));
  yield {
    id: 'bundle-targets',
    title: `bundle for macOS and Windows only, for which the updater has platforms`,
    changes: [changed(config, { op: 'set', at: way, value: `[${kept.map((t) => `"${t}"`).join(', ')}]` })],
    tradeoffs: [
      'Nobody who builds on Linux gets a bundle from `tauri build` any more.',
      'When Linux is meant to be supported, the release needs a job that bundles there and hands the file and its signature to the manifest.',
    ],
    check: '`tauri build` on macOS and Windows makes the bundles that it made before.',
  };
}
