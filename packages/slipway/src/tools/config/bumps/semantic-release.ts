import { type Location, parseYaml, type SourceFile, type SourceNode, sourceFile, textOf } from '../../../source/index.ts';
import type { ToolWorld } from '../../types.ts';
import { at, flagAt, itemsAt, place, textAt } from '../documents.ts';
import { nodeManifest } from '../manifests.ts';
import { semanticReleasePlugins, semanticReleaseProgram, semanticReleaseRoot } from '../semantic-release.ts';
import { presetRules } from './presets.ts';
import type { FurtherToolRule, Raise, ToolRules } from './types.ts';

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
  const beyond: string[] = [];
  if (rules?.kind === 'scalar') beyond.push(`the rules are a program (${rules.text})`);
  const preset = textOf(of('preset')) ?? textOf(of('config'));
  const own = rulesFrom(rules?.kind === 'seq' ? rules.items : [], beyond);
  const usual = presetRules(preset, semanticReleasePlugins(root), program?.text);
  const parser = of('parserOpts');
  const mark =
    program === undefined
      ? /conventionalcommits/i.test(preset ?? '') ||
        textAt(parser, 'headerPattern')?.includes('!') ||
        at(parser, 'breakingHeaderPattern') !== undefined
      : /conventionalcommits|breakingHeaderPattern/i.test(program.text);
  return {
    types: new Map([...(usual?.types ?? []), ...own.types]),
    ...withFurther([...own.further, ...(usual?.further ?? [])]),
    ...(own.breaking === undefined ? {} : { breaking: own.breaking }),
    ...(mark ? { breakingMark: true } : {}),
    beyond,
    at: program === undefined ? place(rules ?? of('preset')) : undefined,
  };
}

const withFurther = (further: readonly FurtherToolRule[]): Pick<ToolRules, 'further'> => (further.length === 0 ? {} : { further });

/** What one rule asks for and raises; undefined where it raises nothing that is known, or asks for what a commit does not have here. */
function ruleFrom(rule: SourceNode, beyond: string[]): FurtherToolRule | undefined {
  const raises = raiseOf(textAt(rule, 'release'));
  if (raises === undefined || rule.kind !== 'map') return undefined;
  const unknown = rule.entries.find(({ key }) => !['type', 'scope', 'subject', 'breaking', 'revert', 'release'].includes(key.text))?.key.text;
  if (unknown !== undefined) {
    beyond.push(`a rule asks for \`${unknown}\` (line ${place(rule)?.line ?? 1})`);
    return undefined;
  }
  const type = textAt(rule, 'type') ?? (flagAt(rule, 'revert') === true ? 'revert' : undefined);
  const scope = textAt(rule, 'scope');
  const subject = textAt(rule, 'subject');
  return {
    ...(type === undefined ? {} : { type }),
    ...(scope === undefined ? {} : { scope }),
    ...(subject === undefined ? {} : { subject }),
    ...(flagAt(rule, 'breaking') === true ? { breaking: true as const } : {}),
    raises,
  };
}

/**
 * Rules by type alone, and those that ask for more. Of all that fit a commit the highest counts, so a rule that asks for more comes again with each
 * plain one that raises more than it does. The tool asks its defaults only where none of the own rules fits: a breaking change of a type that has a
 * rule raises what that rule says, unless another one speaks of what breaks.
 */
function rulesFrom(
  nodes: readonly SourceNode[],
  beyond: string[],
): { readonly types: ReadonlyMap<string, Raise>; readonly further: readonly FurtherToolRule[]; readonly breaking: Raise | undefined } {
  const types = new Map<string, Raise>();
  const more: FurtherToolRule[] = [];
  let breaking: Raise | undefined;
  for (const rule of nodes.flatMap((node) => ruleFrom(node, beyond) ?? [])) {
    const { type, scope, subject, raises } = rule;
    const plain = scope === undefined && subject === undefined;
    if (plain && type === undefined && rule.breaking) breaking = higher(breaking, raises);
    else if (plain && type !== undefined && !rule.breaking && /^[\w-]+$/.test(type))
      types.set(type.toLowerCase(), higher(types.get(type.toLowerCase()), raises));
    else more.push(rule);
  }
  const isHigher = (raise: Raise | undefined, one: FurtherToolRule): raise is Raise =>
    raise !== undefined && raise !== one.raises && higher(raise, one.raises) === raise;
  const further = more.flatMap((one): FurtherToolRule[] => [
    one,
    ...[...types].flatMap(([type, raises]) =>
      isHigher(raises, one) && (one.type === undefined || one.type === type) ? [{ ...one, type, raises }] : [],
    ),
    ...(isHigher(breaking, one) ? [{ ...one, breaking: true as const, raises: breaking }] : []),
  ]);
  if (breaking === undefined) for (const [type, raises] of types) if (raises !== 'major') further.push({ type, breaking: true, raises });
  return { types, further, breaking };
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
