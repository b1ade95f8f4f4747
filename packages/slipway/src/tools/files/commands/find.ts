import type { Val } from '../../../actions/index.ts';
import { asText, concat, str } from '../../../actions/index.ts';
import type { CommandFiles, FileCommandCall, FileDeed } from '../types.ts';
import { textOf } from './places.ts';

/** What `-exec` and `xargs` run is looked up with this, by the door of the folder. */
export type Lookup = (call: FileCommandCall) => readonly FileDeed[] | undefined;

/** `find PATH… -name GLOB -exec COMMAND {} … \;`: the command runs for the files that the globs mean. */
export function find(lookup: Lookup): CommandFiles {
  return {
    command: ['find', 'gfind'],
    files(call) {
      const texts = call.texts;
      const firstOption = texts.findIndex((t, i) => i > 0 && t !== undefined && /^[-(!\\]/.test(t));
      const roots = call.words.slice(1, firstOption < 0 ? undefined : firstOption);
      const globs: Val[] = [];
      for (let i = 1; i < texts.length; i++) {
        if (!/^-i?(?:name|path|wholename)$/.test(texts[i] ?? '') || texts[i - 1] === '!' || texts[i - 1] === '-not') continue;
        if (call.words[i + 1] !== undefined) globs.push(call.words[i + 1]!);
      }
      const files = (roots.length === 0 ? [str('.')] : roots).flatMap((root) =>
        (globs.length === 0 ? [str('*')] : globs).map((g) => (textOf(g).includes('/') ? g : concat(root, str('/**/'), g))),
      );
      const out: FileDeed[] = [];
      for (let i = 0; i < texts.length; i++) {
        if (texts[i] === '-delete') out.push({ op: 'remove', paths: files });
        if (!/^-(?:exec|execdir|ok)$/.test(texts[i] ?? '')) continue;
        const end = texts.findIndex((t, j) => j > i && (t === ';' || t === '\\;' || t === '+'));
        const command = call.words.slice(i + 1, end < 0 ? undefined : end);
        out.push(...(each(call, command, files, '{}', lookup) ?? [{ op: 'anything', why: `find runs ${textOf(command[0])}` } as const]));
      }
      return out;
    },
  };
}

/** `… | xargs -I{} cp {} DIRECTORY`: the files that a `find` before it prints. */
export function xargs(lookup: Lookup): CommandFiles {
  return {
    command: ['xargs', 'parallel'],
    files(call) {
      let at = 1;
      let mark: string | undefined;
      for (; at < call.texts.length && call.texts[at]?.startsWith('-'); at++) {
        const t = call.texts[at]!;
        if (/^-(?:I|i|-replace)$/.test(t)) mark = call.texts[++at];
        else if (/^-I.+/.test(t)) mark = t.slice(2);
        else if (/^-(?:n|P|L|d|s|-max-args|-max-procs|-delimiter)$/.test(t)) at++;
      }
      const command = call.words.slice(at);
      if (command.length === 0) return [];
      const source = call.pipedFrom.find((words) => /^g?find$|^ls$/.test(textOf(words[0])));
      const roots = source?.slice(1).filter((w) => !textOf(w).startsWith('-')) ?? [];
      const name = source?.findIndex((w) => textOf(w) === '-name') ?? -1;
      const glob = source && name > 0 ? source[name + 1] : undefined;
      const files = source === undefined || roots[0] === undefined ? [] : [glob === undefined ? roots[0] : concat(roots[0], str('/**/'), glob)];
      return each(call, command, files, mark ?? '{}', lookup);
    },
  };
}

/** A command run for files: the mark in its words stands for each of them; without a mark they come last. */
function each(call: FileCommandCall, command: readonly Val[], files: readonly Val[], mark: string, lookup: Lookup): readonly FileDeed[] | undefined {
  const program = asText(command[0] ?? str(''));
  if (program === undefined || program === '' || program === 'find' || program === 'xargs' || files.length === 0) return undefined;
  const marked = command.some((w) => textOf(w).includes(mark));
  const words = command.flatMap((w) => (textOf(w) === mark ? files : [w]));
  const all = marked ? words : [...words, ...files];
  return lookup({ ...call, words: all, texts: all.map((w) => asText(w)), redirects: [], pipedFrom: [] });
}
