import type { Analysis, Effect } from '../../../chain/index.ts';
import { pieceAt, replaced } from '../../fixes/parts/pieces.ts';
import { rawWords } from '../../fixes/parts/shell-words.ts';
import type { Proposal, Refusal } from '../../fixes/types.ts';

const eachTag = 'git tag --points-at HEAD | xargs -n 1 git push origin';

/** A push of a workflow's script that takes many tags along. */
export function ofRun(effect: Effect, analysis: Analysis): Proposal | Refusal {
  const piece = pieceAt(effect.at, analysis);
  const words = piece ? rawWords(piece.whole, piece.start, piece.end) : [];
  const texts = words.map((w) => w.text);
  const text = texts[0] === 'git' && texts.includes('push') ? oneByOne(texts) : undefined;
  if (piece === undefined || text === undefined)
    return {
      refused: `${effect.deed.tool} pushes its tags itself.`,
      instead: `Let it push nothing where it has an option for that, and push the tags one by one behind it: \`${eachTag}\`.`,
    };
  const last = words.at(-1)!;
  return {
    id: 'one-by-one',
    title: `Push the tags one by one in job \`${effect.job.id}\` of ${effect.workflow.path}`,
    changes: [replaced(piece, words[0]!.start - piece.start, last.start + last.text.length - piece.start, text)],
    tradeoffs: [
      'Each tag is an event of its own and starts a run: as many runs as packages, at the same time.',
      'When one push fails, the tags before it are there already.',
    ],
    check: 'After the next release of more than three packages `gh run list --event push` shows a run for each tag.',
  };
}

/** The same push as several, one a tag. */
function oneByOne(words: readonly string[]): string | undefined {
  const [, ...rest] = words;
  const push = rest.indexOf('push');
  const options = rest.slice(push + 1).filter((w) => w.startsWith('-'));
  const [remote, ...refs] = rest.slice(push + 1).filter((w) => !w.startsWith('-'));
  if (rest.slice(0, push).some((w) => !w.startsWith('-')) || options.some((o) => /^--(?:atomic|mirror|all)$/.test(o))) return undefined;
  const others = options.filter((o) => o !== '--tags' && o !== '--follow-tags');
  const command = ['git', ...rest.slice(0, push + 1), ...others].join(' ');
  if (refs.length > 3 && others.length === options.length)
    return refs
      .filter((r) => r !== 'tag')
      .map((ref) => `${command} ${remote} ${ref}`)
      .join('\n');
  if (others.length === options.length) return undefined;
  const each = `git tag --points-at HEAD | xargs -n 1 ${command} ${remote ?? 'origin'}`;
  // With the tags a branch is pushed too, unless `--tags` stands alone.
  return refs.length > 0 || options.includes('--follow-tags')
    ? `${[command, remote, ...refs].filter((w) => w !== undefined).join(' ')}\n${each}`
    : each;
}
