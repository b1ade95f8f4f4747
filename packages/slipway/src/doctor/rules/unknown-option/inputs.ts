import type { Step } from '../../../actions/index.ts';
import { unknownInput } from '../../../tools/index.ts';
import { actionVersion } from '../../action-versions.ts';
import type { Draft } from '../../rule.ts';
import type { OptionSubject } from './subject.ts';

/** Inputs of the action that this one took the place of: it does by itself what they asked for. */
const leftOver = /^dtolnay\/rust-toolchain:(?:override|profile|default)$/i;

/** Inputs that a step gives to an action which does not declare them. GitHub warns of it in the log and goes on. */
export function* unknownInputs(step: Step, job: string): Generator<Draft> {
  const asked = actionVersion(step);
  if (asked === undefined || (step.uses!.is.kind === 'remote' && step.uses!.is.path !== '')) return;
  const { action, written, major } = asked;
  for (const { name, key } of step.with) {
    const unknown = unknownInput(action, major, name);
    if (unknown === undefined || leftOver.test(`${action}:${name}`)) continue;
    const { near, since, until } = unknown;
    const version = written === '' ? '' : `@${written}`;
    const why =
      since !== undefined
        ? `Version ${since} is the first that has it.`
        : until !== undefined
          ? `Version ${until} was the last that had it.`
          : near === undefined
            ? 'No version of it has such an input.'
            : `The input that it has is called \`${near}\`.`;
    yield {
      at: key.file.locate(key.span),
      severity: 'warning',
      certainty: 'proven',
      title: `${action}${version} has no input \`${name}\``,
      message: `${action}${version} in job \`${job}\` does not declare \`${name}\`: GitHub writes a warning to the log and the action goes on without what is written here. ${why}`,
      facts: [],
      key: [job, step.id ?? action, name],
      subject: { at: key.file.locate(key.span), name, ...(near === undefined ? {} : { near }), isKey: true } satisfies OptionSubject,
      advice:
        near === undefined
          ? since === undefined
            ? 'Remove it, or see what took its place.'
            : `Use ${action}@v${since} or later.`
          : `Write \`${near}\`.`,
    };
  }
}
