/** `[ … ]`, `test` and `[[ … ]]` with three answers. */
import type { TestExpression, Word } from 'unbash';
import type { Truth, Val } from '../value.ts';
import { and, asText, not, or, str } from '../values.ts';
import { integer } from './arithmetic.ts';
import type { How } from './how.ts';
import type { Machine } from './machine.ts';
import { compilePattern } from './pattern.ts';
import { compileRegex, execRegex } from './regex.ts';
import { forAll, isEmpty, matches, sameText } from './texts.ts';
import { assign, lookUp } from './variables.ts';
import { expandOne, expandPattern } from './words.ts';

const MOST_DEPTH = 200;

/** The answer of a `[[ … ]]`. */
export function judge(machine: Machine, node: TestExpression, how: How, depth = 0): Truth {
  if (depth > MOST_DEPTH) return undefined;
  switch (node.type) {
    case 'TestGroup':
      return judge(machine, node.expression, how, depth + 1);
    case 'TestNot': {
      const inner = judge(machine, node.operand, how, depth + 1);
      return node.negations.length % 2 === 1 ? not(inner) : inner;
    }
    case 'TestLogical': {
      let answer: Truth = node.operator === '&&';
      for (const operand of node.operands) {
        const one = judge(machine, operand, how, depth + 1);
        answer = node.operator === '&&' ? and(answer, one) : or(answer, one);
        if (answer === (node.operator !== '&&')) return answer;
      }
      return answer;
    }
    case 'TestUnary':
      return unary(machine, node.operator, expandOne(machine, node.operand, how));
    case 'TestBinary':
      return doubleBracket(machine, node, how);
  }
}

function doubleBracket(machine: Machine, node: TestExpression & { type: 'TestBinary' }, how: How): Truth {
  const left = expandOne(machine, node.left, how);
  if (node.operator === '=~') return regexMatch(machine, left, node, how);
  if (node.operator === '==' || node.operator === '=' || node.operator === '!=') {
    const same = matches(left, compilePattern(expandPattern(machine, node.right, how)));
    return node.operator === '!=' ? not(same) : same;
  }
  return binary(node.operator, left, expandOne(machine, node.right, how));
}

/** `=~`: the quoted pieces of the expression stand for themselves. */
function regexMatch(machine: Machine, left: Val, node: TestExpression & { type: 'TestBinary' }, how: How): Truth {
  const source = node.right.parts
    ? regexSource(machine, node.right, how)
    : { known: asText(expandOne(machine, { ...node.right, parts: undefined, value: node.right.text }, how)) };
  const regex = source.known === undefined ? undefined : compileRegex(source.known, true);
  const known = asText(left);
  assign(machine, 'BASH_REMATCH', undefined);
  if (!regex) return unknownMatch(machine);
  const answer = forAll(left, (one) => {
    const text = asText(one);
    if (text === undefined) return undefined;
    const found = execRegex(regex, text, machine.fuel);
    return found === undefined ? undefined : found !== null;
  });
  if (known === undefined) {
    unknownMatch(machine);
    return answer;
  }
  const found = execRegex(regex, known, machine.fuel);
  if (!found) return found === null ? answer : unknownMatch(machine);
  const items = Array.from({ length: found.length / 2 }, (_, i) => str(found[i * 2]! < 0 ? '' : known.slice(found[i * 2], found[i * 2 + 1])));
  assign(machine, 'BASH_REMATCH', items[0], { items });
  return answer;
}

function unknownMatch(machine: Machine): undefined {
  assign(machine, 'BASH_REMATCH', { k: 'unknown', why: 'a match' });
  return undefined;
}

function regexSource(machine: Machine, word: Word, how: How): { known: string | undefined } {
  let known = '';
  for (const part of word.parts ?? []) {
    const quoted = part.type === 'SingleQuoted' || part.type === 'DoubleQuoted' || part.type === 'AnsiCQuoted';
    const plain = part.type === 'Literal' || part.type === 'Glob' || part.type === 'ExtendedGlob' || part.type === 'BraceExpansion';
    const one = asText(expandOne(machine, { ...word, parts: plain ? undefined : [part], value: part.text, text: part.text }, how));
    if (one === undefined) return { known: undefined };
    known += quoted ? one.replace(/[.*+?()[\]{}|^$\\]/g, '\\$&') : one;
  }
  return { known };
}

