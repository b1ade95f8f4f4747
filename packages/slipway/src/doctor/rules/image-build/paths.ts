import { asText } from '../../../actions/index.ts';
import type { ImageBuild } from '../../../tools/index.ts';
import { resolvedPath } from '../../paths.ts';

/** The context of a build: a directory of the workspace, or the repository itself, which the builder fetches; undefined when it is not known. */
export function contextFrom(build: ImageBuild): { readonly folder: string; readonly fetched: boolean } | undefined {
  if (build.context === undefined) return { folder: '', fetched: true };
  const text = asText(build.context);
  if (text === undefined) return undefined;
  const within = /^\{\{\s*defaultContext\s*\}\}(?::(.*))?$/.exec(text.trim());
  if (within) {
    const folder = resolvedPath('', within[1] ?? '');
    return folder === undefined ? undefined : { folder, fetched: true };
  }
  if (build.directory === undefined) return undefined;
  const folder = resolvedPath(build.directory, text);
  return folder === undefined ? undefined : { folder, fetched: false };
}

/** The Dockerfile of a build, from the root of the workspace; undefined when it is not known. */
export function pathFrom(build: ImageBuild): string | undefined {
  const context = contextFrom(build);
  if (context === undefined) return undefined;
  if (build.file === undefined) return context.folder === '' ? 'Dockerfile' : `${context.folder}/Dockerfile`;
  const file = asText(build.file);
  if (file === undefined) return undefined;
  // The builder looks for it in what it fetches; otherwise the path is one of the runner.
  return context.fetched ? resolvedPath(context.folder, file) : build.directory === undefined ? undefined : resolvedPath(build.directory, file);
}
