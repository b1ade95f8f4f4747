import { fileName } from '../../../tools/index.ts';
import { literally } from '../../patterns.ts';

/** A piece of a text that names a workflow, and what it becomes. */
export interface Hit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What a name is followed by when it is the whole name. */
const END = '(?![\\w-]|\\.\\w)';
/** Longer addresses are none. */
const MOST_ADDRESS = 400;

/** Where a text names a workflow file: in paths, addresses, badges, commands of gh, and calls of the API. */
export function fileHits(text: string, from: string, to: string, slug: string | undefined): Hit[] {
  const [old, now] = [fileName(from), fileName(to)];
  if (!text.includes(old)) return [];
  const base = literally(old);
  const hits = new Map<number, Hit>();
  const add = (end: number): void => void hits.set(end, { start: end - old.length, end, text: now });
  for (const match of text.matchAll(new RegExp(`\\.github/workflows/${base}${END}`, 'g')))
    if (isOwnPath(addressBefore(text, match.index), slug)) add(match.index + match[0].length);
  for (const match of text.matchAll(new RegExp(`actions/workflows/${base}${END}`, 'g')))
    if (isOwnAddress(addressBefore(text, match.index), slug)) add(match.index + match[0].length);
  for (const match of text.matchAll(new RegExp(`/workflow/status/([\\w.-]+/[\\w.-]+)/${base}${END}`, 'g')))
    if (isSlug(match[1]!, slug)) add(match.index + match[0].length);
  for (const { command, at } of ghCommands(text)) {
    const named = new RegExp(`(?:\\s|["'=])${base}(?=["'\\s]|$)`).exec(command);
    if (named && isOwnCommand(command, slug)) add(at + named.index + named[0].length);
  }
  for (const match of text.matchAll(new RegExp(`\\bworkflow_id["']?\\s*[:=]\\s*["']?${base}${END}`, 'g'))) add(match.index + match[0].length);
  return [...hits.values()].sort((a, b) => a.start - b.start);
}

/** Where a text names a workflow by its `name`: in badges, searches of runs, and commands of gh. */
export function nameHits(text: string, from: string, to: string, slug: string | undefined): Hit[] {
  const hits: Hit[] = [];
  for (const match of text.matchAll(/\/workflows\/([^/\s)"'<>]+)\/badge\.svg/g)) {
    const start = match.index + '/workflows/'.length;
    if (decoded(match[1]!) === from && isOwnAddress(`${addressBefore(text, match.index)}/`, slug))
      hits.push({ start, end: start + match[1]!.length, text: encodeURIComponent(to) });
  }
  for (const match of text.matchAll(/\/actions\?query=workflow(?:%3A|:)(?:%22|")?([^\s&)"'<>%]+(?:%(?!22)[^\s&)"'<>%]*)*)/gi)) {
    const end = match.index + match[0].length;
    if (decoded(match[1]!) === from && isOwnAddress(`${addressBefore(text, match.index)}/`, slug))
      hits.push({ start: end - match[1]!.length, end, text: encodeURIComponent(to).replace(/%20/g, '+') });
  }
  for (const { command, at } of ghCommands(text)) {
    const named =
      new RegExp(`(["'])${literally(from)}\\1`).exec(command) ??
      (/\s/.test(from) ? null : new RegExp(`(\\s|=)${literally(from)}(?=\\s|$)`).exec(command));
    if (!named || !isOwnCommand(command, slug) || (!/["']/.test(named[1]!) && /[^\w.-]/.test(to))) continue;
    const start = at + named.index + 1;
    hits.push({ start, end: start + from.length, text: to });
  }
  return hits.sort((a, b) => a.start - b.start);
}

/** Commands of gh that take a workflow, with the lines that they go on in. */
function ghCommands(text: string): { command: string; at: number }[] {
  const commands = text.matchAll(/\bgh[ \t]+(?:workflow[ \t]+(?:run|view|enable|disable)|run[ \t]+list)\b(?:\\\r?\n|[^\n;&|])*/g);
  return [...commands].map((match) => ({ command: match[0], at: match.index }));
}

/** The command is about this repository. */
function isOwnCommand(command: string, slug: string | undefined): boolean {
  const other = /(?:^|\s)(?:-R|--repo)(?:\s+|=)["']?([^\s"']+)/.exec(command)?.[1];
  return other === undefined || isSlug(other, slug);
}

/** What stands before `.github/workflows/` leads to this repository. */
function isOwnPath(before: string, slug: string | undefined): boolean {
  if (/^(?:!|\*\*\/|\.{1,2}\/|\/)*$/.test(before) || /^(?!.*\/\/)[\w./-]+:$/.test(before)) return true;
  if (/(?:workspace|repo_root|REPO_ROOT|PWD)\b[^/]*\/$/i.test(before)) return true;
  const address = /(?:github\.com|githubusercontent\.com)\/([\w.-]+\/[\w.-]+)\//.exec(before) ?? /^([\w.-]+\/[\w.-]+)\/$/.exec(before);
  return address ? isSlug(address[1]!, slug) : isVariable(before);
}

/** What stands before `actions/workflows/`, or before `/workflows/…/badge.svg`, leads to this repository. */
function isOwnAddress(before: string, slug: string | undefined): boolean {
  if (/^(?:\.{1,2}\/|\/)*$/.test(before)) return true;
  const address = /(?:github\.com|repos)\/([\w.-]+\/[\w.-]+)\/$/.exec(before);
  return address ? isSlug(address[1]!, slug) : isVariable(before);
}

/** The repository is filled in when the text runs, or by who reads it: this one, in its own files. */
function isVariable(before: string): boolean {
  return /(?:github\.repository|GITHUB_REPOSITORY)\W*\/?$|(?::owner\/:repo|\{owner\}\/\{repo\})\/$|\}\}\/$/.test(before);
}

function isSlug(written: string, slug: string | undefined): boolean {
  return written.toLowerCase() === slug?.toLowerCase() || isVariable(`${written}/`) || /^\$/.test(written);
}

/** The part of an address or a path that stands before an offset; brackets, quotes and blanks end it. */
function addressBefore(text: string, offset: number): string {
  return /[^\s"'`()<>[\]|,;=]*$/.exec(text.slice(Math.max(0, offset - MOST_ADDRESS), offset))![0];
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return undefined;
  }
}
