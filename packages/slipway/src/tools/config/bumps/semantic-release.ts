import { type Location, parseYaml, type SourceFile, type SourceNode, sourceFile, textOf } from '../../../source/index.ts';
import type { ToolWorld } from '../../types.ts';
import { at, flagAt, itemsAt, place, textAt } from '../documents.ts';
import { nodeManifest } from '../manifests.ts';
import { semanticReleasePlugins, semanticReleaseProgram, semanticReleaseRoot } from '../semantic-release.ts';
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
 * What the commit analyzer raises: of `releaseRules` the highest that fits a commit counts, before the defaults. Its usual preset, that of Angular,
 * does not know `!`; `conventionalcommits` does.
 * Of a configuration that is a program the literals are read.
 * semantic-release/commit-analyzer lib/analyze-commit.js and conventional-changelog packages/conventional-changelog-angular/src/parser.js, read 2026-11-21
 */
export function semanticReleaseRules(world: ToolWorld, directory = ''): ToolRules {
  const root = semanticReleaseRoot(world, directory);
  const program = root === undefined ? semanticReleaseProgram(world, directory) : undefined;
  const analyzer = semanticReleasePlugins(root).find((one) => one.name === '@semantic-release/commit-analyzer')?.options;
  // What stands at the root is handed to every plugin.
  const of = (name: string) => at(analyzer, name) ?? at(root, name) ?? at(root, 'analyzeCommits', name);
  const rules = of('releaseRules') ?? (program && literal(program, 'releaseRules'));
  const types = new Map<string, Raise>();
  const beyond: string[] = [];
  let breaking: Raise | undefined;
  if (rules?.kind === 'scalar') beyond.push(`the rules are a program (${rules.text})`);
  for (const rule of rules?.kind === 'seq' ? rules.items : []) {
    const raise = raiseOf(textAt(rule, 'release'));
    const type = textAt(rule, 'type');
    const scope = textAt(rule, 'scope');
    if (raise === undefined) continue;
    if (flagAt(rule, 'breaking') === true && type === undefined && scope === undefined) breaking = raise;
    else if ((scope !== undefined && scope !== '*') || at(rule, 'subject') !== undefined || flagAt(rule, 'breaking') === true || type === undefined)
      beyond.push(`a rule asks for more than a type (line ${place(rule)?.line ?? 1})`);
    else types.set(type, higher(types.get(type), raise));
  }
  const preset = textOf(of('preset')) ?? textOf(of('config'));
  const parser = of('parserOpts');
  const mark =
    program === undefined
      ? /conventionalcommits/i.test(preset ?? '') ||
        textAt(parser, 'headerPattern')?.includes('!') ||
        at(parser, 'breakingHeaderPattern') !== undefined
      : /conventionalcommits|breakingHeaderPattern/i.test(program.text);
  return {
    types,
    ...(breaking === undefined ? {} : { breaking }),
    ...(mark ? { breakingMark: true } : {}),
    beyond,
    at: program === undefined ? place(rules ?? of('preset')) : undefined,
  };
}

const HEIGHT: readonly Raise[] = ['none', 'patch', 'minor', 'major'];
const higher = (a: Raise = 'none', b: Raise = 'none'): Raise => (HEIGHT.indexOf(a) >= HEIGHT.indexOf(b) ? a : b);

/** A list that a program has as a literal under a name: JavaScript's is YAML's, without comments. Undefined where it is computed. */
function literal(program: SourceFile, name: string): SourceNode | undefined {
  const start = new RegExp(`\\b${name}["']?\\s*:\\s*\\[`).exec(program.text);
  if (start === null) return undefined;
  const from = start.index + start[0].length - 1;
  const text = program.text.slice(from, from + 20_000).replace(/\/\*[\s\S]*?\*\/|(?<=^|[\s,[{}\]])\/\/.*$/gm, '');
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '[') depth++;
    else if (text[i] === ']' && --depth === 0) {
      const { root, problems } = parseYaml(sourceFile(program.path, text.slice(0, i + 1)));
      return root !== null && problems.length === 0 ? root : undefined;
    }
  }
  return undefined;
}

const raiseOf = (word: string | undefined): Raise | undefined =>
  word === 'major' || word === 'minor' || word === 'patch' ? word : word === 'false' ? 'none' : word?.startsWith('pre') ? 'patch' : undefined;

/** The branches that a configuration lists; undefined when it lists none, or computes them. */
export function semanticReleaseBranches(world: ToolWorld, directory = ''): readonly SemanticReleaseBranch[] | undefined {
  const root = semanticReleaseRoot(world, directory);
  const program = root === undefined ? semanticReleaseProgram(world, directory) : undefined;
  const list = at(root, 'branches') ?? (program && literal(program, 'branches'));
  if (list === undefined) return undefined;
  return itemsAt(list).flatMap((item): SemanticReleaseBranch[] => {
    const name = textAt(item) ?? textAt(item, 'name');
    if (name === undefined) return [];
    const pre = textAt(item, 'prerelease');
    return [
      {
        name,
        prerelease: pre === 'true' ? name : pre === 'false' ? undefined : pre,
        range: textAt(item, 'range'),
        at: program === undefined ? place(item) : undefined,
      },
    ];
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
