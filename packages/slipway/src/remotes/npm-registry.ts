import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Files of npm that name its default registry, newest layout first, relative to npm's own folder. */
const FILES = ['node_modules/@npmcli/config/lib/definitions/definitions.js', 'node_modules/npm-registry-fetch/lib/default-opts.js'];

let known: { readonly host: string | undefined } | undefined;

/**
 * Host of npm's default registry, read out of the npm that came with this Node; undefined when there is none.
 * Slipway does not write it down: npm decides where it publishes. No process is started.
 */
export function npmRegistryHost(): string | undefined {
  known ??= { host: findHost(npmFolders()) };
  return known.host;
}

export function findHost(folders: readonly string[]): string | undefined {
  for (const folder of folders) {
    for (const file of FILES) {
      const path = join(folder, file);
      if (!existsSync(path)) continue;
      const host = hostIn(readFileSync(path, 'utf8'));
      if (host !== undefined) return host;
    }
  }
  return undefined;
}

function hostIn(text: string): string | undefined {
  const definition = text.indexOf("'registry', {");
  const from = definition === -1 ? text.search(/\bregistry\s*:/) : definition;
  const match = from === -1 ? null : /['"`]https:\/\/([^/'"`\s]+)/.exec(text.slice(from, from + 400));
  return match?.[1];
}

function npmFolders(): string[] {
  const node = dirname(realOr(process.execPath));
  const npmCommand = process.env.npm_execpath;
  return [
    join(node, '..', 'lib', 'node_modules', 'npm'),
    join(node, 'node_modules', 'npm'),
    ...(npmCommand ? [dirname(dirname(realOr(npmCommand)))] : []),
    join(node, '..', 'share', 'nodejs', 'npm'),
  ];
}

function realOr(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
