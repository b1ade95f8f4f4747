import type { Analysis } from '../../../chain/index.ts';
import { backendBlocks, folderOf } from '../../../tools/index.ts';
import { type InfraCommand, infraCommands } from '../../infrastructure.ts';
import { listed } from '../../links.ts';
import type { Draft } from '../../rule.ts';
import { isForEmergency } from './going-back.ts';

/** The way back initialises another root, or another state, than the deployments do. */
export function* otherRoot({ world }: Analysis): Generator<Draft> {
  const inits = infraCommands(world).filter((c) => c.act === 'init' && !c.withoutBackend && changes(c, infraCommands(world)));
  const usual = inits.filter((c) => !isForEmergency(c.workflow));
  if (usual.length === 0) return;
  const said = new Set<string>();
  for (const init of inits) {
    if (!isForEmergency(init.workflow) || init.directory === undefined || said.has(init.workflow.path)) continue;
    const same = usual.filter((u) => u.directory === undefined || u.directory === init.directory);
    const partial = init.backendConfigs.length === 0 ? partialBlock(init, world) : undefined;
    const configured = usual.find((u) => u.backendConfigs.length > 0);
    const elsewhere = same.length === 0 ? usual[0] : undefined;
    if (elsewhere === undefined && (partial === undefined || configured === undefined)) continue;
    said.add(init.workflow.path);
    const other = elsewhere ?? configured!;
    const roots = [...new Set(usual.map((u) => u.directory ?? ''))].map((d) => `\`${d === '' ? '.' : d}\``);
    const here = `\`${init.directory === '' ? '.' : init.directory}\``;
    yield {
      at: init.at,
      ...(partial ? {} : { severity: 'warning' as const }),
      certainty: partial ? 'proven' : 'likely',
      title: partial
        ? `The way back initialises ${here} without saying where its state is`
        : `The way back deploys ${here}, the deployments ${listed(roots)}`,
      message:
        (elsewhere
          ? `${init.workflow.path} runs \`${init.tool} init\` in ${here}; ${listed([...new Set(usual.map((u) => u.workflow.path))])} ${usual.length === 1 ? 'deploys' : 'deploy'} from ${listed(roots)}. What is put back there is another configuration with another state: the resources that are live are not touched, or are made a second time. `
          : `${init.workflow.path} runs \`${init.tool} init\` in ${here}, where ${configured!.workflow.path} deploys from with \`-backend-config\`. `) +
        (partial
          ? `${partial.file.path}:${partial.at.line} has a backend without a bucket, which only \`-backend-config\` can give, and this command gives none: \`init\` fails in the hour when it is needed.`
          : ''),
      chain: [
        { kind: 'step', text: `${init.tool} init in ${init.directory || '.'}`, location: init.at, state: 'cut' },
        {
          kind: 'step',
          text: `the usual deployment: ${other.tool} init in ${other.directory ?? 'a directory that the run chooses'}`,
          location: other.at,
          state: 'holds',
        },
        ...(partial ? [{ kind: 'step' as const, text: 'the backend names no bucket', location: partial.at, state: 'holds' as const }] : []),
      ],
      key: ['root', init.job.id],
      advice: 'Go back by the same steps that deploy: one called workflow for both, with the version as its input.',
    };
  }
}

/** The job changes something: it plans or applies. */
const changes = (init: InfraCommand, all: readonly InfraCommand[]): boolean =>
  all.some((c) => c.job === init.job && (c.act === 'apply' || c.act === 'plan'));

/** The backend of the directory, when it cannot work without settings from outside. */
function partialBlock(init: InfraCommand, world: Analysis['world']) {
  return backendBlocks(world.tools).find((b) => {
    const directory = folderOf(b.file.path);
    return directory === init.directory && (b.type === 's3' || b.type === 'gcs') && !b.has('bucket');
  });
}