function unary(machine: Machine, operator: string, val: Val): Truth {
  if (operator === '-z') return isEmpty(val);
  if (operator === '-n') return not(isEmpty(val));
  if (operator === '-v') return setOf(machine, val);
  return undefined;
}

function setOf(machine: Machine, name: Val): Truth {
  const known = asText(name);
  return known === undefined ? undefined : lookUp(machine, known).set;
}

function binary(operator: string, a: Val, b: Val): Truth {
  switch (operator) {
    case '=':
    case '==':
      return sameText(a, b);
    case '!=':
      return not(sameText(a, b));
    case '<':
    case '>': {
      const [x, y] = [asText(a), asText(b)];
      return x === undefined || y === undefined ? undefined : operator === '<' ? x < y : x > y;
    }
    default:
      return numeric(operator, a, b);
  }
}

const NUMERIC: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '-eq': (a, b) => a === b,
  '-ne': (a, b) => a !== b,
  '-lt': (a, b) => a < b,
  '-le': (a, b) => a <= b,
  '-gt': (a, b) => a > b,
  '-ge': (a, b) => a >= b,
};

function numeric(operator: string, a: Val, b: Val): Truth {
  const compare = NUMERIC[operator];
  if (!compare) return undefined;
  return forAll(a, (x) =>
    forAll(b, (y) => {
      const [left, right] = [integer(asText(x)?.trim() ?? '?'), integer(asText(y)?.trim() ?? '?')];
      return left === undefined || right === undefined ? undefined : compare(left, right);
    }),
  );
}

/** The answer of `test` or `[` with these arguments (without the closing `]`). */
export function judgeWords(machine: Machine, args: readonly Val[]): Truth {
  return new Words(machine, args).all();
}

const BINARY = /^(=|==|!=|<|>|-eq|-ne|-lt|-le|-gt|-ge|-nt|-ot|-ef)$/;

class Words {
  readonly #machine: Machine;
  readonly #args: readonly Val[];
  #at = 0;

  constructor(machine: Machine, args: readonly Val[]) {
    this.#machine = machine;
    this.#args = args;
  }

  all(): Truth {
    if (this.#args.length === 0) return false;
    const answer = this.#or(0);
    return this.#at === this.#args.length ? answer : undefined;
  }

  #word(ahead = 0): string | undefined {
    const arg = this.#args[this.#at + ahead];
    return arg && asText(arg);
  }

  #or(depth: number): Truth {
    let answer = this.#and(depth);
    while (this.#word() === '-o') {
      this.#at++;
      answer = or(answer, this.#and(depth));
    }
    return answer;
  }

  #and(depth: number): Truth {
    let answer = this.#one(depth);
    while (this.#word() === '-a') {
      this.#at++;
      answer = and(answer, this.#one(depth));
    }
    return answer;
  }

  #one(depth: number): Truth {
    const left = this.#args[this.#at];
    if (left === undefined || depth > MOST_DEPTH) return undefined;
    const operator = this.#word(1);
    if (operator !== undefined && BINARY.test(operator) && this.#at + 2 < this.#args.length) {
      const right = this.#args[this.#at + 2]!;
      this.#at += 3;
      return binary(operator, left, right);
    }
    const word = this.#word();
    if (word === '!') {
      this.#at++;
      return not(this.#one(depth + 1));
    }
    if (word === '(') {
      this.#at++;
      const answer = this.#or(depth + 1);
      if (this.#word() === ')') this.#at++;
      return answer;
    }
    if (word !== undefined && /^-[a-zA-Z]$/.test(word) && this.#at + 1 < this.#args.length) {
      const operand = this.#args[this.#at + 1]!;
      this.#at += 2;
      return unary(this.#machine, word, operand);
    }
    this.#at++;
    return not(isEmpty(left));
  }
}
