import type { Workflow } from '../../../actions/index.ts';
import type { Analysis } from '../../../chain/index.ts';
import { cargoDist } from '../../../tools/index.ts';
import { header } from '../../rules/generated-file-edited/dist-template.ts';

/**
 * Whether dist writes a workflow file and refuses any other: an edit lasts until the next `dist generate`, and stops the release until then.
 * A file that it is told to leave alone (`allow-dirty`) is the repository's own.
 */
export function isOfDist({ file }: Pick<Workflow, 'file'>, { world }: Analysis): boolean {
  if (!header.test(file.text.slice(0, 400))) return false;
  const settings = cargoDist(world.tools);
  return settings !== undefined && !settings.allowDirty.includes('ci');
}
