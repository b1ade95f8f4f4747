import { get, isMap, isScalar, isSeq, type Location, type MapNode, parseYaml, type SourceNode, sourceFile, textOf } from '../../source/index.ts';
import { ConfigError, isAssumed } from '../config.ts';
import type { AssumedSecret, TraceEvent } from '../options.ts';
import { MAP_KEYS, statement, statementsOf, verbIn } from './statements.ts';
import type { Expectation, Statement, When } from './types.ts';
import { actorOf, givenOf, NotUnderstood, whenOf } from './words.ts';

const FILE = 'slipway.yaml';
const KEYS = ['name', 'given', 'when', 'then'];
/** Tests of one file. */
const MOST_TESTS = 500;
/** Characters of a sentence. */
const LONGEST = 500;

/**
 * The expectations under `tests:` of slipway.yaml, in the order of the file; none when there is no such key.
 * @throws ConfigError for what is no expectation: one sentence with the place
 */
export function readExpectations(text: string | undefined): readonly Expectation[] {
  const { root, problems, file } = parseYaml(sourceFile(FILE, text ?? ''));
  const [broken] = problems;
  if (broken) {
    const { line, column } = file.position(broken.span.start);
    throw new ConfigError(`${FILE}:${line}:${column}: ${broken.message}`);
  }
  return expectationsOf(root);
}

/** As `readExpectations`, of a file that is parsed. */
export function expectationsOf(root: SourceNode | null): readonly Expectation[] {
  const tests = get(root, 'tests');
  if (tests === undefined) return [];
  if (!isSeq(tests)) fail(tests, '`tests` must be a list of sentences, or of maps with `when` and `then`');
  if (tests.items.length > MOST_TESTS) fail(tests, `there are more than ${MOST_TESTS} tests`);
  return tests.items.map((item) => understood(item, () => (isScalar(item) ? sentence(item.text, placeOf(item)) : map(item))));
}

/** A whole expectation in one sentence: who does what, a verb, and what is expected. */
function sentence(text: string, at: Location): Expectation {
  const verb = verbIn(short(text) ?? '');
  if (verb === undefined) throw new NotUnderstood(`\`${text}\` does not say what is expected; say for example \`push tag v1.2.3 reaches npm:tool\``);
  const { given, rest } = givensIn(text.slice(0, verb));
  return { name: text.trim(), at, given, when: rest === '' ? anyRelease : whenOf(rest), expected: statementsOf(text.slice(verb), at) };
}

const anyRelease: When = { kind: 'channel', channel: 'stable' };

/** Takes what is said of secrets out of a subject: `push tag v1 with RELEASE_TOKEN missing`. */
function givensIn(subject: string): { given: Map<string, AssumedSecret>; rest: string } {
  const given = new Map<string, AssumedSecret>();
  const rest = subject.replace(
    /(^\s*|,\s*|\s+and\s+|\s+(?:with|when|while|if)\s+)((?:secret )?[A-Z_][A-Z0-9_]*(?: is)?(?: an?)? (?:missing|expired|pat|app|github-token))(?=\s*$|\s*,|\s+and\s)/g,
    (whole, _before: string, said: string) => {
      const one = givenOf(said);
      if (one === undefined) return whole;
      given.set(...one);
      return '';
    },
  );
  return { given, rest: rest.replace(/^[\s,]+|[\s,]+$/g, '') };
}

function map(item: SourceNode): Expectation {
  if (!isMap(item)) return fail(item, 'a test is a sentence, or a map with `when` and `then`');
  for (const { key } of item.entries) if (!KEYS.includes(key.text)) fail(key, `\`${key.text}\` is not known in a test; known are ${KEYS.join(', ')}`);
  const [name, given, when, then] = KEYS.map((key) => get(item, key));
  if (name !== undefined && textOf(name) === undefined) fail(name, '`name` must be a text');
  if (then === undefined) return fail(item, 'a test needs `then`: what is expected');
  const expected = thenOf(then);
  const played =
    when === undefined ? anyRelease : understood(when, () => (isMap(when) ? whenMap(when) : whenOf(short(textOf(when)) ?? refuse(when))));
  const said = when === undefined ? '' : (textOf(when) ?? '');
  return {
    name: textOf(name) ?? `${said} ${expected.map((one) => one.text).join(', ')}`.trim(),
    at: placeOf(item),
    given: given === undefined ? new Map() : givenMap(given),
    when: played,
    expected,
  };
}

const refuse = (node: SourceNode): never => fail(node, '`when` must be a sentence or a map');

function givenMap(node: SourceNode): Map<string, AssumedSecret> {
  const out = new Map<string, AssumedSecret>();
  if (isMap(node)) {
    for (const { key, value } of node.entries) {
      const state = textOf(value);
      if (!isAssumed(state)) fail(value ?? key, `secret ${key.text} must be missing, expired, pat, app or github-token`);
      else out.set(key.text, state);
    }
    return out;
  }
  for (const one of isSeq(node) ? node.items : [node]) {
    const said = givenOf(textOf(one) ?? '');
    if (said === undefined) fail(one, '`given` says what secrets are: `{RELEASE_TOKEN: missing}`, or `RELEASE_TOKEN missing`');
    else out.set(...said);
  }
  return out;
}

