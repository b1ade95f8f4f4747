import { gitCliff } from '../../../tools/index.ts';
import { type Facts, scriptWith } from './facts.ts';
import { type Found, rulesReasons, rulesWith } from './found.ts';
import { fromTags } from './plain.ts';

/** git-cliff, where it is asked for the next version, or told how to count it, and does not only write the changelog. */
export function fromGitCliff(facts: Facts): Found | undefined {
  const { world } = facts;
  const config = gitCliff(world);
  if (!config) return undefined;
  const bumps = /git[ -]cliff\b[^\n|;&]*--bump(?:ed-version)?\b/;
  const step =
    scriptWith(facts, 'cliff', bumps) ??
    facts
      .steps((text) => /git-cliff-action/i.test(text))
      .find((one) => one.action === 'orhun/git-cliff-action' && /--bump/.test(one.input('args') ?? ''));
  const script = step ? undefined : scripts(world.list()).find((path) => bumps.test(world.read(path) ?? ''));
  if (!step && script === undefined && !config.counts) return undefined;
  const rules = rulesWith('git-cliff', config.rules);
  const { components } = fromTags(facts);
  return {
    driver: 'git-cliff',
    components: components.map((one, index) => ({
      ...one,
      rules,
      ...(config.first === undefined ? {} : { first: config.first }),
      reasons: [...one.reasons, ...(index === 0 ? rulesReasons('git-cliff', config.rules) : [])],
    })),
    reasons: [
      {
        key: 'driven-by',
        why:
          step || script !== undefined
            ? `git-cliff is asked for the next version${script === undefined ? '' : ` in ${script}`}`
            : 'git-cliff is told how to count versions',
        at: step?.at ?? config.at,
      },
    ],
  };
}

/** Files in which people keep their commands. */
function scripts(paths: readonly string[]): readonly string[] {
  const kept =
    /^(?:(?:\.github|ci|scripts?|tools|x?tasks?|hack|\.mise|mise-tasks)\/[\w./-]+|(?:[Jj]ustfile|\.justfile|Makefile|[Tt]askfile\.ya?ml|Makefile\.toml|mise\.toml|package\.json|[\w-]+\.sh))$/;
  return paths.filter((path) => kept.test(path) && !/\.(?:md|json|png|svg|lock)$/.test(path.replace(/^package\.json$/, ''))).slice(0, 80);
}
