import type { Workflow } from '../../../actions/index.ts';

/** A workflow's file name, as `gh workflow run` takes it. */
export const workflowName = ({ path }: Pick<Workflow, 'path'>): string => path.slice(path.lastIndexOf('/') + 1);
