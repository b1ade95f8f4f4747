import { alternatives, describe } from '../../../actions/index.ts';
import type { Analysis, Effect } from '../../../chain/index.ts';
import { effectText, listed } from '../../links.ts';
import type { Draft, Rule } from '../../rule.ts';
import { type Computed, computedIn } from './computed.ts';

/** A tag that some workflow makes, with its name as far as it is known. */
interface Made {
  readonly effect: Effect;
  readonly name: string;
}

/** Names of tags that move from build to build. */
const ROLLING = /^(?:nightly|latest|canary|edge|preview|snapshot|tip|rolling|continuous|unstable|next|dev)(?:[-_]\w+)?$/i;

export const rule: Rule = {
  id: 'tag-pollution',
  group: 'publish',
  severity: 'warning',
  title: 'Other tags that take part when the next version is computed',
  *check(analysis) {
    const computed = analysis.world.workflows.flatMap((w) => [...computedIn(w)]);
    if (computed.length === 0) return;
    const made = madeTags(analysis);
    for (const one of computed) {
      const others = made.filter((tag) => isOther(tag, one) && (one.pattern === undefined || globTakes(one.pattern, tag.name)));
      if (others.length > 0) yield draftOf(one, others);
    }
  },
};

function madeTags(analysis: Analysis): Made[] {
  const found = new Map<string, Made>();
  for (const effect of [...analysis.declared.values()].flat().flatMap((run) => run.effects)) {
    const { deed } = effect;
    const makes = (deed.kind === 'tag' && deed.act !== 'delete') || (deed.kind === 'release' && deed.act === 'create' && deed.draft !== true);
    if (!makes || effect.possible || effect.happens === false || effect.elsewhere !== undefined || effect.tag === undefined || effect.tagExists)
      continue;
    for (const one of alternatives(effect.tag)) {
      const name = describe(one);
      const key = `${effect.at.path}:${effect.at.line} ${name}`;
      if (one.k !== 'unknown' && name.length < 120 && !found.has(key)) found.set(key, { effect, name });
    }
  }
  return [...found.values()];
}

/**
 * No version of the line that is computed here: a fixed version with something behind it (`v0.0.0-hotfix.…`), or a name without a version. What the
 * computing workflow tags itself is the line, unless it looks for what to go back to.
 */
function isOther(tag: Made, one: Computed): boolean {
  if (tag.effect.workflow === one.workflow && one.purpose === 'version') return false;
  if (/^v?\d+\.\d+\.\d+-[a-z]+[.-]?\{/i.test(tag.name)) return !(one.greatest && /^v?0\.0\.0/.test(tag.name));
  // What is raised must have numbers, and this has none.
  return one.purpose === 'version' && !one.greatest && ROLLING.test(tag.name);
}

/** git's glob of `git tag -l`: `*`, `?` and `[…]`, against a name whose holes may be anything. */
function globTakes(pattern: string, name: string): boolean {
  if (pattern.length > 100 || (pattern.match(/\*/g) ?? []).length > 6) return false;
  const source = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replace(/\?/g, '.');
  try {
    return new RegExp(`^${source}$`).test(name.replace(/\{\w+\}/g, '1'));
  } catch {
    return false;
  }
}

function draftOf(one: Computed, others: readonly Made[]): Draft {
  const names = [...new Set(others.map((tag) => `\`${tag.name.replaceAll('{any}', '…')}\``))];
  const looks = one.pattern === undefined ? 'looks at every tag' : `looks at every tag that matches \`${one.pattern}\``;
  return {
    at: one.at,
    certainty: 'likely',
    title:
      one.purpose === 'version'
        ? `The next version is computed from tags that are no versions of it`
        : `The way back leads to tags that are no releases`,
    message:
      `Job \`${one.job.id}\` takes the newest tag (\`${one.command}\`) ${one.purpose === 'version' ? 'and raises it to the next version' : 'as the release to go back to'}. It ${looks}, and ${listed(names)} ${names.length === 1 ? 'is one' : 'are some'}: ` +
      `${listed([...new Set(others.map((tag) => `${tag.effect.workflow.path}:${tag.effect.at.line}`))])} ${others.length === 1 ? 'makes it' : 'make them'}. ` +
      (one.purpose === 'version'
        ? 'After such a tag the next version starts from it, below the last release.'
        : 'After such a tag the rollback deploys what it was to undo.'),
    chain: [
      { kind: 'step', text: one.command, location: one.at, state: 'cut' },
      ...others
        .slice(0, 6)
        .map((tag) => ({ kind: 'effect' as const, text: effectText(tag.effect), location: tag.effect.at, state: 'maybe' as const })),
    ],
    facts: [],
    key: [one.job.id, one.purpose, ...names],
    subject: one,
    advice: `Say which tags count, for example \`git describe --tags --abbrev=0 --match 'v[0-9]*' --exclude '*-*'\`, or give the other tags a name that does not begin like a version.`,
  };
}
