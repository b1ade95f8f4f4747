import { compileChanges, dataOf } from '../../source/change/index.ts';
import { applyEdits, type Change, ChangeError, type Data, entryOf, get, isMap, lineEnding, parseYaml, sourceFile } from '../../source/index.ts';
import { readReleaseConfig } from './read.ts';
import { fail, ReleaseConfigError } from './section.ts';
import { upgradeConfig } from './upgrade.ts';

/** Keys that a person chooses and no repository shows: they stay when the rest is inferred anew. */
const CHOSEN = ['notes', 'pull-request', 'tagging'];

/** Whether slipway.yaml says anything under `release:`. @throws ReleaseConfigError for a file that is no YAML */
export function hasRelease(text: string, at = 'slipway.yaml'): boolean {
  return get(rootOf(text, at), 'release') !== undefined;
}

/**
 * Adds the part `release:` to a file that has other parts. Every byte that is there stays.
 *
 * @param inferred text of a whole file, whose part `release:` is taken with its comments
 * @throws ReleaseConfigError with one sentence when the file is no YAML, or is written so that nothing can be added to it
 */
export function addRelease(text: string, inferred: string, at = 'slipway.yaml'): string {
  const root = rootOf(text, at);
  if (root !== null && (!isMap(root) || root.flow))
    fail(root, 'nothing can be added to a file that is no map of several lines; add `release:` by hand');
  const end = lineEnding(text);
  const empty = root !== null && isMap(root) ? root.entries.find(({ key }) => key.text === 'release') : undefined;
  const body = bodyOf(inferred);
  if (empty) {
    // `release:` with nothing behind it.
    const lines = body.slice(body.findIndex((line) => line.startsWith('release:')) + 1);
    const after = text.indexOf('\n', text.indexOf(sourceFile(at, text).text) + empty.key.span.end);
    const cut = after < 0 ? text.length : after + 1;
    const added =
      lines.length === 0 ? text : `${text.slice(0, cut)}${after < 0 ? end : ''}${lines.map((line) => line + end).join('')}${text.slice(cut)}`;
    return held(text, added, inferred, at);
  }
  // Behind `...` begins another document.
  const close = /^\.\.\.[ \t]*\r?$/m.exec(text)?.index ?? text.length;
  const before = text.slice(0, close);
  const gap = before === '' ? '' : before.endsWith('\n') ? (/\n\r?\n$/.test(before) ? '' : end) : end + end;
  return held(text, `${before}${gap}${body.map((line) => line + end).join('')}${text.slice(close)}`, inferred, at);
}

/** Lines of the part `release:`, with the comments above it. */
function bodyOf(inferred: string): readonly string[] {
  return inferred.split('\n').slice(2, -1);
}

/**
 * Puts what was inferred in place of the part `release:`. What says the same already stays as it is, with its comments; so does what no
 * repository shows (the notes, the pull request, the signing of tags).
 *
 * @throws ReleaseConfigError with one sentence when it cannot be changed so
 */
export function replaceRelease(text: string, inferred: string, at = 'slipway.yaml'): string {
  const now = upgradeConfig(text, at).text;
  const release = get(rootOf(now, at), 'release');
  if (!isMap(release)) return addRelease(now, inferred, at);
  const { root, file } = parseYaml(sourceFile(at, inferred));
  const wanted = get(root, 'release');
  const changes: Change[] = [];
  const keys = isMap(wanted) ? wanted.entries : [];
  for (const { key, value } of keys) {
    const own = get(release, key.text);
    if (value === null || (own && same(dataOf(own), dataOf(value))) || (own && CHOSEN.includes(key.text))) continue;
    const { column } = file.position(value.span.start);
    const lines = file.text.slice(value.span.start, value.span.end).split('\n');
    const margin = new RegExp(`^ {0,${column - 1}}`);
    changes.push({ op: 'set', at: ['release', key.text], value: lines.map((line) => line.replace(margin, '')).join('\n') });
  }
  for (const { key } of release.entries)
    if (!keys.some((one) => one.key.text === key.text) && !CHOSEN.includes(key.text)) changes.push({ op: 'remove', at: ['release', key.text] });
  if (changes.length === 0) return now;
  try {
    const edits = compileChanges((path) => (path === at ? now : undefined), [{ op: 'change', path: at, changes }]);
    const after = applyEdits(new Map([[at, now]]), edits).get(at) ?? now;
    readReleaseConfig(after, at);
    return after;
  } catch (error) {
    if (!(error instanceof ChangeError)) throw error;
    return fail(
      release,
      `\`release:\` cannot be changed as it is written (${error.message.replace(/\.$/, '')}); take it out, and run \`slipway init\` again`,
    );
  }
}

function rootOf(text: string, at: string) {
  const { root, problems, file } = parseYaml(sourceFile(at, text));
  const [broken] = problems;
  if (broken) throw new ReleaseConfigError(file, broken.span, broken.message);
  return root;
}

/** @throws ReleaseConfigError unless the rest of the file says what it said, and the new part says what was inferred */
function held(before: string, after: string, inferred: string, at: string): string {
  const { root, problems, file } = parseYaml(sourceFile(at, after));
  const rest = (text: string): Data => {
    const data = dataOf(parseYaml(sourceFile(at, text)).root);
    return data instanceof Map ? new Map([...data].filter(([key]) => key !== 'release')) : new Map();
  };
  const release = entryOf(root, 'release')?.value ?? null;
  const wanted = entryOf(parseYaml(sourceFile(at, inferred)).root, 'release')?.value ?? null;
  if (problems.length === 0 && same(rest(before), rest(after)) && same(dataOf(release), dataOf(wanted))) return after;
  throw new ReleaseConfigError(
    file,
    { start: 0, end: 0 },
    'nothing can be added to this file as it is written; add what `slipway init --print` shows by hand',
  );
}

const same = (a: Data, b: Data): boolean => JSON.stringify(a, plain) === JSON.stringify(b, plain);
const plain = (_: string, value: unknown): unknown => (value instanceof Map ? [...value] : value);
