import { get, type SourceNode } from '../../source/index.ts';
import { nearest } from '../../tools/index.ts';
import type { Component, Scheme } from '../types.ts';
import { readRules } from './bump-rules.ts';
import { componentDefaults, DRIVERS, ONLY, rulesOf } from './defaults.ts';
import { fail, Section } from './section.ts';

/** What every component may say, and `release` for all of them. */
export const SHARED_KEYS = ['driven-by', 'tag', 'scheme', 'first', 'changelog', 'rules'];
/** What only one component can say. */
export const OWN_KEYS = ['name', 'path', 'paths', 'files', 'group', 'depends-on'];

/** Reads the components: the list, or the one that `release` itself describes. */
export function readComponents(release: Section): readonly Component[] {
  const list = release.get('components');
  if (list === undefined) return [component(release, undefined, false)];
  for (const key of OWN_KEYS) {
    const node = release.get(key);
    if (node) fail(node, `\`${key}\` belongs to a component; write it in the list \`components\``);
  }
  if (list.kind !== 'seq' || list.items.length === 0) return fail(list, '`components` must be a list of folders, or of maps with `name` and `path`');
  const found = list.items.map((item) => ({ item, read: component(asSection(item), release, list.items.length > 1, item) }));
  const names = new Set<string>();
  for (const { item, read } of found) {
    if (names.has(read.name)) fail(item, `two components are called ${read.name}; give one of them another \`name\``);
    names.add(read.name);
  }
  for (const { item, read } of found) {
    const missing = read.dependsOn.find((name) => !names.has(name));
    if (missing !== undefined) {
      const meant = nearest(
        missing,
        [...names].filter((name) => name !== read.name),
      );
      fail(
        get(item, 'depends-on') ?? item,
        `${read.name} depends on ${missing}, and there is no such component; ${meant === undefined ? 'correct `depends-on`' : `did you mean ${meant}?`}`,
      );
    }
    if (read.dependsOn.includes(read.name)) fail(get(item, 'depends-on') ?? item, `${read.name} depends on itself; correct \`depends-on\``);
    const twin = found.find(
      (other) => other.read !== read && filled(other.read) === filled(read) && !(read.group !== undefined && read.group === other.read.group),
    );
    if (twin)
      fail(
        item,
        `${read.name} and ${twin.read.name} would have the same tags (${filled(read)}); put {name} into \`tag\`, or give both one \`group\``,
      );
  }
  return found.map(({ read }) => read);
}

const filled = (one: Component): string => one.tag.replaceAll('{name}', one.name);

function asSection(item: SourceNode): Section | string {
  if (item.kind === 'scalar' && item.text.trim() !== '') return item.text;
  return new Section(item, 'a component', [...OWN_KEYS, ...SHARED_KEYS]);
}

function component(own: Section | string, shared: Section | undefined, several: boolean, item?: SourceNode): Component {
  const section = typeof own === 'string' ? undefined : own;
  const given = typeof own === 'string' ? own : section?.text('path');
  const path = given === undefined ? '' : folder(given, section?.get('path') ?? item);
  const pick = <T>(read: (one: Section) => T | undefined): T | undefined => (section && read(section)) ?? (shared && read(shared));
  const name = section?.text('name') ?? (path === '' ? ONLY : path.slice(path.lastIndexOf('/') + 1));
  const driver = pick((one) => one.word('driven-by', DRIVERS)) ?? 'slipway';
  const defaults = componentDefaults(path, driver, several);
  const base = shared?.get('rules') ? readRules(shared.get('rules')!, rulesOf(driver)) : rulesOf(driver);
  const rules = section?.get('rules');
  const group = section?.text('group');
  const files = section?.texts('files') ?? [];
  const changelog = pick(changelogOf) ?? defaults.changelog;
  return {
    name,
    path,
    paths: section?.texts('paths') ?? [],
    ...(files.length === 0 ? {} : { files }),
    tag: pick(tagOf) ?? defaults.tag,
    scheme: pick(schemeOf) ?? defaults.scheme,
    rules: rules ? readRules(rules, base) : base,
    driver,
    ...(group === undefined ? {} : { group }),
    dependsOn: section?.texts('depends-on') ?? [],
    ...(changelog === false ? {} : { changelog }),
    first: pick(firstOf) ?? defaults.first,
  };
}

