import { commandData } from '../doctor/formats/index.ts';
import type { ConfigProblem } from '../release/index.ts';
import { oneLine } from './exit.ts';
import { painter } from './paint.ts';

const COMMAND = { error: 'error', warning: 'warning', note: 'notice' } as const;

/**
 * Problems of a configuration for a person, a program, or GitHub's annotations; ends with a newline.
 * @param file as the caller named it
 */
export function formatProblems(
  problems: readonly ConfigProblem[],
  file: string,
  format: 'text' | 'json' | 'github',
  { color, prefix }: { readonly color: boolean; readonly prefix: string },
): string {
  const valid = !problems.some(({ severity }) => severity === 'error');
  if (format === 'json') {
    const data = problems.map(({ severity, message, location }) => ({ severity, message: oneLine(message), location }));
    return `${JSON.stringify({ schemaVersion: 1, file, valid, problems: data }, null, 2)}\n`;
  }
  const lines = problems.map(({ severity, message, location: { path, line, column } }) => {
    const said = sentence(oneLine(message));
    if (format === 'text') {
      const paint = painter(color);
      return `${path}:${line}:${column}: ${paint[severity](severity)}: ${said}`;
    }
    const name = prefix === '' ? path : `${prefix}/${path}`;
    return `::${COMMAND[severity]} file=${property(name)},line=${line},col=${column},title=${property(`${file} is ${severity === 'error' ? 'wrong' : 'doubtful'}`)}::${commandData(said)}`;
  });
  return `${[...lines, `${file}: ${summary(problems)}`].join('\n')}\n`;
}

function summary(problems: readonly ConfigProblem[]): string {
  const parts = (['error', 'warning', 'note'] as const).flatMap((level) => {
    const count = problems.filter(({ severity }) => severity === level).length;
    return count === 0 ? [] : [`${count} ${level}${count === 1 ? '' : 's'}`];
  });
  return parts.length === 0 ? 'nothing is wrong.' : `${parts.join(', ')}.`;
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

const property = (text: string): string => commandData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
