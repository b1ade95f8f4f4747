/**
 * Types of changes that a regular expression names at the beginning of a message or of a type: `^feat`, `^(chore|ci)`, `^fix|^perf`, `^(a|b)[(:!]`.
 * Undefined when it asks for more than a type.
 */
export function typesOfPattern(pattern: string): readonly string[] | undefined {
  const bare = pattern
    .replace(/(?:\\?:|\[[(:!\\)]+\]|\$)$/, '')
    .replace(/^\^?\((?:\?:)?([^()]*)\)$/, '^$1')
    .replace(/\*$/, '');
  const words = bare.split('|').map((word) => word.replace(/^\^/, '').replace(/:$/, ''));
  return words.length > 0 && words.every((word) => /^[A-Za-z]+$/.test(word)) ? words.map((word) => word.toLowerCase()) : undefined;
}
