import type { Location } from '../../../source/index.ts';
import type { ToolWorld } from '../../types.ts';
import { at, flagAt, itemsAt, place, textAt } from '../documents.ts';
import { nodeManifest } from '../manifests.ts';
import { semanticReleasePlugins, semanticReleaseRoot } from '../semantic-release.ts';
import type { Raise, ToolRules } from './types.ts';

/** A branch of semantic-release's configuration. */
export interface SemanticReleaseBranch {
  readonly name: string;
  /** Identifier of its pre-releases. */
  readonly prerelease: string | undefined;
  /** Range of a maintenance branch. */
  readonly range: string | undefined;
  readonly at: Location | undefined;
}

/**
 * `releaseRules` of the commit analyzer: the first rule that fits counts, before the defaults.
 * https://github.com/semantic-release/commit-analyzer/blob/master/README.md, read 2026-11-20
 */
export function semanticReleaseRules(world: ToolWorld, directory = ''): ToolRules {
  const root = semanticReleaseRoot(world, directory);
  const analyzer = semanticReleasePlugins(root).find((one) => one.name === '@semantic-release/commit-analyzer');
  // What stands at the root is handed to every plugin.
  const rules = at(analyzer?.options, 'releaseRules') ?? at(root, 'releaseRules') ?? at(root, 'analyzeCommits', 'releaseRules');
  const types = new Map<string, Raise>();
  const beyond: string[] = [];
  let breaking: Raise | undefined;
  if (rules?.kind === 'scalar') beyond.push(`the rules are a program (${rules.text})`);
  for (const rule of rules?.kind === 'seq' ? rules.items : []) {
    const raise = raiseOf(textAt(rule, 'release'));
    const type = textAt(rule, 'type');
    if (raise === undefined) continue;
    if (flagAt(rule, 'breaking') === true && type === undefined && at(rule, 'scope') === undefined) breaking = raise;
    else if (at(rule, 'scope') !== undefined || at(rule, 'subject') !== undefined || type === undefined)
      beyond.push(`a rule asks for more than a type (line ${place(rule)?.line ?? 1})`);
    else if (!types.has(type)) types.set(type, raise);
  }
  return { types, ...(breaking === undefined ? {} : { breaking }), beyond, at: place(rules) };
}

const raiseOf = (word: string | undefined): Raise | undefined =>
  word === 'major' || word === 'minor' || word === 'patch' ? word : word === 'false' ? 'none' : word?.startsWith('pre') ? 'patch' : undefined;

/** The branches that a configuration lists; undefined when it lists none, or is a program. */
export function semanticReleaseBranches(world: ToolWorld, directory = ''): readonly SemanticReleaseBranch[] | undefined {
  const list = at(semanticReleaseRoot(world, directory), 'branches');
  if (list === undefined) return undefined;
  return itemsAt(list).flatMap((item): SemanticReleaseBranch[] => {
    const name = textAt(item) ?? textAt(item, 'name');
    if (name === undefined) return [];
    const pre = textAt(item, 'prerelease');
    return [{ name, prerelease: pre === 'true' ? name : pre === 'false' ? undefined : pre, range: textAt(item, 'range'), at: place(item) }];
  });
}

/** The place at which a repository says that it uses semantic-release; undefined when no file does. */
export function semanticReleaseUse(
  world: ToolWorld,
  files: readonly string[],
): { readonly path: string; readonly at: Location | undefined } | undefined {
  const file = files.find((path) => world.exists(path));
  if (file !== undefined) return { path: file, at: place(semanticReleaseRoot(world, '')) };
  if (nodeManifest(world, '') === undefined) return undefined;
  const root = semanticReleaseRoot(world, '');
  return root === undefined ? undefined : { path: 'package.json', at: place(root) };
}
