/** What is known of how a push will be authenticated. Tokens are looked at and never kept. */
export interface PushFacts {
  /** Address that git pushes to, after `insteadOf`; a path or `file://` for a folder. */
  readonly url: string;
  /** The header that `http.<url>.extraheader` adds, as actions/checkout persists its token. */
  readonly extraHeader?: string | undefined;
  /** `credential.helper` for this address. */
  readonly helper?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Who pushes, as far as it can be known before. */
export interface PushCredential {
  /** `installation`: a GitHub App's token, of which GitHub has to be asked whether it is the GITHUB_TOKEN of the run. */
  readonly kind: 'github-token' | 'app' | 'pat' | 'deploy-key' | 'person' | 'installation' | 'unknown';
  /** With what, for a sentence after "pushes with": `the token that actions/checkout persisted (http.extraheader)`. */
  readonly text: string;
  /** The token, only where GitHub has to be asked whose it is. Never printed. */
  readonly token?: string;
  /** What is not known of it, as half a sentence. */
  readonly doubt?: string;
}

/**
 * Which credential git will push with, from its settings and the environment alone. A header of `http.extraheader` goes before a token in the
 * address (`tok.extraheader`), and both before a credential helper.
 */
export function pushCredential({ url, extraHeader, helper, env }: PushFacts): PushCredential {
  const inRun = env.GITHUB_ACTIONS === 'true';
  if (isFolder(url)) return { kind: 'person', text: 'the rights of this account (the remote is a folder)' };
  if (isSsh(url))
    return inRun
      ? { kind: 'deploy-key', text: 'an SSH key', doubt: 'whether it is a deploy key or a person’s, which start workflows alike' }
      : { kind: 'person', text: 'an SSH key', doubt: 'whether it is yours or a deploy key, which start workflows alike' };
  const header = tokenOfHeader(extraHeader);
  if (header !== undefined) return byToken(header, 'the token that is persisted in `http.extraheader`, as actions/checkout does', env);
  const inAddress = tokenOfAddress(url);
  if (inAddress !== undefined) return byToken(inAddress, "the token in the remote's address", env);
  if (helper !== undefined && /\bgh\b.*auth git-credential/.test(helper)) {
    const name = ['GH_TOKEN', 'GITHUB_TOKEN'].find((one) => env[one]?.trim());
    if (name !== undefined) return byToken(env[name]!.trim(), `the token in ${name}, which the GitHub CLI hands to git`, env);
    return { kind: 'person', text: 'the sign-in of the GitHub CLI' };
  }
  if (inRun)
    return { kind: 'unknown', text: 'a credential that is not known', doubt: 'no token is persisted in this clone, and no key is configured' };
  return { kind: 'person', text: helper === undefined ? 'what git asks for' : `the credential helper \`${shownHelper(helper)}\`` };
}

function byToken(token: string, text: string, env: PushFacts['env']): PushCredential {
  if (token.startsWith('ghp_') || token.startsWith('github_pat_')) return { kind: 'pat', text: `${text} (a personal access token)` };
  if (token.startsWith('gho_') || token.startsWith('ghu_')) return { kind: 'person', text: `${text} (a person's sign-in)` };
  const own = env.GITHUB_ACTIONS === 'true' ? env.GITHUB_TOKEN?.trim() : undefined;
  if (own && own === token && token.startsWith('ghs_')) return { kind: 'github-token', text: `${text} (the GITHUB_TOKEN)`, token };
  if (token.startsWith('ghs_'))
    return { kind: 'installation', text, token, doubt: "whether it is the GITHUB_TOKEN of the run or a GitHub App's token" };
  return { kind: 'unknown', text, doubt: 'what kind of token it is' };
}

/** `AUTHORIZATION: basic BASE64(x-access-token:TOKEN)`, or a bearer. */
function tokenOfHeader(header: string | undefined): string | undefined {
  const found = /^authorization:\s*(basic|bearer|token)\s+(\S+)/i.exec(header ?? '');
  if (found === null) return undefined;
  if (found[1]!.toLowerCase() !== 'basic') return found[2];
  const decoded = Buffer.from(found[2]!, 'base64').toString('utf8');
  return decoded.slice(decoded.indexOf(':') + 1);
}

/** `https://x-access-token:TOKEN@host/…`, `https://TOKEN@host/…`. A user's name alone is no credential. */
function tokenOfAddress(url: string): string | undefined {
  const place = URL.canParse(url) ? new URL(url) : undefined;
  if (place === undefined) return undefined;
  const [user, password] = [decoded(place.username), decoded(place.password)];
  if (password !== '' && password !== 'x-oauth-basic') return password;
  return /^(?:gh[pousr]_|github_pat_)/.test(user) ? user : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const isSsh = (url: string): boolean =>
  /^(?:ssh|git\+ssh|ssh\+git):\/\//i.test(url) || (/^(?:[^/:@\s]+@)?[^/:\s]+:(?!\/\/)/.test(url) && !/^[A-Za-z]:[\\/]/.test(url));
const isFolder = (url: string): boolean => /^file:\/\//i.test(url) || /^(?:\.{0,2}[\\/]|[A-Za-z]:[\\/])/.test(url) || !/[:@]/.test(url);

/** The program, not its arguments. */
const shownHelper = (helper: string): string => (helper.replace(/^!/, '').trim().split(/\s+/)[0] ?? helper).replace(/^.*[\\/]/, '');
