/** Commands whose text is a script itself: `eval`, `bash -c`, and an expression of the workflow that holds shell syntax. */
import type { Command } from 'unbash';
import { splitPlaceholders } from '../masks.ts';
import { asText, concat, str } from '../values.ts';
import type { How } from './how.ts';
import type { Machine } from './machine.ts';
import { inSubshell } from './subshell.ts';
import { expandFields, withExpressions } from './words.ts';

const SYNTAX = /[;&|<>()$`"'\\\n]/;
const MARK = '\ue000';

/** Runs the text that the command is; false when it is an ordinary command. */
export function nestedScript(machine: Machine, node: Command, how: How): boolean {
  const name = node.name!.value;
  const at = how.at ?? { start: node.pos, end: node.end };
  if (name === 'eval') return evaluate(machine, node, { ...how, at });
  if ((name === 'bash' || name === 'sh') && node.args.length >= 2) return commandString(machine, node, { ...how, at });
  return node.name!.text.includes(MARK) || node.args.some((arg) => arg.text.includes(MARK)) ? spliced(machine, node, { ...how, at }) : false;
}

function evaluate(machine: Machine, node: Command, how: How): boolean {
  const { vals } = expandFields(
    machine,
    node.args.filter((arg) => arg.type === 'Word'),
    how,
  );
  const script = asText(concat(...vals.flatMap((val, i) => (i > 0 ? [str(' '), val] : [val]))));
  if (script === undefined || vals.length !== node.args.length) return false;
  machine.runner.text(machine, script, how);
  return true;
}

/** `bash -c '…'`; a redirection on it is left to the ordinary way. */
function commandString(machine: Machine, node: Command, how: How): boolean {
  const flag = node.args.findIndex((arg) => /^-[a-z]*c$/.test(arg.text));
  const word = node.args[flag + 1];
  if (flag < 0 || word?.type !== 'Word' || node.redirects.length > 0) return false;
  const [script] = expandFields(machine, [word], how).vals;
  const known = script && asText(script);
  if (known === undefined) return false;
  const options = node.args
    .slice(0, flag + 1)
    .map((arg) => arg.text)
    .join(' ');
  inSubshell(machine, () => {
    machine.set('@errexit', /-[a-z]*e/.test(options));
    machine.set('@pipefail', options.includes('pipefail'));
    machine.runner.text(machine, known, { ...how, tail: true, swallow: how.swallow || (!machine.on('errexit') && how.swallow) });
  });
  return true;
}

/**
 * The runner writes the values of expressions into the script before the shell reads it: one that stands unquoted and holds
 * shell syntax is parsed with the command around it.
 */
function spliced(machine: Machine, node: Command, how: How): boolean {
  const unquoted = [node.name!, ...node.args].some((word) => word.type === 'Word' && holdsSyntax(machine, word));
  if (!unquoted) return false;
  const source = how.source.slice(node.pos, node.end);
  const known = asText(withExpressions(machine, source));
  if (known === undefined) return false;
  machine.runner.text(machine, known, how);
  return true;
}

function holdsSyntax(
  machine: Machine,
  word: { readonly text: string; readonly value: string; readonly parts?: readonly { readonly type: string; readonly text: string }[] | undefined },
): boolean {
  const free = word.parts ? word.parts.filter((part) => part.type === 'Literal').map((part) => part.text) : [word.value];
  return free.some(
    (piece) =>
      piece.includes(MARK) &&
      splitPlaceholders(piece).some((one) => typeof one === 'number' && SYNTAX.test(asText(machine.context.expressions[one] ?? str('')) ?? '')),
  );
}
