/** Statements and words of a script that is read without a grammar. */
export type Dialect = 'powershell' | 'cmd' | 'posix';

export interface Token {
  /** Pieces of the word; in a literal one variables are not expanded. */
  readonly pieces: readonly { readonly text: string; readonly literal: boolean }[];
  readonly source: string;
  readonly start: number;
  readonly end: number;
}

export interface Statement {
  /** The words of each command of a pipe. */
  readonly pipe: readonly (readonly Token[])[];
  /** Target of `>` or `>>` after the last one. */
  readonly redirect?: Token;
  /** It stands in a block, so it may not run. */
  readonly nested: boolean;
}

const ESCAPE: Readonly<Record<Dialect, string>> = { powershell: '`', cmd: '^', posix: '\\' };
const KEYWORDS: Readonly<Record<Dialect, RegExp>> = {
  powershell:
    /^(if|elseif|else|foreach|for|while|do|until|try|catch|finally|switch|function|param|return|throw|exit|break|continue|process|begin|end)$/i,
  cmd: /^(if|else|for|do|goto|exit|rem|setlocal|endlocal|not|exist|@echo)$/i,
  posix: /^(if|then|elif|else|fi|for|while|until|do|done|case|esac|in|function|exit|return|!)$/,
};
const OPENING = /^(if|then|do|for|while|until|case|else|foreach)$/i;

/** Splits a script into statements, in order; every character is looked at once. */
export function statements(script: string, dialect: Dialect): Statement[] {
  return new Scanner(script, dialect).all();
}

class Scanner {
  readonly #script: string;
  readonly #dialect: Dialect;
  readonly #found: Statement[] = [];
  #at = 0;
  /** Depth of braces, and of `if … fi` in a shell script. */
  #depth = 0;
  #pipe: Token[][] = [];
  #words: Token[] = [];
  #redirect: Token | undefined;
  #redirecting = false;
  /** The statement follows a condition on its own line. */
  #conditional = false;
  /** Up to here no brace closes. */
  #unclosed = 0;

  constructor(script: string, dialect: Dialect) {
    this.#script = script;
    this.#dialect = dialect;
  }

  all(): Statement[] {
    while (this.#at < this.#script.length) this.#step();
    this.#endStatement(true);
    return this.#found;
  }

  #step(): void {
    const c = this.#script[this.#at]!;
    const next = this.#script[this.#at + 1];
    if (c === '\n') this.#separate(1, true);
    else if (c === ' ' || c === '\t' || c === '\r') this.#at++;
    else if (c === ESCAPE[this.#dialect] && (next === '\n' || next === '\r')) this.#at += next === '\r' ? 3 : 2;
    else if (this.#isComment(c)) this.#skipLine();
    else if (c === '<' && next === '#' && this.#dialect === 'powershell') this.#skipTo('#>');
    else if ((c === ';' && this.#dialect !== 'cmd') || (c === '&' && next !== '&' && this.#dialect !== 'powershell')) this.#separate(1, false);
    else if ((c === '&' || c === '|') && next === c) {
      this.#separate(2, false);
      this.#conditional = true;
    } else if (c === '|') this.#endCommand();
    else if (c === '&') this.#at++;
    else if (c === '{' || c === '}' || c === '(' || c === ')') this.#bracket(c);
    else if (c === '>') this.#openRedirect();
    else this.#word();
  }

  #isComment(c: string): boolean {
    if (this.#dialect === 'cmd') return this.#words.length === 0 && /^(::|@?rem\b)/i.test(this.#script.slice(this.#at, this.#at + 6));
    return c === '#';
  }

  #skipLine(): void {
    const end = this.#script.indexOf('\n', this.#at);
    this.#at = end < 0 ? this.#script.length : end;
  }

  #skipTo(close: string): void {
    const end = this.#script.indexOf(close, this.#at);
    this.#at = end < 0 ? this.#script.length : end + close.length;
  }

  #separate(length: number, line: boolean): void {
    this.#at += length;
    this.#endStatement(line);
  }

  #bracket(c: string): void {
    this.#at++;
    if (c === '(' && this.#dialect === 'powershell') {
      this.#parenthesised();
      return;
    }
    this.#endStatement(false);
    if (c === '{' || c === '(') this.#depth++;
    else this.#depth = Math.max(0, this.#depth - 1);
  }

  /** `(…)` in PowerShell is a value or a condition: nothing of it is known. */
  #parenthesised(): void {
    const start = this.#at - 1;
    let depth = 1;
    while (this.#at < this.#script.length && depth > 0) {
      const c = this.#script[this.#at++];
      if (c === '(') depth++;
      else if (c === ')') depth--;
    }
    this.#push({ pieces: [{ text: '$(…)', literal: false }], source: this.#script.slice(start, this.#at), start, end: this.#at });
  }

  #openRedirect(): void {
    while (this.#script[this.#at] === '>') this.#at++;
    if (this.#script[this.#at] === '&') {
      this.#at += 2;
      return;
    }
    this.#redirecting = true;
  }

  #endCommand(): void {
    this.#at++;
    this.#takeWords();
  }

