import { environmentWord, type World } from '../../../chain/index.ts';
import { type Backend, backendBlocks, folderOf } from '../../../tools/index.ts';
import { backendFilesOf, type InfraCommand, infraCommands } from '../../infrastructure.ts';

/** A place of state, with the environment that its path or its settings speak of. */
export interface UsedBackend {
  readonly backend: Backend;
  readonly environment: string | undefined;
}

/** The places of state among which one `init` chooses. */
export interface BackendGroup {
  readonly init: InfraCommand;
  readonly backends: readonly UsedBackend[];
}

/** The bucket, or the storage account, in which a state lies. */
export const bucketOf = (backend: Backend): Setting | undefined => backend.setting('bucket') ?? backend.setting('storage_account_name');

type Setting = NonNullable<ReturnType<Backend['setting']>>;

/** The places of state that workflows deploy with; what no workflow names is not looked at. */
export function usedBackends(world: World): BackendGroup[] {
  const groups = new Map<string, BackendGroup>();
  const applies = new Set(infraCommands(world).flatMap((c) => (c.act === 'apply' ? [c.workflow] : [])));
  for (const init of infraCommands(world)) {
    if (init.act !== 'init' || init.withoutBackend || !applies.has(init.workflow)) continue;
    const files = backendFilesOf(init, world);
    const blocks = init.backendConfigs.length > 0 ? [] : backendBlocks(world.tools).filter((b) => mayRunIn(init, b));
    const found = [...files, ...blocks].filter((b) => bucketOf(b) !== undefined);
    if (found.length === 0) continue;
    const key = found.map((b) => b.file.path).join('\0');
    if (!groups.has(key)) groups.set(key, { init, backends: found.map((backend) => ({ backend, environment: environmentOf(backend) })) });
  }
  return [...groups.values()];
}

/** In the directory of the command, or, when that is chosen in the run, in one that is named after an environment. */
function mayRunIn(init: InfraCommand, { file }: Backend): boolean {
  const directory = folderOf(file.path);
  return init.directory === undefined ? environmentWord(directory) !== undefined : directory === init.directory;
}

function environmentOf(backend: Backend): string | undefined {
  const parts = backend.file.path.split('/').reverse();
  for (const part of parts) {
    const word = environmentWord(part);
    if (word !== undefined) return word;
  }
  return environmentWord(backend.setting('key')?.value ?? '') ?? environmentWord(bucketOf(backend)?.value ?? '');
}