/** A folder from the root, without `./` and without a slash at its end; '' for the root. */
function folder(text: string, node: SourceNode | undefined): string {
  const clean = text.replace(/^(?:\.\/)+/, '').replace(/\/+$/, '');
  if (node && (clean.startsWith('/') || clean.split('/').includes('..') || clean.includes('\\')))
    fail(node, `${text} is no folder below the root; write it from the root with / between folders`);
  return clean === '.' ? '' : clean;
}

/** A file from the root, and none of git's own. */
function changelogOf(section: Section): string | false | undefined {
  const text = section.textOrNone('changelog');
  if (text === undefined || text === false) return text;
  const clean = text.replace(/^(?:\.\/)+/, '');
  if (/[\\\p{Cc}]/u.test(clean) || clean.split('/').some((part) => /^(?:\.{0,2}|\.git)$/i.test(part)))
    fail(section.get('changelog')!, `${text} is no file below the root; write it from the root with / between folders`);
  return clean;
}

function tagOf(section: Section): string | undefined {
  const tag = section.text('tag');
  const problem = tag === undefined ? undefined : tagProblem(tag);
  return problem === undefined ? tag : fail(section.get('tag')!, problem);
}

/** What keeps a text from being a template of tags, a sentence without its full stop; undefined when nothing does. */
export function tagProblem(tag: string): string | undefined {
  if (tag.split('{version}').length !== 2) return 'a tag must hold {version} once, as in v{version} or {name}-v{version}';
  const unknown = /\{(?!(?:version|name)\})[^}]*\}?/.exec(tag)?.[0];
  if (unknown !== undefined) return `${unknown} is not known in a tag; known are {version} and {name}`;
  // What git refuses in a name: git help check-ref-format.
  if (/[\u0000-\u0020\u007f~^:?*[\\]|\.\.|@\{|\/\/|^[/-]|\/\.|[/.]$|\.lock$/.test(tag.replaceAll('{version}', '1').replaceAll('{name}', 'a')))
    return `git takes no tag like ${tag}; leave out blanks, ~ ^ : ? * [ \\ and two dots`;
  return undefined;
}

const CALVER = /^(?:YYYY|YY|0Y)(?:[.-](?:MM|0M|WW|0W|DD|0D|MAJOR|MINOR|MICRO|PATCH))*$/;
const FIRST = /^\d+(?:\.\d+)*(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;
export const DEFAULT_CALVER = 'YYYY.MM.MICRO';

function schemeOf(section: Section): Scheme | undefined {
  const node = section.get('scheme');
  if (node === undefined) return undefined;
  if (node.kind === 'map') {
    const format = new Section(node, '`scheme`', ['calver']).text('calver');
    if (format === undefined) return fail(node, '`scheme` must be semver, calver or {calver: YYYY.MM.MICRO}');
    if (!CALVER.test(format)) return fail(node, `${format} is no calendar version; write one such as YYYY.MM.MICRO or YY.0M.MICRO`);
    return { kind: 'calver', format };
  }
  return section.word('scheme', ['semver', 'calver'] as const) === 'calver' ? { kind: 'calver', format: DEFAULT_CALVER } : { kind: 'semver' };
}

/** A text that can be the first version. */
export const isFirst = (text: string): boolean => FIRST.test(text);

function firstOf(section: Section): string | undefined {
  const first = section.text('first');
  if (first !== undefined && !isFirst(first)) fail(section.get('first')!, `${first} is no version; write the first one as 0.1.0 or 1.0.0`);
  return first;
}
