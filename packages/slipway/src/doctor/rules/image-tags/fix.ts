import type { Step } from '../../../actions/index.ts';
import { locate } from '../../../chain/index.ts';
import type { Change } from '../../../source/index.ts';
import { changed } from '../../fixes/parts/places.ts';
import { type SeenStep, stepAt } from '../../fixes/parts/step-at.ts';
import type { Fixer } from '../../fixes/types.ts';
import { literally } from '../../patterns.ts';

/** Rules for versions that read none: from tags with something in front, or in a run that is given the version in an input. */
export interface TagsSubject {
  readonly step: Step;
  /** What stands before the version in the tags. */
  readonly family?: string;
  readonly input?: string;
}

const check = 'The log of docker/metadata-action lists a tag with the version in the next release.';

/** The rules read the version where it is. */
export const fix: Fixer<TagsSubject | undefined> = function* ({ subject, draft, analysis }) {
  const seen = subject?.step.uses && stepAt(locate(subject.step.uses.at), analysis);
  const rules = seen ? versionRules(seen) : [];
  if (subject === undefined || !seen || rules.length === 0 || (subject.family === undefined && subject.input === undefined)) {
    yield { refused: 'where the version comes from is for a person to say', instead: draft.advice ?? '' };
    return;
  }
  const { family, input } = subject;
  const at = [...seen.at, 'with', 'tags'];
  if (input !== undefined)
    yield {
      id: 'value',
      title: `give the rules the version of the input \`${input}\``,
      changes: [
        changed(seen.path, ...rules.map((r): Change => ({ op: 'splice', at, start: r.end, end: r.end, text: `,value=\${{ inputs.${input} }}` }))),
      ],
      tradeoffs: [],
      check,
    };
  else if (family !== undefined && rules.every((r) => captures[r.pattern] !== undefined))
    yield {
      id: 'match',
      title: `take the version out of tags such as \`${family}1.2.3\``,
      changes: [
        changed(
          seen.path,
          ...rules.map(
            (r): Change => ({
              op: 'splice',
              at,
              start: r.start,
              end: r.end,
              text: `type=match,pattern=${literally(family)}${captures[r.pattern]},group=1${r.rest}`,
            }),
          ),
        ),
      ],
      tradeoffs: ['`type=match` does not keep pre-releases from the shorter tags: the patterns take versions of numbers alone there.'],
      check,
    };
};

/** What of a tag each pattern of `type=semver` stands for. */
const captures: Readonly<Record<string, string>> = {
  '{{version}}': '(\\d+\\.\\d+\\.\\d+.*)',
  '{{raw}}': '(.*)',
  '{{major}}.{{minor}}.{{patch}}': '(\\d+\\.\\d+\\.\\d+)$',
  '{{major}}.{{minor}}': '(\\d+\\.\\d+)\\.\\d+$',
  '{{major}}': '(\\d+)\\.\\d+\\.\\d+$',
};

interface VersionRule {
  readonly start: number;
  readonly end: number;
  readonly pattern: string;
  readonly rest: string;
}

/** Lines `type=semver,pattern=…` of the step's `tags` that say neither what to match nor a value. */
function versionRules({ step }: SeenStep): VersionRule[] {
  const value = step.with.find((p) => p.name === 'tags')?.value;
  if (value?.kind !== 'scalar') return [];
  return [...value.text.matchAll(/^[ \t]*(type=semver,pattern=(\{\{[^,\n]*?\}\})((?:,[^,\n]+)*))[ \t]*$/gm)].flatMap((m) => {
    // The whole tag is what the rule would read by itself.
    const rest = m[3]!.replace(/,value=\$\{\{\s*github\.ref(?:_name)?\s*\}\}/, '');
    if (/,(?:value|match)=/.test(rest)) return [];
    const start = m.index + m[0].indexOf(m[1]!);
    return [{ start, end: start + m[1]!.length, pattern: m[2]!, rest }];
  });
}
