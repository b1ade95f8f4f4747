import { ghFlagsAsOf, unknownGhOptions } from '../../../tools/index.ts';
import { isOfRelease } from '../context.ts';
import { unknownGhFields } from '../gh-fields.ts';
import type { Claim, Document } from '../types.ts';

/** Flags and fields of `gh` that a document's commands use and `gh` does not have. They are wrong on any day, so reports are read too. */
export function flagClaims(document: Document): Claim[] {
  return document.commands.flatMap((command): Claim[] => {
    if (command.words[0] !== 'gh' || command.words.length < 3 || !isOfRelease(document, command.line)) return [];
    const claim = { kind: 'flag' as const, at: command.at };
    const options = unknownGhOptions(command.words).filter(({ kind }) => kind === 'flag');
    const flags = options.map(
      ({ command: name, name: flag, instead }): Claim => ({
        ...claim,
        about: `gh ${name} ${flag}`,
        text: `\`gh ${name}\` takes ${flag}`,
        verdict: 'false',
        actual: `gh has no such flag (manual of ${ghFlagsAsOf})${instead === undefined ? '' : `; ${instead} does that`}`,
        impact: 'gh prints "unknown flag" and does nothing',
        ...(instead !== undefined && /^--[\w-]+$/.test(instead) ? { correct: { from: flag, to: instead } } : {}),
      }),
    );
    const fields = unknownGhFields(command.words).map(
      ({ field, instead }): Claim => ({
        ...claim,
        about: `gh ${command.words[1]} ${field}`,
        text: `\`gh ${command.words[1]} ${command.words[2]}\` gives the field ${field}`,
        verdict: 'false',
        actual: `gh calls it ${instead}; ${field} is the REST API's name`,
        impact: 'the filter prints null, which reads as if there were none',
        ...(/^\w+$/.test(instead) ? { correct: { from: field, to: instead } } : {}),
      }),
    );
    const found = [...flags, ...fields];
    const name = command.words.slice(0, 3).join(' ');
    return found.length > 0 ? found : [{ ...claim, about: name, text: `\`${name}\` is a command of gh`, verdict: 'true', actual: '', impact: '' }];
  });
}
