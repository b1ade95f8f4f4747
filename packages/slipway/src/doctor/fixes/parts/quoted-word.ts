/**
 * A text of the tree as one word of a POSIX shell in a `run` script: in single quotes unless it is plain, and so that neither the shell nor GitHub
 * (`${{ }}`, which is filled in before the shell reads the script) makes anything of it.
 */
export function quotedWord(text: string): string {
  if (/^[\w./@%+:,][\w./@%+:,=-]*$/.test(text)) return text;
  return `'${text.replaceAll("'", "'\\''").replaceAll('${{', () => "$''{{")}'`;
}

/** Whether a text may stand between double quotes of a script as it is: nothing in it ends them, or is filled in. */
export const isPlainText = (text: string): boolean => /^[\w./@%+:,=~ ()[\]{}-]*$/.test(text);
