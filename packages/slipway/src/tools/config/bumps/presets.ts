import type { SourceNode } from '../../../source/index.ts';
import { at, textsAt } from '../documents.ts';
import type { FurtherToolRule, Raise } from './types.ts';

interface Preset {
  readonly types: ReadonlyMap<string, Raise>;
  readonly further?: readonly FurtherToolRule[];
}

/** Types that count by default and that a preset of another convention does not know. */
const UNKNOWN: readonly (readonly [string, Raise])[] = [
  ['feat', 'none'],
  ['fix', 'none'],
  ['perf', 'none'],
];

const emoji = (raises: Raise, ...codes: readonly string[]): FurtherToolRule[] => codes.map((code) => ({ subject: `${code}**`, raises }));

/**
 * What counts in conventions other than that of Angular, whose types are the defaults. By the preset's headers (conventional-changelog's packages of
 * these names) and the rules for them in semantic-release/commit-analyzer lib/default-release-rules.js, read 2026-11-21.
 */
const PRESETS: Readonly<Record<string, Preset>> = {
  atom: { types: new Map(UNKNOWN), further: emoji('patch', ':racehorse:', ':bug:', ':penguin:', ':apple:', ':checkered_flag:') },
  eslint: {
    types: new Map<string, Raise>([...UNKNOWN, ['breaking', 'major'], ['fix', 'patch'], ['update', 'minor'], ['new', 'minor']]),
  },
  express: { types: new Map<string, Raise>([...UNKNOWN, ['perf', 'patch'], ['deps', 'patch']]) },
};

/** The emoji of semantic-release-gitmoji's own defaults, as codes and as characters; its README, read 2026-11-21. */
const GITMOJI = {
  major: [':boom:', '\u{1F4A5}'],
  minor: [':sparkles:', '\u2728'],
  patch: [':bug:', '\u{1F41B}', ':ambulance:', '\u{1F691}', ':lock:', '\u{1F512}'],
} as const;

interface Plugin {
  readonly name: string;
  readonly options: SourceNode | undefined;
}

/** What another convention than the usual one counts; undefined for the usual one, and for what is not known. @param program text of a configuration that is a program */
export function presetRules(preset: string | undefined, plugins: readonly Plugin[], program: string | undefined): Preset | undefined {
  const gitmoji = plugins.find(({ name }) => name === 'semantic-release-gitmoji');
  if (gitmoji !== undefined || (program !== undefined && /['"]semantic-release-gitmoji['"]/.test(program))) {
    const rules = at(gitmoji?.options, 'releaseRules');
    const codes = (level: keyof typeof GITMOJI): readonly string[] => (rules === undefined ? GITMOJI[level] : textsAt(rules, level));
    return {
      types: new Map(UNKNOWN),
      further: [...emoji('major', ...codes('major')), ...emoji('minor', ...codes('minor')), ...emoji('patch', ...codes('patch'))],
    };
  }
  return preset === undefined ? undefined : PRESETS[preset.replace(/^conventional-changelog-/, '')];
}
