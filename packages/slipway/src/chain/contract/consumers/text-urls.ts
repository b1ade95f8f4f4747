import { ANY, type Name, VERSION } from '../names.ts';
import type { Machine } from './machines.ts';
import { usualMachines } from './machines.ts';

/** An address of a release's file in a text that is not run: a document, a template, a script that is written somewhere. */
export interface TextUrl {
  /** `owner/name` as it is written, also with placeholders: `${REPO}`. */
  readonly repository: string;
  readonly tag: 'latest' | Name;
  /** Names that it may mean. */
  readonly names: readonly Name[];
  /** The machine, when the reader's own programs fill the name in. */
  readonly machine?: Machine;
  /** The tag, or the name of a `latest` address, has one certain version. */
  readonly pinned: boolean;
  readonly start: number;
}

/** Characters of the private use area that stand for placeholders until they are filled in. */
const versionMark = '\ue010';
const systemMark = '\ue011';
const lowerSystemMark = '\ue012';
const hardwareMark = '\ue013';

const mostUrls = 200;
const longestSegment = 200;

/** Every address of a release's file in a text. */
export function* urlsOf(text: string): Generator<TextUrl> {
  let found = 0;
  for (const m of text.matchAll(/\/releases\/(latest\/download|download)\//g)) {
    if (++found > mostUrls) return;
    const repository = repositoryBefore(text, m.index);
    if (repository === undefined) continue;
    let at = m.index + m[0].length;
    let tag = '';
    if (m[1] === 'download') {
      const segment = segmentAt(text, at);
      if (segment.ended !== '/' || segment.name === '') continue;
      tag = segment.name;
      at = segment.end + 1;
    }
    const last = segmentAt(text, at);
    const name = last.name.replace(/[.:]+$/, '');
    if (name === '' || last.ended === '/') continue;
    const pinned = m[1] === 'download' ? /\d+\.\d+/.test(tag) : /\d+\.\d+\.\d+/.test(name);
    const shared = { repository, tag: m[1] === 'download' ? namesOf(tag)[0]! : ('latest' as const), pinned, start: m.index };
    const filled = withoutVersion(name, tag);
    if (!/[\ue011-\ue013]/.test(filled)) yield { ...shared, names: namesOf(filled) };
    else for (const machine of usualMachines) yield { ...shared, names: namesOf(onMachine(filled, machine)), machine };
  }
}

function onMachine(name: string, machine: Machine): string {
  return name
    .replaceAll(systemMark, machine.system)
    .replaceAll(lowerSystemMark, machine.system.toLowerCase())
    .replaceAll(hardwareMark, machine.hardware);
}

/** A version that stands in the tag and in the name is the one of the release. */
function withoutVersion(name: string, tag: string): string {
  const version = /\d+\.\d+(?:\.\d+)?(?:-[\w.]+)?/.exec(tag === '' ? name : tag)?.[0];
  return version === undefined || (tag === '' && !/\d+\.\d+\.\d+/.test(version)) ? name : name.replaceAll(version, VERSION);
}

/** A placeholder for a version may hold the `v` too, unless one stands before it. */
function namesOf(name: string): Name[] {
  const bare = name.replaceAll(versionMark, VERSION);
  const withV = name.replace(/(?<![a-zA-Z\ue010])\ue010|(?<=[a-uw-zA-Z])\ue010/g, `v${VERSION}`).replaceAll(versionMark, VERSION);
  return bare === withV ? [bare] : [bare, withV];
}

function repositoryBefore(text: string, end: number): string | undefined {
  const before = text.slice(Math.max(0, end - 120), end);
  const at = before.lastIndexOf('github.com/');
  const repository = at < 0 ? '' : before.slice(at + 'github.com/'.length).replace(/\\/g, '');
  return repository === '' || /[\n"'`<>]/.test(repository) ? undefined : repository;
}

const closing: readonly (readonly [open: string, close: string])[] = [
  ['${{', '}}'],
  ['{{', '}}'],
  ['${', '}'],
  ['#{', '}'],
  ['$(', ')'],
];

/** The characters up to the next slash or the end of the address, placeholders filled with marks. */
function segmentAt(text: string, from: number): { name: string; end: number; ended: string } {
  let name = '';
  let at = from;
  while (at < text.length && at - from < longestSegment) {
    const c = text[at]!;
    const pair = closing.find(([open]) => text.startsWith(open, at));
    if (pair !== undefined) {
      const close = text.indexOf(pair[1], at + pair[0].length);
      if (close < 0 || close - at > 120) break;
      name += placeholder(text.slice(at + pair[0].length, close));
      at = close + pair[1].length;
      continue;
    }
    const short = /^(?:<([\w .-]{1,40})>|\{\s?([\w.-]{1,40})\s?\}|\$([A-Za-z_]\w*)|%([A-Za-z_]\w*)%|`(uname -[sm])`|%s)/.exec(
      text.slice(at, at + 48),
    );
    if (short !== null) {
      name += placeholder(short[1] ?? short[2] ?? short[3] ?? short[4] ?? short[5] ?? '');
      at += short[0].length;
      continue;
    }
    if (c === '\\' && text[at + 1] === '$') {
      at++;
      continue;
    }
    if (c === '*') name += ANY;
    else if (/[\s"'`()<>|;,\\\][&?#/]/.test(c)) break;
    else name += c;
    at++;
  }
  return { name: literalPlaceholders(name), end: at, ended: text[at] ?? '' };
}

/** What stands between the signs of a placeholder. */
function placeholder(content: string): string {
  const said = content.trim();
  if (/^uname -s$/.test(said)) return systemMark;
  if (/^uname -s \| (?:tr .*|awk '\{print tolower\(\$0\)\}')$/.test(said) && /A-Z|upper|tolower/.test(said)) return lowerSystemMark;
  if (/^uname -m$/.test(said)) return hardwareMark;
  if (/^(?:arch|os|platform|target|goos|goarch)\b/i.test(said)) return ANY;
  return /version|(?:^|[\W_])(?:ver|tag)(?:$|[\W_])|tag_?name|ref_name|^v$/i.test(said) && !/\|\||&&|\?/.test(said) ? versionMark : ANY;
}

/** Placeholders that are written as words: `vX.Y.Z`, `VERSION`. */
function literalPlaceholders(name: string): string {
  return name
    .replace(/(?<![A-Za-z0-9])(v?)(?:[xX]\.[yYxX]\.[zZxX]|VERSION)(?![A-Za-z0-9])/g, (_all, v: string) => (v === '' ? versionMark : `v${VERSION}`))
    .replace(/(?<![A-Za-z0-9])(?:OS|ARCH|PLATFORM|TARGET|os|arch)(?![A-Za-z0-9])/g, (word) => (/[A-Z]/.test(word) ? ANY : word));
}
