import type { Analysis } from '../../../chain/index.ts';
import { type Location, sourceFile } from '../../../source/index.ts';
import { isAside } from '../../../tools/index.ts';
import type { Draft } from '../../rule.ts';
import type { PlatformSubject } from './subject.ts';

/** A platform as Tauri's updater names it. */
const platformKey = /["'`](windows|darwin|linux)-(?:x86_64|aarch64|armv7|i686|universal)["'`]/g;
const scripts = /(?:^|\/)[\w.-]*(?:latest|updater?|manifest|release)[\w.-]*\.(?:[cm]?js|[cm]?ts|py|sh)$/i;

/**
 * A script that makes the manifest of Tauri's updater for some systems, while the release checks the program on Linux, the configuration bundles
 * for every system, and programs everywhere ask for the manifest.
 */
export function* updaters({ world }: Analysis): Generator<Draft> {
  const config = world.tree.list().find((p) => /(?:^|\/)tauri\.conf\.json$/.test(p) && !p.includes('/examples/'));
  const text = config === undefined ? undefined : world.tree.read(config);
  if (
    config === undefined ||
    text === undefined ||
    !/"endpoints"/.test(text) ||
    !/"targets"\s*:\s*(?:"all"|\[[^\]]*"(?:deb|appimage|rpm)")/i.test(text)
  )
    return;
  const built = world.workflows.flatMap((w) => {
    const at = /^.*libwebkit2gtk-4\.\d-dev.*$/m.exec(w.file.text);
    return at === null || !/\btags:|release/.test(w.file.text)
      ? []
      : [w.file.locate({ start: at.index + at[0].search(/\S/), end: at.index + at[0].length })];
  });
  if (built.length === 0) return;
  for (const path of world.tree.list()) {
    if (!scripts.test(path) || isAside(path) || /(?:^|\/)dist\/|\.(?:test|spec)\./.test(path)) continue;
    const script = world.tree.read(path);
    if (script === undefined || script.length > 60_000) continue;
    const found = [...script.matchAll(platformKey)];
    const systems = new Set(found.map((m) => m[1]));
    if (found.length < 2 || systems.size < 2 || systems.has('linux') || /linux/i.test(script)) continue;
    const first = found[0]!;
    const at: Location = sourceFile(path, script).locate({ start: first.index, end: first.index + first[0].length });
    yield {
      at,
      severity: 'warning',
      certainty: 'likely',
      title: 'The updater knows no Linux',
      message: `\`${path}\` makes the manifest for ${[...systems].join(' and ')} only. \`${config}\` bundles for every system and asks this manifest for updates everywhere, and \`${built[0]!.path}\` prepares the program on Linux: on Linux the updater finds no platform of its own and no release has a bundle for it.`,
      chain: [
        { kind: 'effect', text: 'lists the platforms of the manifest', location: at, state: 'cut' },
        { kind: 'job', text: 'installs what a build for Linux needs', location: built[0]!, state: 'holds' },
      ],
      assumptions: ['the program is meant for Linux too'],
      key: ['updater', path],
      subject: { kind: 'updater', config } satisfies PlatformSubject,
      advice: 'Build for Linux and add its key, or leave Linux out of the bundle targets.',
    };
    return;
  }
}
