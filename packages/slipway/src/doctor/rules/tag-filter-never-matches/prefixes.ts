import type { Workflow } from '../../../actions/index.ts';
import type { Change } from '../../../source/index.ts';
import { rewritten } from '../../fixes/parts/conditions.ts';
import { inJob, inStep } from '../../fixes/parts/places.ts';

/** Names of variables that hold the tag. */
const cut = /\$\{(?:GITHUB_REF(?:_NAME)?|\w*(?:TAG|VERSION|REF)\w*)##?(?:refs\/tags\/)?v\}/gi;

/** The workflow takes the name of its tag apart: at its `v`, as a version, by its place. */
export const readsPrefix = (workflow: Workflow): boolean =>
  new RegExp(`${cut.source}|type=(?:semver|pep440)|refs/tags/v|\\bcut\\s+-c\\s*2-|\\[1:\\]|:1\\}`, 'i').test(workflow.file.text);

/** Conditions and scripts that cut one prefix off the tag cut the other. */
export function prefixChanges(workflow: Workflow, from: string, to: string): Change[] {
  const asked = new RegExp(`('refs/tags/)${from.replace(/[.+?*[\]()^$|\\]/g, '\\$&')}(?=')`, 'g');
  return workflow.jobs.flatMap((j) => [
    ...(j.if ? rewritten(j.if, inJob(j, 'if'), asked, `$1${to}`) : []),
    ...j.steps.flatMap((s): Change[] => [
      ...(s.if ? rewritten(s.if, inStep(s, j, 'if'), asked, `$1${to}`) : []),
      ...[...(s.run?.text.matchAll(cut) ?? [])].map(
        (m): Change => ({
          op: 'splice',
          at: inStep(s, j, 'run'),
          start: m.index + m[0].length - 2,
          end: m.index + m[0].length - 1,
          text: to,
        }),
      ),
    ]),
  ]);
}
