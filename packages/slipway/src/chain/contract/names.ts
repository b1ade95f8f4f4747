import { alternatives, coerceText, type Hole, type Part, partsOf, text, type Val } from '../../actions/index.ts';

/**
 * A name or a path as one text, in which a character of the private use area stands for each hole: names can then be cut at slashes, joined
 * and compared like any text.
 */
export type Name = string;

const holes: readonly Hole[] = ['version', 'number', 'date', 'sha', 'word', 'any'];
const first = 0xe000;
const markOf = (hole: Hole): string => String.fromCharCode(first + holes.indexOf(hole));

/** Stands for anything, also for nothing, also for a slash. */
export const ANY: Name = markOf('any');
/** Stands for a version without its `v`. */
export const VERSION: Name = markOf('version');
const isMark = /[\ue000-\ue005]/;

/** Alternatives of one value that are told apart. */
const mostNames = 16;

/** The texts that a value may be. @param version the version of the release that is walked, which becomes a hole */
export function namesOf(value: Val, version: string): Name[] {
  const out = new Set<Name>();
  for (const one of alternatives(value).slice(0, mostNames)) out.add(nameOf(one, version));
  return [...out];
}

function nameOf(value: Val, version: string): Name {
  if (value.k === 'unknown' || value.k === 'token' || value.k === 'obj' || value.k === 'arr') return ANY;
  const parts = partsOf(coerceText(value));
  return withHole(parts.map((p) => (typeof p === 'string' ? p.replace(/[\ue000-\ue005]/g, '?') : markOf(p.hole))).join(''), version);
}

/** The version itself, where it stands on its own, is a hole like any other version. */
function withHole(name: Name, version: string): Name {
  if (version === '') return name;
  if (version === '') return name;
  let from = 0;
  let out = '';
  for (;;) {
    const at = name.indexOf(version, from);
    if (at < 0) return out + name.slice(from);
    const end = at + version.length;
    const alone = !/[\d.]/.test(name[at - 1] ?? '') && !/^(?:\d|\.\d)/.test(name.slice(end, end + 2));
    out += name.slice(from, at) + (alone ? VERSION : version);
    from = end;
  }
}

/** The value that a name is. */
export function nameValue(name: Name): Val {
  const parts: Part[] = [];
  let literal = '';
  for (const c of name) {
    if (!isMark.test(c)) {
      literal += c;
      continue;
    }
    if (literal !== '') parts.push(literal);
    literal = '';
    parts.push({ hole: holes[c.charCodeAt(0) - first]! });
  }
  if (literal !== '') parts.push(literal);
  return text(parts);
}

/** A name as a reader sees it: `tool-{version}.zip`; what is not known is an ellipsis. */
export function shownName(name: Name): string {
  return name.replace(/[\ue000-\ue005]/g, (c) => (c === VERSION ? '{version}' : c === ANY ? '…' : `{${holes[c.charCodeAt(0) - first]}}`));
}

/** Nothing but a version, a date or a number is open in it. */
export const isKnown = (name: Name): boolean => !/[\ue004\ue005]/.test(name);

/** One character, or any number of them. */
interface Element {
  readonly many: boolean;
  test(c: string): boolean;
  readonly literal?: string;
}

const lit = (c: string): Element => ({ many: false, literal: c, test: (x) => x === c });
const one = (re: RegExp): Element => ({ many: false, test: (x) => re.test(x) });
const many = (re: RegExp): Element => ({ many: true, test: (x) => re.test(x) });

const digit = /[0-9]/;
const elementsOfHole: Readonly<Record<Hole, readonly Element[]>> = {
  version: [one(digit), many(/[0-9A-Za-z.+-]/)],
  number: [one(digit), many(digit)],
  date: [one(digit), many(/[0-9T:.-]/)],
  sha: [one(/[0-9a-f]/), many(/[0-9a-f]/)],
  word: [one(/[^/\s]/), many(/[^/\s]/)],
  any: [many(/./s)],
};

/** Whether two names may be the same: each hole may be filled in. Case counts. */
export function mayBeSame(a: Name, b: Name): boolean {
  return meets(elements(a), elements(b));
}

/** Whether a file may be one that a glob of `@actions/glob` or a shell means. */
export function globMayMatch(glob: Name, path: Name): boolean {
  return bracesOf(glob).some((g) => meets(globElements(g), elements(path)));
}

const literals = new Map<string, Element>();

