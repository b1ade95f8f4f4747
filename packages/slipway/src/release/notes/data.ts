import type { Change, Component, NotesConfig } from '../types.ts';
import { inlineMarkdown, linkedMarkdown, linkTarget } from './escape.ts';
import type { Fields } from './template.ts';

/** Somebody who took part, as GitHub or the history names them. */
export interface Contributor {
  readonly name: string;
  /** Their name on the server, without `@`. */
  readonly login?: string;
  /** This is their first release. */
  readonly first: boolean;
  /** The pull request of their first change. */
  readonly pullRequest?: number;
}

/** What the notes of one version are made of, beside its changes; nothing is asked of anybody. */
export interface NotesOptions {
  readonly config: NotesConfig;
  readonly version: string;
  readonly tag: string;
  /** The release before, on the same line; null for a first one. */
  readonly from: { readonly version: string; readonly tag: string } | null;
  /** ISO date of the release, `2026-11-20`. */
  readonly date: string;
  /** `owner/name`; without it there are no links. */
  readonly repository?: string;
  /** Address of the server; github.com when absent. */
  readonly server?: string;
  readonly contributors?: readonly Contributor[];
}

/** Titles of Keep a Changelog 1.1.0 under which a breaking change stands whose type has no section. */
const CHANGED = 'Changed';

/** The fields of a template. Texts of people are Markdown that does nothing; absent ones are null. */
export function notesData(component: Component, changes: readonly Change[], options: NotesOptions): Fields {
  const { config } = options;
  const web = options.repository === undefined ? undefined : `${options.server ?? 'https://github.com'}/${options.repository}`;
  const keeps = config.style === 'keep-a-changelog';
  const sections = new Map<string, { first: Fields[]; rest: Fields[] }>();
  for (const title of config.sections.values()) sections.set(title, { first: [], rest: [] });
  const breaking: Fields[] = [];
  const told = new Set<string>();
  for (const change of changes) {
    const isBreaking = change.breaking !== undefined;
    // A squashed commit may say one thing twice: as its subject, and in the list of what it was made of.
    const said = [change.commit.hash, change.type, change.scope, change.description, change.breaking].join('\0');
    if (told.has(said)) continue;
    told.add(said);
    if (isBreaking && !keeps) breaking.push(changeData(change, web, false));
    // Told in full among the breaking changes already, unless those say something else of it.
    if (isBreaking && !keeps && typeof change.breaking !== 'string') continue;
    const title = config.sections.get(change.type ?? '') ?? (isBreaking && keeps ? CHANGED : undefined);
    if (title === undefined) continue;
    const section = sections.get(title) ?? { first: [], rest: [] };
    sections.set(title, section);
    (isBreaking && keeps ? section.first : section.rest).push(changeData(change, web, isBreaking && keeps));
  }
  const people = config.contributors ? (options.contributors ?? []).map((one) => contributorData(one, web, options.server)) : [];
  const compare = config.compare && web !== undefined && options.from !== null ? compareUrl(web, options.from.tag, options.tag) : null;
  return {
    component: inlineMarkdown(component.name),
    version: options.version,
    tag: options.tag,
    date: options.date,
    previousVersion: options.from?.version ?? null,
    previousTag: options.from?.tag ?? null,
    breaking,
    sections: [...sections].flatMap(([title, { first, rest }]) =>
      first.length + rest.length === 0 ? [] : [{ title: inlineMarkdown(title), changes: [...first, ...rest] }],
    ),
    contributors: people,
    newContributors: people.filter((one) => one.first),
    compareUrl: compare,
    repositoryUrl: web ?? null,
  };
}

/** Where the difference of two tags is shown; names of tags may hold `/`, `@` and `+`. */
export function compareUrl(web: string, from: string, to: string): string {
  const name = (tag: string): string => linkTarget(encodeURIComponent(tag).replace(/%2F/g, '/'));
  return `${web}/compare/${name(from)}...${name(to)}`;
}

function changeData(change: Change, web: string | undefined, marked: boolean): Fields {
  const { commit, pullRequest } = change;
  const short = commit.hash.slice(0, 7);
  const commitUrl = web === undefined ? null : `${web}/commit/${commit.hash}`;
  const pullRequestUrl = web === undefined || pullRequest === undefined ? null : `${web}/pull/${pullRequest}`;
  // A squashed commit says its pull request at the end of its subject, and here it stands among the links.
  const suffix = ` (#${pullRequest})`;
  const text = change.description.endsWith(suffix) ? change.description.slice(0, -suffix.length) : change.description;
  const links = [
    ...(pullRequest === undefined ? [] : [pullRequestUrl === null ? `#${pullRequest}` : `[#${pullRequest}](${pullRequestUrl})`]),
    commitUrl === null ? short : `[${short}](${commitUrl})`,
  ];
  return {
    type: inlineMarkdown(change.type ?? ''),
    scope: change.scope === undefined || change.scope === '' ? null : inlineMarkdown(change.scope),
    description: change.markdown === true ? linkedMarkdown(text) : inlineMarkdown(text),
    breaking: change.breaking !== undefined,
    marked,
    breakingText:
      typeof change.breaking === 'string' && change.breaking !== change.description
        ? (change.markdown === true ? linkedMarkdown : inlineMarkdown)(change.breaking)
        : null,
    author: inlineMarkdown(commit.author.name),
    hash: commit.hash,
    shortHash: short,
    commitUrl,
    pullRequest: pullRequest === undefined ? null : String(pullRequest),
    pullRequestUrl,
    links: links.join(', '),
  };
}

function contributorData(one: Contributor, web: string | undefined, server = 'https://github.com'): Fields & { readonly first: boolean } {
  const isLogin = one.login !== undefined && /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:\[bot\])?$/.test(one.login);
  const url = isLogin ? `${server}/${linkTarget(one.login!.replace(/^(.*)\[bot\]$/, 'apps/$1'))}` : null;
  const pullRequest = one.pullRequest === undefined ? null : String(one.pullRequest);
  return {
    name: inlineMarkdown(one.name),
    login: isLogin ? inlineMarkdown(one.login!) : null,
    url,
    first: one.first,
    pullRequest,
    pullRequestUrl: web === undefined || pullRequest === null ? null : `${web}/pull/${pullRequest}`,
  };
}
