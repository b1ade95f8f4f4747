import { isPlaceholder } from '../commands.ts';
import { isConditional, isInReleaseSection, isNotNow } from '../context.ts';
import type { Repository } from '../repository.ts';
import type { Claim, Command, Document } from '../types.ts';

const OWNERS = /github\.com[/:](?:your[-_]?[\w-]*|user-?name|my-?org|<[\w-]+>)\/([\w.-]+)/gi;
const WRITES = /\byou(?:'ll|'d| will| would| could| may)\b[^.]{0,40}\bwrit(?:e|ing)\b/i;

/** Targets, recipes, package scripts and script files that a document's commands name. */
export function scriptClaims(document: Document, repository: Repository): Claim[] {
  if (document.kind === 'report') return [];
  return document.commands.flatMap((command): Claim[] => {
    if (!isInReleaseSection(document, command.line) || isNotNow(command.line) || isConditional(document, command.line, command.said)) return [];
    const asked = askedOf(command, repository);
    if (asked === undefined || isPlaceholder(asked.name)) return [];
    const claim = {
      kind: 'command' as const,
      at: command.at,
      about: asked.what,
      text: `\`${command.words.slice(0, 3).join(' ')}\` runs ${asked.what}`,
    };
    // It tells readers what they would write, or how to release a repository of theirs.
    if (isForOthers(document, repository) || WRITES.test(command.line.text)) return [];
    if (asked.exists === true) return [{ ...claim, verdict: 'true', actual: '', impact: '' }];
    // A README may speak of the program's own commands, a block of another folder's.
    if (asked.exists === undefined || command.moved || document.kind === 'readme')
      return [{ ...claim, verdict: 'unknown', actual: 'whether it exists is not known', impact: '' }];
    return [
      { ...claim, verdict: 'false', actual: `there is no such ${asked.sort}`, impact: 'the command fails, and the step of the release is not done' },
    ];
  });
}

/** It names repositories of its readers; a fork of this one has this one's name. */
function isForOthers(document: Document, { analysis }: Repository): boolean {
  const own = analysis.world.slug?.split('/')[1]?.toLowerCase();
  return [...document.file.text.matchAll(OWNERS)].some((m) => own !== undefined && m[1]!.replace(/\.git$/, '').toLowerCase() !== own);
}

interface Asked {
  readonly what: string;
  readonly name: string;
  readonly sort: string;
  readonly exists: boolean | undefined;
}

function askedOf({ words }: Command, repository: Repository): Asked | undefined {
  const [program, first, second] = words;
  if (program === undefined) return undefined;
  if (/^\.\/(?:[\w.-]+\/)*[\w.-]+\.(?:sh|ps1|py)$/.test(program)) return scriptFile(program, repository);
  if (first === undefined) return undefined;
  if (program === 'make' && words.every((w) => !w.startsWith('-'))) {
    const target = words.slice(1).find((w) => /^[\w.-]+$/.test(w));
    return target === undefined
      ? undefined
      : { what: `the target ${target}`, name: target, sort: 'target in a makefile', exists: hasTarget(target, repository) };
  }
  if (program === 'just' && /^[\w-]+$/.test(first))
    return { what: `the recipe ${first}`, name: first, sort: 'recipe in a justfile', exists: hasRecipe(first, repository) };
  if (['npm', 'pnpm', 'yarn', 'bun'].includes(program) && first === 'run' && second !== undefined && /^[\w:.-]+$/.test(second))
    return { what: `the script ${second}`, name: second, sort: 'script in a package.json', exists: hasScript(second, repository) };
  if (program === 'cargo' && first === 'xtask')
    return { what: 'cargo xtask', name: 'xtask', sort: 'alias in .cargo/config.toml', exists: hasAlias(repository) };
  if (/^\.\/(?:[\w.-]+\/)*[\w.-]+\.(?:sh|ps1|py)$/.test(program)) return scriptFile(program, repository);
  if (
    ['bash', 'sh', 'python', 'python3', 'node'].includes(program) &&
    /^(?:\.\/)?(?:scripts?|tools|bin|ci|\.github)\/[\w./-]+\.(?:sh|py|js|mjs|ts)$/.test(first)
  )
    return scriptFile(first, repository);
  return undefined;
}

function scriptFile(path: string, { tree }: Repository): Asked {
  const bare = path.replace(/^\.\//, '');
  const name = bare.slice(bare.lastIndexOf('/') + 1);
  // Beside another folder it may stand where the reader is by then.
  const exists = tree.has(bare) ? true : tree.list().some((p) => p.endsWith(`/${name}`)) ? undefined : false;
  return { what: path, name: bare, sort: 'file in the tree', exists };
}

function hasTarget(target: string, { tree }: Repository): boolean | undefined {
  const makefiles = tree.list().filter((p) => /(?:^|\/)(?:Makefile|GNUmakefile|makefile|[\w.-]+\.mk)$/.test(p));
  if (makefiles.length === 0) return false;
  const escaped = target.replace(/[.]/g, '\\.');
  let open = false;
  for (const path of makefiles.slice(0, 40)) {
    const text = tree.read(path) ?? '';
    if (new RegExp(`^(?:[^\\s#:=]+\\s+)*${escaped}(?:\\s+[^\\s:=]+)*\\s*:(?!=)`, 'm').test(text)) return true;
    open ||= /^-?include\s+.*[$*]|^[^\s#:=]*[%$][^\s:=]*\s*:(?!=)|\$\(eval/m.test(text);
  }
  return open ? undefined : false;
}

function hasRecipe(name: string, { tree }: Repository): boolean | undefined {
  const files = tree.list().filter((p) => /(?:^|\/)(?:\.?justfile|Justfile|[\w-]+\.just)$/.test(p));
  if (files.length === 0) return false;
  const texts = files.slice(0, 20).map((p) => tree.read(p) ?? '');
  if (texts.some((t) => new RegExp(`^(?:@|alias\\s+)?${name}\\b[^=\\n]*:`, 'm').test(t))) return true;
  return texts.some((t) => /^(?:import|mod)\b/m.test(t)) ? undefined : false;
}

function hasScript(name: string, { tree }: Repository): boolean | undefined {
  const files = tree.list().filter((p) => /(?:^|\/)package\.json$/.test(p) && !/node_modules|fixtures?\/|templates?\//.test(p));
  if (files.length === 0) return false;
  // Scripts of one member of a workspace are run from its folder.
  return files.slice(0, 100).some((p) => (tree.read(p) ?? '').includes(`"${name}"`));
}

function hasAlias({ tree }: Repository): boolean {
  return ['.cargo/config.toml', '.cargo/config'].some((p) => (tree.read(p) ?? '').includes('xtask'));
}
