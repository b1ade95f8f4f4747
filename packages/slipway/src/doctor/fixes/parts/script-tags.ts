import { describe, type Job, maskExpressions, type ShellCommand, type Step, type Val } from '../../../actions/index.ts';
import type { Effect } from '../../../chain/index.ts';
import { isSamePlace } from '../../same-place.ts';
import { commandAt, scriptCommands } from '../../script-commands.ts';
import { rawWords } from './shell-words.ts';

/** The command of a script that makes a tag or a release, and what the script calls the tag. */
export interface ScriptTag {
  readonly command: ShellCommand;
  /** A word of the shell that gives the tag's short name: `"$TAG"`, `"v${{ steps.version.outputs.version }}"`. */
  readonly word: string;
  /** The word means the same outside of the script: no variable of the shell is in it. */
  readonly anywhere: boolean;
}

/** Where a step's script makes a tag, when the script says its name. */
export function scriptTag(effect: Effect, step: Step, job: Job): ScriptTag | undefined {
  const commands = scriptCommands(step, job, effect.workflow);
  const at = commands.findIndex((c) => isSamePlace(commandAt(c, step), effect.at));
  const command = commands[at];
  if (command === undefined || step.run === undefined) return undefined;
  const script = step.run.text;
  // The command itself says it, or the `git tag` before it.
  const naming = [command, ...commands.slice(0, at).reverse().filter(isGitTag)];
  for (const one of naming) {
    const word = tagWord(one, script, effect.tag);
    if (word !== undefined) return { command, word, anywhere: !usesShell(word) };
  }
  return undefined;
}

const plain = (word: Val | undefined): string => (word?.k === 'str' ? word.v : '');

const isGitTag = ({ words }: ShellCommand): boolean => plain(words[0]) === 'git' && words.some((w) => plain(w) === 'tag');

/** Options of `git tag`, `git push` and `gh release create` that take the next word. */
const valued =
  /^(?:-m|-F|-u|--message|--file|--local-user|-o|--push-option|--repo|-R|-t|--title|-n|--notes|--notes-file|--target|--notes-start-tag|--discussion-category)$/;

function tagWord(command: ShellCommand, script: string, tag: Val | undefined): string | undefined {
  const raw = rawWords(script, command.start, command.end);
  const { words } = command;
  const program = plain(words[0]);
  const positional: string[] = [];
  for (let i = 0; i < raw.length; i++) {
    const text = raw[i]!.text;
    if (/^\d*[<>]/.test(text)) break;
    if (valued.test(text)) i++;
    else if (!text.startsWith('-')) positional.push(text);
  }
  if (program === 'git' && positional[1] === 'tag') return positional[2];
  if (program === 'gh' && positional[1] === 'release' && positional[2] === 'create') return positional[3];
  if (program !== 'git' || positional[1] !== 'push') return undefined;
  const refs = positional.slice(3).filter((text) => text !== 'tag');
  const named = refs.filter((text) => /refs\/tags\//.test(text) || positional.includes('tag'));
  const found = named.at(-1) ?? (refs.length === 1 ? refs[0] : refs.filter((text) => !/^["']?(?:HEAD|main|master)\b/.test(text)).at(-1));
  if (found === undefined || /^["']?(?:HEAD|main|master)["']?$/.test(found) || isBranch(found, tag)) return undefined;
  return shortWord(found);
}

/** A refspec that is given as text and is not the tag. */
const isBranch = (word: string, tag: Val | undefined): boolean =>
  !/[$`]/.test(word) && tag !== undefined && tag.k === 'str' && word.replace(/["']/g, '').replace(/^.*refs\/tags\//, '') !== describe(tag);

/** Without what only a refspec has: a plus sign, a source, `refs/tags/`. */
function shortWord(word: string): string {
  const quote = /^["']/.exec(word)?.[0] ?? '';
  const inner = word
    .slice(quote.length)
    .replace(/^\+/, '')
    .replace(/^.*?:(?=refs\/tags\/)/, '')
    .replace(/^refs\/tags\//, '');
  return `${quote}${inner}`;
}

/** A `$` or a backtick that is no expression of GitHub Actions. */
const usesShell = (word: string): boolean => /[$`]/.test(maskExpressions(word).masked);
