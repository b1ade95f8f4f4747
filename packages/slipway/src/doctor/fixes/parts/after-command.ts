import { maskExpressions, type ShellCommand } from '../../../actions/index.ts';

/**
 * Where a line may be put so that it runs right after a command and as often as it: the offset in the script, and the text.
 * undefined when the command shares its line with something that decides about it.
 */
export function afterCommand(script: string, command: ShellCommand, line: string): { readonly offset: number; readonly text: string } | undefined {
  if (command.substituted) return undefined;
  const { masked } = maskExpressions(script);
  const begin = masked.lastIndexOf('\n', command.start - 1) + 1;
  const before = masked.slice(begin, command.start);
  const stop = masked.indexOf('\n', command.end);
  const end = stop < 0 ? masked.length : stop;
  const rest = masked.slice(command.end, end);
  if (/^\s*$/.test(before) && /^\s*(?:#.*|;\s*)?$/.test(rest)) return { offset: end, text: `\n${before}${line}` };
  if (/&&\s*$/.test(before) && /^\s*$/.test(rest)) return { offset: command.end, text: ` && ${line}` };
  // Behind `if`, `&&` and the like a new line would run whatever came of the command.
  if (/^\s*(?:\|\||&&)/.test(rest) && !/\b(?:if|while|until)\s[^\n]*$/.test(before) && !/<</.test(masked.slice(command.start, command.end)))
    return { offset: command.end, text: ` && ${line}` };
  return undefined;
}
