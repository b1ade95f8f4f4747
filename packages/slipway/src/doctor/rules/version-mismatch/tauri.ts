import type { Analysis } from '../../../chain/index.ts';
import { versionSources } from '../../../tools/index.ts';
import { releasing } from '../../releasing.ts';
import type { Draft } from '../../rule.ts';
import { workflowText } from '../../workflow-texts.ts';
import { writesVersions } from './rewriting.ts';
import { differ, said } from './versions.ts';

/** A Tauri application is bundled as what its configuration says, and holds what its Cargo.toml says. */
export function* tauri(analysis: Analysis): Generator<Draft> {
  const { world } = analysis;
  const building = [...releasing(analysis).workflows].filter((workflow) => /tauri/i.test(workflow.file.text));
  if (building.length === 0 || building.some((workflow) => writesVersions(workflowText(workflow, world)))) return;
  const sources = versionSources(world.tools);
  for (const config of sources) {
    if (config.ecosystem !== 'tauri') continue;
    const manifest = config.path.replace(/[^/]+$/, 'Cargo.toml');
    const crate = sources.find((one) => one.path === manifest && one.role === 'manifest' && one.key === 'version');
    if (crate === undefined || !differ(config, crate)) continue;
    yield {
      at: config.at,
      severity: 'warning',
      certainty: 'proven',
      title: `The application is bundled as ${config.value} and built as ${crate.value}`,
      message: `${said(config)}, which names the bundles and is what the updater compares. ${said(crate)}, which is the version inside the program. Both are of one release, and no step of ${building[0]!.path} writes either.`,
      chain: [
        { kind: 'step', text: said(config), location: config.at, state: 'cut' },
        { kind: 'step', text: said(crate), location: crate.at, state: 'cut' },
      ],
      facts: [],
      key: ['tauri', config.path],
      advice: `Leave the version out of ${config.path}: Tauri then takes the one of ${crate.path}.`,
    };
    return;
  }
}
