import type { Entry } from '../source/types.ts';
import { likelyKey } from './likely-key.ts';
import { asText, entriesOf, entry, type MaybeNode } from './nodes.ts';
import { permissionScopes } from './permissions.ts';
import type { Tell, Unchecked } from './validate.ts';

/** Rights that only a GitHub App or a personal access token can have, and names that people take for scopes. */
const noScopes = new Set([
  'administration',
  'admin',
  'environments',
  'members',
  'metadata',
  'organization',
  'release',
  'releases',
  'repo',
  'repository',
  'secrets',
  'tags',
  'token',
  'variables',
  'webhooks',
  'workflow',
  'workflows',
]);

/** `permissions` of the workflow and its jobs: words, scopes and levels that GitHub does not know. */
export function checkPermissions({ parsed: { root }, jobs }: Unchecked, tell: Tell): void {
  checkDeclaration(root, tell);
  for (const job of jobs) checkDeclaration(job.node, tell);
}

function checkDeclaration(of: MaybeNode, tell: Tell): void {
  const value = entry(of, 'permissions')?.value;
  if (!value) return;
  const word = asText(value);
  if (word && word.text !== 'read-all' && word.text !== 'write-all')
    tell({
      message: `\`permissions\` takes \`read-all\`, \`write-all\` or a map of scopes, not \`${word.text}\`: GitHub refuses the file.`,
      span: word.span,
      ...(word.text === 'read' || word.text === 'write' ? { remedy: { as: 'text', to: `${word.text}-all` } as const } : {}),
      fact: 'perm.job',
    });
  for (const one of entriesOf(value)) checkScope(one, tell);
}

function checkScope({ key, value }: Entry, tell: Tell): void {
  const scope = key.text;
  const takes = permissionScopes.get(scope);
  if (!takes) {
    const meant = likelyKey(scope, [...permissionScopes.keys()]);
    if (meant)
      tell({
        message: `\`permissions\` has no scope \`${scope}\`: GitHub refuses the file. Write \`${meant}\`.`,
        span: key.span,
        remedy: { as: 'key', to: meant },
        fact: 'perm.unknown',
      });
    else if (noScopes.has(scope.toLowerCase()))
      tell({
        message: `\`permissions\` has no scope \`${scope}\`: GitHub refuses the file. The GITHUB_TOKEN cannot have this right; a GitHub App or a personal access token can.`,
        span: key.span,
        remedy: { as: 'nothing' },
        fact: 'perm.unknown',
      });
    return;
  }
  const level = asText(value)?.text ?? '';
  const levels = takes === 'any' ? ['read', 'write', 'none'] : [takes, 'none'];
  if (levels.includes(level)) return;
  tell({
    message: `\`${scope}\` takes ${levels.map((one) => `\`${one}\``).join(' or ')}, not \`${level}\`: GitHub refuses the file.`,
    span: value?.span ?? key.span,
    ...(value ? { remedy: { as: 'text', to: takes === 'any' ? 'write' : takes } as const } : {}),
    fact: takes === 'any' ? 'valid.file' : 'perm.idtoken',
  });
}
