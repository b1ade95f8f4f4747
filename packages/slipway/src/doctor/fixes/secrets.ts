import type { Proposal, SecretNeed } from './types.ts';

/** Days after which a personal access token is made anew. */
const PAT_DAYS = 90;

/**
 * What a person does outside the tree before a fix works, in order, as lines of Markdown: first the credential that it needs, with no more rights than
 * it needs, then what the proposal says itself.
 *
 * @param slug `owner/name`; a placeholder stands where it is not known
 * @see https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-using-url-parameters
 * @see https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens
 */
export function setupOf(proposal: Proposal, slug: string | null): string[] {
  const { secret, setup = [] } = proposal;
  if (secret === undefined) return [...setup];
  const repo = slug ?? 'OWNER/NAME';
  const steps = { app, pat, 'deploy-key': deployKey, registry }[secret.kind](secret, repo, variablesIn(proposal));
  return [...steps, ...setup];
}

/** Names that a proposal's own text reads as `vars.NAME`: those are variables, the others secrets. */
function variablesIn(proposal: Proposal): ReadonlySet<string> {
  return new Set([...JSON.stringify(proposal.changes).matchAll(/\bvars\.([A-Za-z_]\w*)/g)].map(([, name]) => name!));
}

function app(need: SecretNeed, repo: string, variables: ReadonlySet<string>): string[] {
  const [owner = '', name = ''] = repo.split('/');
  const query = new URLSearchParams({
    name: `${name}-release`.slice(0, 34),
    url: `https://github.com/${repo}`,
    public: 'false',
    webhook_active: 'false',
  });
  for (const [right, level] of levels(need.rights)) query.set(right, level);
  const [id, ...rest] = need.with ?? [];
  return [
    `Register a GitHub App with these permissions and no others: ${need.rights.map((right) => `**${right}**`).join(', ')} (Metadata: read-only comes with them). Webhook off, "Only on this account". The form, filled in: <https://github.com/settings/apps/new?${query}>; for an organization <https://github.com/organizations/${owner}/settings/apps/new?${query}>.`,
    `On the App's page choose *Install App*, "Only select repositories", and there \`${repo}\` alone.`,
    ...(id === undefined
      ? []
      : [`Take its ${/client/i.test(id) ? 'Client ID' : 'App ID'} from the App's page: \`${setCommand(id, repo, variables, `--body '…'`)}\`.`]),
    `Generate a private key on the App's page, hand it over, and delete the file: \`${setCommand(need.name, repo, variables, '< the-app.private-key.pem')}\`.`,
    ...rest.map((other) => `Set \`${other}\` too: \`${setCommand(other, repo, variables, '')}\`.`),
    "The key does not expire; the tokens that a run mints from it do, after one hour. Delete the App's key to take the right back.",
  ];
}

function pat(need: SecretNeed, repo: string, variables: ReadonlySet<string>): string[] {
  const [owner = '', name = ''] = repo.split('/');
  const query = new URLSearchParams({ name: `${name} ${need.name}`.slice(0, 40), target_name: owner, expires_in: String(PAT_DAYS) });
  for (const [right, level] of levels(need.rights)) query.set(right, level);
  return [
    `Sign in as an account that stays (of a maintainer, or a machine user with write access to \`${repo}\`): what the token does is done in its name, and ends when it leaves.`,
    `Make a fine-grained personal access token: resource owner \`${owner}\`, "Only select repositories" with \`${repo}\` alone, repository permissions ${need.rights.map((right) => `**${right}**`).join(', ')} and no others, expiration ${PAT_DAYS} days at most. The form, filled in: <https://github.com/settings/personal-access-tokens/new?${query}>.`,
    'Where an organization owns the repository, an owner may have to approve the token before it works.',
    `Store it: \`${setCommand(need.name, repo, variables, '')}\` asks for the value, so that it stands in no history.`,
    ...(need.with ?? []).map((other) => `Set \`${other}\` too: \`${setCommand(other, repo, variables, '')}\`.`),
    `Put a date before its expiry in a calendar: make the next token, store it by the same command, then delete the old one. A release after that day fails.`,
  ];
}

function deployKey(need: SecretNeed, repo: string, variables: ReadonlySet<string>): string[] {
  return [
    `Make a key pair of its own: \`ssh-keygen -t ed25519 -N '' -C '${need.name}' -f ./deploy-key\`.`,
    `Give its public half to \`${repo}\` alone, with write access: \`gh repo deploy-key add ./deploy-key.pub --repo ${repo} --title ${need.name} --allow-write\`.`,
    `Store its private half, and delete both files: \`${setCommand(need.name, repo, variables, '< ./deploy-key')}\`.`,
    'A deploy key can push and nothing else: it makes no release and no pull request. It does not expire; delete it in the settings of the repository to take the right back.',
  ];
}

function registry(need: SecretNeed, repo: string, variables: ReadonlySet<string>): string[] {
  return [
    `Make a token at the registry with ${need.rights.length > 0 ? need.rights.map((right) => `**${right}**`).join(', ') : 'the right to publish'}, for this package alone where the registry can limit it, with an expiry.`,
    ...[need.name, ...(need.with ?? [])].map((name) => `Store it: \`${setCommand(name, repo, variables, '')}\`.`),
  ];
}

function setCommand(name: string, repo: string, variables: ReadonlySet<string>, value: string): string {
  return `gh ${variables.has(name) ? 'variable' : 'secret'} set ${name} --repo ${repo} ${value}`.trimEnd();
}

/** `Pull requests: read and write` as the forms' parameters name it: `pull_requests=write`. */
function levels(rights: readonly string[]): [string, 'read' | 'write'][] {
  return rights.flatMap((right): [string, 'read' | 'write'][] => {
    const [, name, level = ''] = /^([A-Za-z][A-Za-z -]*):\s*(.+)$/.exec(right) ?? [];
    return name === undefined ? [] : [[name.trim().toLowerCase().replace(/[ -]/g, '_'), /write/i.test(level) ? 'write' : 'read']];
  });
}
