import type { World } from '../chain/index.ts';
import { type Location, sourceFile } from '../source/index.ts';
import { literally } from './patterns.ts';

/** A status check that the tree says a branch asks for, and where it says so. */
export interface RequiredCheck {
  readonly context: string;
  readonly at: Location;
}

/** Settings of a repository that lie in its tree, and what writes them. */
const settings =
  /^\.github\/(?:settings|repository|branch[-_]protection|branches)\.ya?ml$|(?:ruleset|branch[-_ ]?protection|protect)[^/]*\.(?:json|ya?ml|sh|tf|js|ts|py)$|(?:^|\/)\.?(?:github\/)?rulesets?\/[^/]+\.json$|^\.github\/workflows\/[^/]+\.ya?ml$/i;

const listed = /["']?contexts["']?\s*[:=]\s*\[([^\]]{0,4000})\]/g;
const items = /^[ \t]*contexts:[ \t]*\r?\n((?:[ \t]*(?:-[ \t]+.*|#.*)?\r?\n){1,60})/gm;
const single = /"context"\s*:\s*"([^"\n]{1,200})"/g;

const known = new WeakMap<World, readonly RequiredCheck[]>();

/** Required status checks that settings, rulesets, scripts or workflows of the tree name. */
export function requiredChecks(world: World): readonly RequiredCheck[] {
  const before = known.get(world);
  if (before) return before;
  const out = new Map<string, RequiredCheck>();
  for (const path of world.tree.list()) {
    if (!settings.test(path)) continue;
    const text = world.tree.read(path);
    if (text === undefined || text.length > 200_000 || !text.includes('context')) continue;
    const file = sourceFile(path, text);
    const add = (context: string, offset: number): void => {
      const name = context.trim();
      if (name !== '' && !name.includes('${{') && !out.has(name))
        out.set(name, { context: name, at: file.locate({ start: offset, end: offset + context.length }) });
    };
    const bare = text.replace(/^[ \t]*(?:#|\/\/).*$/gm, (line) => ' '.repeat(line.length));
    for (const m of bare.matchAll(listed))
      for (const q of m[1]!.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'/g)) add(q[1] ?? q[2] ?? '', m.index + m[0].indexOf('[') + 1 + q.index + 1);
    for (const m of bare.matchAll(items))
      for (const q of m[1]!.matchAll(/^[ \t]*-[ \t]+(["']?)(.+?)\1[ \t]*\r?$/gm))
        add(q[2]!, m.index + m[0].length - m[1]!.length + q.index + q[0].indexOf(q[2]!));
    if (/required_status_checks/.test(bare)) for (const m of bare.matchAll(single)) add(m[1]!, m.index + m[0].lastIndexOf(m[1]!));
  }
  const found = [...out.values()];
  known.set(world, found);
  return found;
}

/** Where settings, rulesets, workflows' comments or documents say that the default branch is protected; undefined when nothing does. */
export function saysProtected(world: World): Location | undefined {
  if (!told.has(world)) told.set(world, findTold(world));
  return told.get(world);
}

const told = new WeakMap<World, Location | undefined>();
const documents = /^(?:[^/]+\.md|\.github\/[^/]+\.md|\.github\/workflows\/[^/]+\.(?:ya?ml|md)|docs?\/(?:[^/]+\/)?[^/]+\.md)$/i;
const most = 80;

function findTold(world: World): Location | undefined {
  const branch = literally(world.defaultBranch);
  const named = `(?:\`?${branch}\`?|the default branch)`;
  const says = new RegExp(
    [
      `${named}(?: branch)? is (?:a )?protected`,
      `protected (?:branch )?${named}(?: branch)?`,
      `push(?:es|ing)? (?:directly )?to ${named} (?:is|are) (?:not allowed|blocked|disabled|rejected|forbidden|prohibited)`,
      `branch protection (?:rules? )?(?:(?:for|on|of) ${named}|requires?\\b|is (?:on|enabled|active))`,
      `${named} branch protection`,
      'required (?:status )?checks? (?:on|of|in|for) [^.\\n]{0,40}branch protection',
    ].join('|'),
    'i',
  );
  const first = (path: string, pattern: RegExp): Location | undefined => {
    const text = world.tree.read(path);
    const found = text === undefined || text.length > 200_000 ? null : pattern.exec(text);
    return found ? sourceFile(path, text!).locate({ start: found.index, end: found.index + found[0].length }) : undefined;
  };
  const paths = world.tree.list();
  for (const path of paths) {
    if (/^\.github\/settings\.ya?ml$/.test(path)) {
      const at = first(path, new RegExp(`name:\\s*["']?${branch}["']?[^\\S\\n]*\\n(?:(?!\\s*- name:).*\\n){0,8}?\\s*protection:[^\\S\\n]*\\n`));
      if (at) return at;
    }
    if (/(?:^|\/)[^/]*ruleset[^/]*\.json$|(?:^|\/)\.?rulesets?\/[^/]+\.json$/i.test(path)) {
      const text = world.tree.read(path) ?? '';
      const guards = /"type"\s*:\s*"(?:pull_request|required_status_checks|update)"/;
      if (
        /"enforcement"\s*:\s*"active"/.test(text) &&
        !/"target"\s*:\s*"(?:tag|push)"/.test(text) &&
        new RegExp(`~DEFAULT_BRANCH|~ALL|refs/heads/${branch}"`).test(text)
      ) {
        const at = first(path, guards);
        if (at) return at;
      }
    }
  }
  for (const path of paths.filter((p) => documents.test(p) && !/changelog|history/i.test(p)).slice(0, most)) {
    const at = first(path, says);
    if (at) return at;
  }
  return undefined;
}
