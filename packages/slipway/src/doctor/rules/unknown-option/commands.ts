import { partsOf, type ShellCommand, type Val } from '../../../actions/index.ts';
import type { JobRun } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import { nearest, unknownGhOptions } from '../../../tools/index.ts';
import type { Draft } from '../../rule.ts';
import { protectionBody } from './protection-body.ts';
import type { OptionSubject } from './subject.ts';

/** Commands to which new versions of gh add flags: there, one that looks like none of theirs may be new. */
const growing = /^(?:run|pr list|secret|variable|workflow (?!run))/;

/** What a command of a script says that its program, or the interface behind it, does not know. */
export function* unknownInCommand(command: ShellCommand, at: Location, job: JobRun): Generator<Draft> {
  const words = command.words.map(looseText);
  if (words[0] !== 'gh' || command.swallowed) return;
  const [option] = unknownGhOptions(words);
  const near = option && nearest(option.name, option.known);
  if (option && (near !== undefined || option.instead !== undefined || !growing.test(option.command))) {
    const what = option.kind === 'flag' ? `flag \`${option.name}\`` : `field \`${option.name}\` for \`--json\``;
    yield {
      at,
      certainty: 'proven',
      title: `\`gh ${option.command}\` has no ${what}`,
      message: `\`gh ${option.command}\` in job \`${job.id}\` refuses the ${what}: it ends with an error before it does anything${command.runs === true ? ', and the step fails' : ''}.${near === undefined ? '' : ` There is \`${near}\`.`}`,
      facts: [],
      key: [job.id, option.command, option.name],
      ...(near === undefined ? {} : { subject: { at, name: option.name, near, isKey: false } satisfies OptionSubject }),
      advice:
        option.instead !== undefined
          ? `Write ${option.instead}.`
          : near === undefined
            ? `\`gh ${option.command} --help\` lists what it takes.`
            : `Write \`${near}\`.`,
    };
    return;
  }
  const wrong = protectionBody(words);
  if (wrong)
    yield {
      at,
      certainty: 'proven',
      title: 'The body of this request is not what the protection of a branch takes',
      message: `GitHub answers this request of job \`${job.id}\` with 422 and changes nothing: ${wrong}.`,
      facts: [],
      key: [job.id, 'protection'],
      advice:
        'Send the whole object with `--input`, with all four of required_status_checks, enforce_admins, required_pull_request_reviews and restrictions.',
    };
}

/** A word with `*` for what is not known of it; undefined when nothing is. */
function looseText(word: Val): string | undefined {
  const parts = partsOf(word);
  return parts.length > 0 && parts.every((p) => typeof p !== 'string') ? undefined : parts.map((p) => (typeof p === 'string' ? p : '*')).join('');
}