function whenMap(node: MapNode): When {
  const by = get(node, 'by');
  const as = by === undefined ? {} : { as: actorOf(textOf(by) ?? '') };
  const channel = get(node, 'channel');
  if (channel !== undefined) {
    only(node, ['channel']);
    return { kind: 'channel', channel: textOf(channel) ?? fail(channel, '`channel` must be a text') };
  }
  return { kind: 'event', event: { ...eventMap(node), ...as } };
}

function eventMap(node: MapNode): TraceEvent {
  const kind = node.entries.find(({ key }) => key.text !== 'by')?.key;
  const inner = kind === undefined ? undefined : get(node, kind.text);
  switch (kind?.text) {
    case 'push': {
      only(node, ['push', 'by']);
      const [tag, branch] = [textOf(get(inner, 'tag')), textOf(get(inner, 'branch'))];
      if (isMap(inner)) only(inner, ['tag', 'branch']);
      if ((tag === undefined) === (branch === undefined)) return fail(node, '`push` needs either `tag` or `branch`');
      return tag === undefined ? { kind: 'push', branch: branch! } : { kind: 'push', tag };
    }
    case 'dispatch': {
      only(node, ['dispatch', 'by']);
      if (isMap(inner)) only(inner, ['workflow', 'inputs', 'ref']);
      const workflow = textOf(inner) ?? textOf(get(inner, 'workflow')) ?? fail(node, '`dispatch` needs the `workflow`, such as release.yml');
      const inputs = get(inner, 'inputs');
      if (inputs !== undefined && !isMap(inputs)) return fail(inputs, '`inputs` must be a map');
      const pairs = inputs?.entries.map(({ key, value }) => [key.text, textOf(value) ?? ''] as const) ?? [];
      const ref = textOf(get(inner, 'ref'));
      return { kind: 'dispatch', workflow, inputs: Object.fromEntries(pairs), ...(ref === undefined ? {} : { ref }) };
    }
    case 'release': {
      only(node, ['release', 'tag', 'prerelease', 'by']);
      const tag = textOf(get(node, 'tag'));
      const early = get(node, 'prerelease');
      const prerelease = early === undefined ? /\d-/.test(tag ?? '') : textOf(early) === 'true';
      const activity = textOf(inner) ?? fail(node, '`release` needs its activity, such as published');
      return { kind: 'release', activity, ...(tag === undefined ? {} : { tag }), ...(prerelease ? { prerelease } : {}) };
    }
    case 'merge':
    case 'schedule':
      only(node, [kind.text, 'by']);
      return { kind: kind.text };
    default:
      return fail(kind ?? node, '`when` needs one of push, merge, dispatch, release, schedule and channel');
  }
}

function only(node: MapNode, keys: readonly string[]): void {
  for (const { key } of node.entries)
    if (!keys.includes(key.text)) fail(key, `\`${key.text}\` does not go with \`${keys[0]}\`; ${keys.join(', ')} do`);
}

function thenOf(node: SourceNode): Statement[] {
  const parts = isSeq(node) ? node.items : [node];
  const found = parts.flatMap((part) =>
    understood(part, () =>
      isMap(part) ? thenMap(part) : statementsOf(short(textOf(part)) ?? fail(part, 'what is expected must be a sentence or a map'), placeOf(part)),
    ),
  );
  if (found.length === 0) fail(node, 'a test needs something that is expected');
  return found;
}

function thenMap(node: MapNode): Statement[] {
  return node.entries.flatMap(({ key, value }) => {
    const at = placeOf(value ?? key);
    if (key.text === 'fails') {
      if (textOf(value) !== 'loudly') fail(value ?? key, '`fails` can only be `loudly`');
      return [{ kind: 'fails-loudly', text: 'fails loudly', at } as const];
    }
    if (key.text === 'assets') return [statement('reaches', `${textOf(value) ?? ''} assets`, at)];
    const verb = MAP_KEYS[key.text];
    if (verb === undefined)
      return fail(key, `\`${key.text}\` is not known under \`then\`; known are ${[...Object.keys(MAP_KEYS), 'assets', 'fails'].join(', ')}`);
    const objects = isSeq(value) ? value.items : value === null ? [] : [value];
    if (objects.length === 0) fail(key, `\`${key.text}\` needs to say what`);
    return objects.map((one) => understood(one, () => statement(verb, textOf(one) ?? '', placeOf(one))));
  });
}

/** @throws NotUnderstood for what is no sentence any more */
function short(text: string | undefined): string | undefined {
  if (text !== undefined && text.length > LONGEST) throw new NotUnderstood(`a sentence of more than ${LONGEST} characters is none`);
  return text;
}

const placeOf = (node: SourceNode): Location => node.file.locate(node.span);

/** Gives what was not understood its place. */
function understood<T>(node: SourceNode, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotUnderstood) return fail(node, error.message);
    throw error;
  }
}

function fail(node: SourceNode, what: string): never {
  const { line, column } = node.file.position(node.span.start);
  throw new ConfigError(`${node.file.path}:${line}:${column}: ${what}`, { span: node.span, what });
}