/** One element for each character: they are made millions of times. */
function literal(c: string): Element {
  let made = literals.get(c);
  if (made === undefined) {
    made = lit(c);
    if (literals.size < 4096) literals.set(c, made);
  }
  return made;
}

function elements(name: Name): Element[] {
  const out: Element[] = [];
  for (const c of name) {
    if (isMark.test(c)) out.push(...elementsOfHole[holes[c.charCodeAt(0) - first]!]);
    else out.push(literal(c));
  }
  return out;
}

function globElements(glob: Name): Element[] {
  const out: Element[] = [];
  for (let i = 0; i < glob.length; i++) {
    const c = glob[i]!;
    if (c === '*') {
      if (glob[i + 1] === '*') {
        // A `**` with its slashes may also be nothing.
        while (glob[i + 1] === '*') i++;
        if (glob[i + 1] === '/') i++;
        out.push(many(/./s));
      } else out.push(many(/[^/]/));
    } else if (c === '?') out.push(one(/[^/]/));
    else if (c === '[' && glob.indexOf(']', i + 2) > 0) {
      i = glob.indexOf(']', i + 2);
      out.push(one(/[^/]/));
    } else if (isMark.test(c)) out.push(...elementsOfHole[holes[c.charCodeAt(0) - first]!]);
    else out.push(literal(c));
  }
  return out;
}

/** `{a,b}` written out; at most 32 texts. */
function bracesOf(glob: Name): Name[] {
  const m = /^(.*?)\{([^{}]*,[^{}]*)\}(.*)$/s.exec(glob);
  if (m === null) return [glob];
  return m[2]!
    .split(',')
    .slice(0, 16)
    .flatMap((item) => bracesOf(`${m[1]}${item}${m[3]}`))
    .slice(0, 32);
}

/** Whether the ends that both know in full already differ: most names part there. */
function part(a: readonly Element[], b: readonly Element[]): boolean {
  const most = Math.min(a.length, b.length);
  for (let i = 0; i < most && a[i]!.literal !== undefined && b[i]!.literal !== undefined; i++) if (a[i]!.literal !== b[i]!.literal) return true;
  for (let i = 1; i <= most && a.at(-i)!.literal !== undefined && b.at(-i)!.literal !== undefined; i++)
    if (a.at(-i)!.literal !== b.at(-i)!.literal) return true;
  return false;
}

/** Whether some text is in both languages. */
function meets(a: readonly Element[], b: readonly Element[]): boolean {
  const width = b.length + 1;
  if (part(a, b)) return false;
  if (a.length * width > 400_000) return true;
  const seen = new Uint8Array((a.length + 1) * width);
  const todo: number[] = [0];
  while (todo.length > 0) {
    const at = todo.pop()!;
    if (seen[at]) continue;
    seen[at] = 1;
    const i = Math.floor(at / width);
    const j = at % width;
    if (i === a.length && j === b.length) return true;
    const [x, y] = [a[i], b[j]];
    if (x?.many) todo.push(at + width);
    if (y?.many) todo.push(at + 1);
    if (x === undefined || y === undefined || !overlap(x, y)) continue;
    if (!x.many || !y.many) todo.push(at + (x.many ? 0 : width) + (y.many ? 0 : 1));
  }
  return false;
}

const probes = [...'0a.A-_x5 /:'];

function overlap(x: Element, y: Element): boolean {
  if (x.literal !== undefined) return y.test(x.literal);
  if (y.literal !== undefined) return x.test(y.literal);
  return probes.some((c) => x.test(c) && y.test(c));
}

/** Last piece of a path. */
export const baseName = (path: Name): Name => path.slice(path.lastIndexOf('/') + 1);

/** Directory of a path; '' at the root. */
export const directoryName = (path: Name): Name => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '');

/** A path from the root of the workspace, without `.`, `..` and doubled slashes; absolute ones keep their first slash. */
export function joinPath(directory: Name, path: Name): Name {
  const workspace = path.replace(/^\/github\/workspace\/?/, '').replaceAll('\\', '/');
  const whole = workspace.startsWith('/') || (workspace !== path && path.startsWith('/')) ? workspace : `${directory}/${workspace}`;
  const out: Name[] = [];
  for (const piece of whole.split('/')) {
    if (piece === '' || piece === '.') continue;
    if (piece === '..' && out.length > 0 && out.at(-1) !== '..' && out.at(-1) !== ANY) out.pop();
    else out.push(piece);
  }
  return `${whole.startsWith('/') && workspace.startsWith('/') ? '/' : ''}${out.join('/')}`;
}
