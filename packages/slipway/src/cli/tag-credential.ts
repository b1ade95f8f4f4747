import type { PreflightCredential } from '../doctor/preflight/index.ts';
import type { PushCredential } from '../remotes/tags/index.ts';
import type { Context } from './context.ts';
import { connectWith } from './github.ts';

/** Who will push, for people and for the walk. Holds no token. */
export interface Pusher {
  readonly as: PreflightCredential;
  /** After "pushes with": `an SSH key`. */
  readonly text: string;
  readonly doubt: string | undefined;
}

/** What the credential of a push is: what `--as` says, else what git's settings show; GitHub is asked whose an installation's token is. */
export async function pusherOf(found: PushCredential, said: PreflightCredential | undefined, context: Context): Promise<Pusher> {
  const { text } = found;
  if (said !== undefined) return { as: said, text: `${text}, which --as says is ${said === 'person' ? 'a person' : said}`, doubt: undefined };
  if (found.kind !== 'installation') return { as: found.kind, text, doubt: found.doubt };
  const login = found.token === undefined ? undefined : await loginBehind(found.token, context);
  if (login === undefined) return { as: 'unknown', text, doubt: found.doubt };
  const { ACTIONS_BOT } = await context.doors.github();
  return login === ACTIONS_BOT
    ? { as: 'github-token', text: `${text} (the GITHUB_TOKEN)`, doubt: undefined }
    : { as: 'app', text: `${text} (of ${login})`, doubt: undefined };
}

async function loginBehind(value: string, context: Context): Promise<string | undefined> {
  const { loginOf, tokenFrom } = await context.doors.github();
  try {
    return await loginOf(await connectWith(tokenFrom(value, 'http.extraheader'), context, 10_000));
  } catch {
    // Whose it is stays unknown, which refuses nothing.
    return undefined;
  }
}
