import type { Commit, Person } from '../types.ts';

/** `ID+login@users.noreply.github.com`, and without the number as addresses were before 2017: https://docs.github.com/en/account-and-profile/reference/email-addresses-reference */
const NOREPLY = /^(?:\d+\+)?([A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:\[bot\])?)@users\.noreply\.[\w.-]+$/i;
/** Accounts of programs whose name does not say so. */
const PROGRAMS =
  /^(?:github|github[ -]actions|actions-user|web-flow|(?:github )?copilot|claude|cursor agent|dependabot(?:-preview)?|(?:mend |whitesource )?renovate|greenkeeper|semantic-release-bot|release-please|mergify|codecov|snyk|imgbot|allcontributors|pre-commit-ci|(?:hosted )?weblate)$/i;
/** Addresses that programs write under whatever name: of agents, as co-authors, and of services that commit. */
const ADDRESSES =
  /^(?:cursoragent@cursor\.com|codex@openai\.com|copilot@github\.com|github-actions@github\.com|hosted@weblate\.org|renovate@whitesourcesoftware\.com|renovatebot@gmail\.com)$/i;
const CO_AUTHOR = /^co-authored-by:[ \t]*([^<\n]*?)[ \t]*<([^>\n]*)>/gim;

/** The name on the server that an address without a mailbox tells. */
export function loginOf({ email }: Person): string | undefined {
  return NOREPLY.exec(email.trim())?.[1];
}

/** A program, or an address that nobody reads: no contributor. */
export function isBot(person: Person): boolean {
  const name = person.name.trim();
  const login = loginOf(person);
  if (/\[bot\]$|(?:^|[-_ ])bot$/i.test(name) || /\[bot\]@/i.test(person.email) || PROGRAMS.test(name) || ADDRESSES.test(person.email.trim()))
    return true;
  if (login !== undefined) return /\[bot\]$|-bot$/i.test(login) || PROGRAMS.test(login);
  return /^(?:no-?reply|bot|.*[-_.]bot)@/i.test(person.email);
}

/** Who is named as an author beside the one of a commit. */
export function coAuthorsIn({ message }: Pick<Commit, 'message'>): readonly Person[] {
  // The expression is slow where there is nothing to find, which is nearly everywhere.
  if (!message.includes('uthored-')) return [];
  return [...message.matchAll(CO_AUTHOR)].map(([, name = '', email = '']) => ({ name, email }));
}

/** The same person for all that they wrote under other names and addresses. */
export type Mailmap = (person: Person) => Person;

const LINE = /^\s*([^<#]*?)\s*<([^>]*)>(?:\s*([^<#]*?)\s*<([^>]*)>)?\s*(?:#.*)?$/;

/** Reads `.mailmap` (https://git-scm.com/docs/gitmailmap): names and addresses are compared without regard to case; lines of another form say nothing. */
export function readMailmap(text: string | undefined): Mailmap {
  const byBoth = new Map<string, Partial<Person>>();
  const byEmail = new Map<string, Partial<Person>>();
  for (const line of text?.split(/\r?\n/) ?? []) {
    const found = LINE.exec(line);
    if (found === null) continue;
    const [, name = '', email = '', oldName = '', oldEmail] = found;
    const proper: Partial<Person> = { ...(name === '' ? {} : { name }), ...(oldEmail === undefined ? {} : { email }) };
    const key = (oldEmail ?? email).toLowerCase();
    if (oldName === '') byEmail.set(key, { ...byEmail.get(key), ...proper });
    else byBoth.set(`${oldName.toLowerCase()}\0${key}`, proper);
  }
  if (byBoth.size === 0 && byEmail.size === 0) return (person) => person;
  return (person) => {
    const email = person.email.toLowerCase();
    const proper = byBoth.get(`${person.name.toLowerCase()}\0${email}`) ?? byEmail.get(email);
    return proper === undefined ? person : { ...person, ...proper };
  };
}

/** What tells that two are the same person: an address, a name on the server, or a name. */
export function marksOf(person: Person): readonly string[] {
  const login = loginOf(person);
  const name = person.name.trim().toLowerCase();
  return [`<${person.email.trim().toLowerCase()}`, ...(login === undefined ? [] : [`@${login.toLowerCase()}`]), ...(name === '' ? [] : [name])];
}
