import { maskExpressions, type ShellCommand } from '../../../actions/index.ts';

/**
 * Where a line may be put so that it runs right before the statement in which a command stands: the offset in the script, and the text.
 * undefined where the line before goes on in the command's.
 */
export function beforeCommand(script: string, command: ShellCommand, line: string): { readonly offset: number; readonly text: string } | undefined {
  const { masked } = maskExpressions(script);
  const begin = masked.lastIndexOf('\n', command.start - 1) + 1;
  const above = masked.slice(0, Math.max(0, begin - 1));
  if (/(?:\\|&&|\|\|?|\()[ \t]*$/.test(above)) return undefined;
  const indent = /^[ \t]*/.exec(script.slice(begin, command.start))?.[0] ?? '';
  return { offset: begin, text: `${indent}${line}\n` };
}
