/** `$(( ))`, `(( ))` and `let` on known integers; anything else is undefined. */
import type { ArithmeticExpression, WordPart } from 'unbash';

/** How the expression reads and writes variables, and expands `$…` parts. */
export interface Numbers {
  read(name: string): number | undefined;
  write(name: string, value: number | undefined): void;
  expand(parts: readonly WordPart[]): string | undefined;
}

const MOST_DEPTH = 100;

/** The value of an expression; undefined when it hangs on something that is not known. Assignments in it are carried out. */
export function calculate(node: ArithmeticExpression, numbers: Numbers, depth = 0): number | undefined {
  if (depth > MOST_DEPTH) return undefined;
  switch (node.type) {
    case 'ArithmeticGroup':
      return calculate(node.expression, numbers, depth + 1);
    case 'ArithmeticWord':
      return word(node.value, node.parts, numbers);
    case 'ArithmeticUnary':
      return unary(node.operator, node.operand, node.prefix, numbers, depth);
    case 'ArithmeticBinary':
      return binary(node.operator, node.left, node.right, numbers, depth);
    case 'ArithmeticTernary': {
      const test = calculate(node.test, numbers, depth + 1);
      if (test === undefined) return undefined;
      return calculate(test !== 0 ? node.consequent : node.alternate, numbers, depth + 1);
    }
    default:
      return undefined;
  }
}

function word(value: string, parts: readonly WordPart[] | undefined, numbers: Numbers): number | undefined {
  const known = parts ? numbers.expand(parts) : value;
  if (known === undefined) return undefined;
  const trimmed = known.trim();
  if (/^[A-Za-z_]\w*$/.test(trimmed)) return numbers.read(trimmed);
  if (/^\$\{?[A-Za-z_]\w*\}?$/.test(trimmed)) return numbers.read(trimmed.replace(/[${}]/g, ''));
  return integer(trimmed);
}

/** A number as the shell reads it: decimal, `0x…`, `0…` octal, `10#…`; the empty text is 0. */
export function integer(known: string): number | undefined {
  if (known === '') return 0;
  const based = /^10#([0-9]+)$/.exec(known);
  if (based) return Number(based[1]);
  if (/^-?0[0-7]+$/.test(known)) return Number.parseInt(known, 8);
  return /^[-+]?(?:[1-9][0-9]*|0|0x[0-9a-fA-F]+)$/.test(known) ? Number(known) : undefined;
}

function unary(operator: string, operand: ArithmeticExpression, prefix: boolean, numbers: Numbers, depth: number): number | undefined {
  const value = calculate(operand, numbers, depth + 1);
  if (operator === '++' || operator === '--') {
    const next = value === undefined ? undefined : safe(value + (operator === '++' ? 1 : -1));
    const name = nameOf(operand);
    if (name) numbers.write(name, next);
    return prefix ? next : value;
  }
  if (value === undefined) return undefined;
  if (operator === '-') return -value;
  if (operator === '!') return value === 0 ? 1 : 0;
  if (operator === '~') return safe(-value - 1);
  return operator === '+' ? value : undefined;
}

function nameOf(node: ArithmeticExpression): string | undefined {
  return node.type === 'ArithmeticWord' && /^[A-Za-z_]\w*$/.test(node.value) ? node.value : undefined;
}

function binary(operator: string, left: ArithmeticExpression, right: ArithmeticExpression, numbers: Numbers, depth: number): number | undefined {
  const name = nameOf(left);
  if (operator.endsWith('=') && !['==', '!=', '<=', '>='].includes(operator) && name) {
    const value = calculate(right, numbers, depth + 1);
    const before = operator === '=' ? 0 : numbers.read(name);
    const result = value === undefined || before === undefined ? undefined : operator === '=' ? value : combine(operator.slice(0, -1), before, value);
    numbers.write(name, result);
    return result;
  }
  const a = calculate(left, numbers, depth + 1);
  if (operator === '&&' && a === 0) return 0;
  if (operator === '||' && a !== undefined && a !== 0) return 1;
  const b = calculate(right, numbers, depth + 1);
  return a === undefined || b === undefined ? undefined : combine(operator, a, b);
}

function combine(operator: string, a: number, b: number): number | undefined {
  switch (operator) {
    case '+':
      return safe(a + b);
    case '-':
      return safe(a - b);
    case '*':
      return safe(a * b);
    case '/':
      return b === 0 ? undefined : Math.trunc(a / b);
    case '%':
      return b === 0 ? undefined : a % b;
    case '**':
      return b < 0 ? undefined : safe(a ** b);
    case '==':
      return Number(a === b);
    case '!=':
      return Number(a !== b);
    case '<':
      return Number(a < b);
    case '>':
      return Number(a > b);
    case '<=':
      return Number(a <= b);
    case '>=':
      return Number(a >= b);
    case '&&':
      return Number(a !== 0 && b !== 0);
    case '||':
      return Number(a !== 0 || b !== 0);
    case ',':
      return b;
    default:
      return undefined;
  }
}

/** The shell counts in 64 bits; what does not fit a double exactly is left unknown. */
function safe(value: number): number | undefined {
  return Number.isSafeInteger(value) ? value : undefined;
}
