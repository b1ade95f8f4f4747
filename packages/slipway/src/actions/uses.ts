import type { ScalarNode } from '../source/types.ts';
import type { Uses } from './model.ts';

const remote = /^([^/\s@]+)\/([^/\s@]+)((?:\/[^@\s]*)?)@(\S+)$/;

/**
 * Reads what `uses` names: `./path` and `$/path` (both this repository), `docker://image`, `owner/repo[/path]@ref`.
 * Everything else, also a text with an expression, is `unknown`. A local path is given without `./`, `$/` and a trailing slash.
 * Source: GitHub's workflow syntax, `jobs.<job_id>.steps[*].uses`; `$/` since 2026.
 */
export function parseUses(text: string): Uses {
  const trimmed = text.trim();
  if (trimmed.includes('${{')) return { kind: 'unknown', text: trimmed };
  if (trimmed.startsWith('docker://')) return { kind: 'docker', image: trimmed.slice('docker://'.length) };
  if (trimmed === '.' || trimmed.startsWith('./') || trimmed.startsWith('$/')) {
    const path = trimmed
      .replace(/^(?:\$\/|\.\/?)/, '')
      .split('/')
      .filter((part) => part !== '' && part !== '.')
      .join('/');
    return { kind: 'local', path };
  }
  const match = remote.exec(trimmed);
  if (!match) return { kind: 'unknown', text: trimmed };
  const [, owner = '', repo = '', path = '', ref = ''] = match;
  return { kind: 'remote', owner, repo, path: path.replace(/^\/+|\/+$/g, ''), ref };
}

/** The comment behind a scalar on its line, without the hash: the version that people write behind a commit hash. */
export function trailingComment(node: ScalarNode): string | undefined {
  const { text } = node.file;
  let end = text.indexOf('\n', node.span.end);
  if (end < 0) end = text.length;
  const comment = /^["']?\s+#\s*(.*?)\s*$/.exec(text.slice(node.span.end, Math.min(end, node.span.end + 500)));
  return comment?.[1] || undefined;
}
