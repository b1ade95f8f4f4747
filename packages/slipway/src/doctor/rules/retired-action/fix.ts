import type { Step } from '../../../actions/index.ts';
import { locate } from '../../../chain/index.ts';
import type { Change } from '../../../source/index.ts';
import { changed } from '../../fixes/parts/places.ts';
import { stepAt } from '../../fixes/parts/step-at.ts';
import type { Fixer } from '../../fixes/types.ts';

/** A version that GitHub refuses, and the one to take; or a command that the runner refuses. */
export type RetiredSubject = { readonly step: Step; readonly instead: string } | { readonly step: Step; readonly command: string };

/** The version that GitHub still takes; for a command the file that took its place. */
export const fix: Fixer<RetiredSubject> = function* ({ subject, draft, analysis }) {
  const { step } = subject;
  const seen = stepAt(step.uses ? locate(step.uses.at) : draft.at, analysis);
  if (seen === undefined) return;
  if ('command' in subject) {
    const changes = filesForCommands(step, [...seen.at, 'run']);
    if (changes.length === 0) {
      yield { refused: 'the command is put together in the script', instead: draft.advice ?? '' };
      return;
    }
    yield {
      id: 'environment-file',
      title: `write to the file in place of \`::${subject.command}::\``,
      changes: [changed(seen.path, ...changes)],
      tradeoffs: [],
      check: 'The step succeeds in the next run, and the steps after it see the value.',
    };
    return;
  }
  const version = /v\d+/.exec(subject.instead)?.[0];
  if (version === undefined || step.uses === undefined) return;
  const { text } = step.uses.at;
  // The job fails as long as one of its steps uses it.
  const alike = seen.job?.steps.filter((s) => s.uses?.at.text === text) ?? [seen.step];
  yield {
    id: 'version',
    title: `move to ${text.replace(/@.*$/s, '')}@${version}`,
    changes: [
      changed(
        seen.path,
        ...alike.map((s): Change => ({ op: 'set', at: [...seen.at.slice(0, -1), s.index, 'uses'], value: text.replace(/@.*$/s, `@${version}`) })),
      ),
    ],
    tradeoffs: [
      'Inputs and outputs may have changed between the versions: read its release notes.',
      ...(/@[0-9a-f]{40}/.test(text) ? ['The version is not pinned to a commit any more.'] : []),
    ],
    check: 'The next run starts the job, and the step succeeds.',
  };
};

/** `echo "::set-env name=A::b"` and `echo "::add-path::p"`, as what they should write. */
function filesForCommands(step: Step, at: Change['at']): Change[] {
  return [...(step.run?.text ?? '').matchAll(/echo\s+(["']?)::(?:set-env\s+name=(\w+)|add-path)::([^\n]*?)\1[ \t]*$/gm)].map((m) => {
    const value = m[3]!.trim();
    const text = m[2] === undefined ? `echo "${value}" >> "$GITHUB_PATH"` : `echo "${m[2]}=${value}" >> "$GITHUB_ENV"`;
    return { op: 'splice', at, start: m.index, end: m.index + m[0].length, text };
  });
}
