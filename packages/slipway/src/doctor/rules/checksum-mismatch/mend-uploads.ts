import type { Analysis, AssetSet } from '../../../chain/index.ts';
import { type Change, type FileChange, quoteScalar } from '../../../source/index.ts';
import { pieceAt, replaced } from '../../fixes/parts/pieces.ts';
import { changed, together } from '../../fixes/parts/places.ts';
import { isPlainText } from '../../fixes/parts/quoted-word.ts';
import { type SeenStep, stepAt } from '../../fixes/parts/step-at.ts';
import type { Proposal, Refusal } from '../../fixes/types.ts';

/** What is made: a file beside each, with this ending, or one list of all. */
export type Sums = string | { readonly list: string };

/** Sums of what a step uploads, made in a step before it and uploaded with it. */
export function* summed(set: AssetSet, sums: Sums, analysis: Analysis): Generator<Proposal | Refusal> {
  const seen = stepAt(set.effect.at, analysis);
  const files = seen && (ofAction(seen) ?? ofCommand(set, analysis));
  const legs = set.effect.legs > 1;
  const named = typeof sums === 'string' ? sums : sums.list;
  const odd = files !== undefined && !([...files.patterns].every(isPattern) && isPlainText(named) && !/\s/.test(named));
  if (seen?.job === undefined || files === undefined || odd || (legs && typeof sums !== 'string')) {
    yield {
      refused:
        legs && typeof sums !== 'string'
          ? 'each leg of the matrix uploads its own files, so none can list them all'
          : 'how the step is told which files it uploads is not known',
      instead: 'Make the checksums in a job that has all files, under the name that is asked for, and upload them there.',
    };
    return;
  }
  const script = typeof sums === 'string' ? eachFile(files.patterns, sums) : oneList(files.patterns, sums.list);
  const made = typeof sums === 'string' ? files.patterns.filter((p) => !/(?:^|\/)\*+$/.test(p)).map((p) => `${p}${sums}`) : [sums.list];
  const step = `name: Make checksums\nshell: bash\nrun: |\n${script.map((l) => `  ${l}`).join('\n')}`;
  yield {
    id: typeof sums === 'string' ? 'sum-each' : 'sum-list',
    title:
      typeof sums === 'string'
        ? `make a checksum beside each file in job ${seen.job.id}, and upload them together`
        : `list the checksums of all files in \`${sums.list}\` in job ${seen.job.id}, and upload it with them`,
    changes: together([changed(seen.path, { op: 'insert', at: seen.at, value: step })], files.with(made)),
    tradeoffs: ['What installs the files compares them only when it is told to: let the installer check the sum too.'],
    check:
      typeof sums === 'string'
        ? `The next release has a file \`…${sums}\` beside each file; \`shasum -a 256 --check\` on it says OK.`
        : `The next release has \`${sums.list}\`; \`shasum -a 256 --check --ignore-missing\` on it says OK.`,
  };
}

interface Files {
  readonly patterns: readonly string[];
  /** The changes that upload more. */
  with(more: readonly string[]): FileChange[];
}

/** Inputs with which actions are told their files, and what stands between them. */
function ofAction({ step, at, path }: SeenStep): Files | undefined {
  const given = step.uses && step.with.find((p) => /^(?:files|artifacts)$/.test(p.name));
  const value = given?.value;
  if (given === undefined || value?.kind !== 'scalar') return undefined;
  const commas = given.name === 'artifacts' && !value.text.trim().includes('\n');
  const patterns = value.text
    .split(commas ? ',' : '\n')
    .map((l) => l.trim())
    .filter((l) => l !== '' && !l.startsWith('#'));
  if (patterns.length === 0) return undefined;
  return {
    patterns,
    with: (more) => {
      const fresh = more.filter((m) => !patterns.includes(m));
      if (fresh.length === 0) return [];
      const all = [...patterns, ...fresh];
      const text = commas ? quoteScalar(all.join(',')) : `|\n${all.map((l) => `  ${l}`).join('\n')}`;
      const end = value.text.replace(/\n+$/, '').length;
      const change: Change =
        value.style === 'literal'
          ? { op: 'splice', at: [...at, 'with', given.name], start: end, end, text: fresh.map((m) => `\n${m}`).join('') }
          : { op: 'set', at: [...at, 'with', given.name], value: text };
      return [changed(path, change)];
    },
  };
}

/** Words of `gh release create TAG FILE…` that are files. */
function ofCommand(set: AssetSet, analysis: Analysis): Files | undefined {
  const piece = pieceAt(set.effect.at, analysis);
  if (piece === undefined || !/\bgh\s+release\s+(?:create|upload)\b/.test(piece.text)) return undefined;
  const words = [...piece.text.replace(/\\\n/g, '  ').matchAll(/"[^"\n]*"|'[^'\n]*'|[^\s\\]+/g)];
  const valued = /^(?:-t|--title|-n|--notes|-F|--notes-file|--target|-R|--repo|--notes-start-tag|--discussion-category)$/;
  const found: { readonly text: string; readonly end: number }[] = [];
  for (let i = 4; i < words.length; i++) {
    const [text = ''] = words[i]!;
    if (valued.test(text)) i++;
    else if (!text.startsWith('-') && /[*./]/.test(text)) found.push({ text: text.replace(/^["']|["']$/g, ''), end: words[i]!.index + text.length });
  }
  const last = found.at(-1);
  if (last === undefined || found.some((f) => /^\$|\$\{?\w+\[@\]/.test(f.text))) return undefined;
  return {
    patterns: found.map((f) => f.text),
    with: (more) => {
      const fresh = more.filter((m) => !found.some((f) => f.text === m));
      return fresh.length === 0
        ? []
        : [replaced(piece, last.end, last.end, fresh.map((m) => ` ${/[*]/.test(m) || !/[$\s]/.test(m) ? m : `"${m}"`}`).join(''))];
    },
  };
}

const shellWord = (pattern: string): string => (/[*?]/.test(pattern) || !/[\s$]/.test(pattern) ? pattern : `"${pattern}"`);

/** Patterns as a shell takes them: names, stars, variables and expressions, and nothing that would be carried out. */
const isPattern = (text: string): boolean => /^(?:[\w./@%+:,=~*?[\]{}-]|\$\{\{[^{}]*\}\}|\$\{?\w+\}?)+$/.test(text);

function eachFile(patterns: readonly string[], ending: string): string[] {
  const bits = /512/.test(ending) ? 512 : 256;
  return [
    'shopt -s globstar nullglob',
    `for file in ${patterns.map(shellWord).join(' ')}; do`,
    `  (cd "$(dirname "$file")" && shasum -a ${bits} "$(basename "$file")" > "$(basename "$file")${ending}")`,
    'done',
  ];
}

function oneList(patterns: readonly string[], list: string): string[] {
  const bits = /512/.test(list) ? 512 : 256;
  return [
    'shopt -s globstar nullglob',
    `for file in ${patterns.map(shellWord).join(' ')}; do`,
    `  (cd "$(dirname "$file")" && shasum -a ${bits} "$(basename "$file")")`,
    `done > ${list}`,
  ];
}