  #takeWords(): void {
    let words = this.#words;
    this.#words = [];
    while (words.length > 0 && KEYWORDS[this.#dialect].test(words[0]!.source)) words = this.#keyword(words);
    if (words.length > 0) this.#pipe.push(words);
  }

  /** Drops a keyword; what follows a condition on the same line may not run. */
  #keyword(words: Token[]): Token[] {
    const word = words[0]!.source;
    if (this.#dialect === 'posix') {
      if (/^(if|for|while|until|case)$/.test(word)) this.#depth++;
      else if (/^(fi|done|esac)$/.test(word)) this.#depth = Math.max(0, this.#depth - 1);
      return /^(for|case|function)$/.test(word) ? [] : words.slice(1);
    }
    if (OPENING.test(word)) this.#conditional = true;
    return [];
  }

  #endStatement(line: boolean): void {
    this.#takeWords();
    if (this.#pipe.length > 0) this.#found.push({ pipe: this.#pipe, redirect: this.#redirect, nested: this.#depth > 0 || this.#conditional });
    this.#pipe = [];
    this.#redirect = undefined;
    this.#redirecting = false;
    if (line) this.#conditional = false;
  }

  #push(token: Token): void {
    if (this.#redirecting) this.#redirect = token;
    else this.#words.push(token);
    this.#redirecting = false;
  }

  #word(): void {
    const start = this.#at;
    const pieces: { text: string; literal: boolean }[] = [];
    let plain = '';
    const endPlain = () => {
      if (plain !== '') pieces.push({ text: plain, literal: false });
      plain = '';
    };
    while (this.#at < this.#script.length) {
      const c = this.#script[this.#at]!;
      if (c === '"' || (c === "'" && this.#dialect !== 'cmd')) {
        endPlain();
        pieces.push({ text: this.#quoted(c), literal: c === "'" });
      } else if (c === '@' && /["']/.test(this.#script[this.#at + 1] ?? '') && this.#dialect === 'powershell') {
        endPlain();
        pieces.push(this.#hereString(this.#script[this.#at + 1]!));
      } else if (c === '$' && this.#script[this.#at + 1] === '(') {
        endPlain();
        pieces.push({ text: this.#substitution(), literal: false });
      } else if (c === '$' && this.#script[this.#at + 1] === '{') plain += this.#until('}');
      else if (c === ESCAPE[this.#dialect] && this.#script[this.#at + 1] !== undefined && !/[\r\n]/.test(this.#script[this.#at + 1]!)) {
        endPlain();
        pieces.push({ text: this.#script[this.#at + 1]!, literal: true });
        this.#at += 2;
      } else if (/[\s;|&(){}>]/.test(c) && !(this.#dialect === 'cmd' && c === ';')) break;
      else {
        plain += c;
        this.#at++;
      }
    }
    endPlain();
    if (this.#at === start) this.#at++;
    else this.#push({ pieces, source: this.#script.slice(start, this.#at), start, end: this.#at });
  }

  #until(close: string): string {
    let to = this.#at + 2;
    if (to > this.#unclosed) {
      while (to < this.#script.length && this.#script[to] !== close && this.#script[to] !== '\n') to++;
      if (this.#script[to] === close) to++;
      else {
        this.#unclosed = to;
        to = this.#at + 2;
      }
    }
    const text = this.#script.slice(this.#at, to);
    this.#at = to;
    return text;
  }

  #quoted(quote: string): string {
    const from = ++this.#at;
    while (this.#at < this.#script.length && this.#script[this.#at] !== quote) {
      if (quote === '"' && this.#script[this.#at] === ESCAPE[this.#dialect] && this.#dialect !== 'cmd') this.#at++;
      this.#at++;
    }
    const text = this.#script.slice(from, this.#at);
    this.#at = Math.min(this.#at + 1, this.#script.length);
    return text;
  }

  #hereString(quote: string): { text: string; literal: boolean } {
    const from = this.#at + 2;
    const end = this.#script.indexOf(`\n${quote}@`, from);
    const text = this.#script.slice(from, end < 0 ? this.#script.length : end).replace(/^\r?\n/, '');
    this.#at = Math.min(end < 0 ? this.#script.length : end + 3, this.#script.length);
    return { text, literal: quote === "'" };
  }

  #substitution(): string {
    this.#at += 2;
    for (let depth = 1; this.#at < this.#script.length && depth > 0; this.#at++) {
      if (this.#script[this.#at] === '(') depth++;
      else if (this.#script[this.#at] === ')') depth--;
    }
    return '$(…)';
  }
}
