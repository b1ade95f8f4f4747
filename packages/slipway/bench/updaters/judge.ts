/** What reads as a version or a part of a requirement, wherever it stands. */
const TOKEN = /\d[0-9A-Za-z.+-]*/g;

/** Whether a token is a version in the spelling of some ecosystem, or the beginning of it that a requirement names. */
function says(token: string, version: string): boolean {
  const plain = (text: string): string =>
    text
      .toLowerCase()
      .replace(/(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)|[^0-9a-z]+/g, '.')
      .replace(/\.+/g, '.')
      .replace(/\.(?:alpha|beta)(?=\.|$)/, (word) => word.slice(0, 2));
  const [found, wanted] = [plain(token), plain(version)];
  return found === wanted || wanted.startsWith(`${found}.`) || found.startsWith(`${wanted}.`);
}

/**
 * Why a text is not the other one with nothing but its versions set; undefined when it is. It knows neither the code that finds places nor the one that
 * applies changes: line by line all that is no version must be the same, and a version may change from an old one to the new one only.
 *
 * @param from versions that the file may say
 *
 * @returns what is wrong, or how many versions changed
 */
export function compareTexts(before: string, after: string, from: readonly string[], to: string): string | number {
  const [old, now] = [before.split('\n'), after.split('\n')];
  if (old.length !== now.length) return `${old.length} lines became ${now.length}`;
  let changed = 0;
  for (const [at, line] of old.entries()) {
    const other = now[at]!;
    if (line === other) continue;
    if (line.replace(TOKEN, '#') !== other.replace(TOKEN, '#'))
      return `line ${at + 1} changed beside its versions: ${shown(line)} -> ${shown(other)}`;
    const written = other.match(TOKEN) ?? [];
    for (const [index, token] of (line.match(TOKEN) ?? []).entries()) {
      if (token === written[index]) continue;
      if (!from.some((one) => says(token, one))) return `line ${at + 1} had ${token}, which is not ${from[0]}: ${shown(other)}`;
      if (!says(written[index]!, to)) return `line ${at + 1} has ${written[index]} now, which is not ${to}: ${shown(other)}`;
      changed++;
    }
  }
  return changed;
}

const shown = (line: string): string => `\`${line.trim().slice(0, 100)}\``;

/** A place in data: its keys, and the text there. */
type Leaves = ReadonlyMap<string, string>;

/** Keys at which a version may stand. */
const VERSION_KEYS = /(?:^|\/)(?:version|appVersion)$|ependenc|^packages\/|^workspaces\/|^\.$|(?:^|\/)(?:metadata|content-hash)(?:\/|$)/;

/** Which value of two documents differs that is no version; undefined when none does. */
export function compareData(before: unknown, after: unknown): string | undefined {
  const [old, now] = [leavesOf(before), leavesOf(after)];
  if (old.size !== now.size) return `${old.size} values became ${now.size}`;
  for (const [key, value] of old) {
    if (now.get(key) === undefined) return `${key} is gone`;
    if (now.get(key) !== value && !VERSION_KEYS.test(key)) return `${key} changed from ${value} to ${now.get(key)}`;
  }
  return undefined;
}

function leavesOf(data: unknown, path = '', into = new Map<string, string>()): Leaves {
  if (typeof data === 'object' && data !== null)
    for (const [key, value] of Object.entries(data)) leavesOf(value, path === '' ? key : `${path}/${key}`, into);
  else into.set(path === '' ? '.' : path, String(data));
  return into;
}
