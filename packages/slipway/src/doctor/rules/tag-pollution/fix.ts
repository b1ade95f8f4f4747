import { familiesInUse } from '../../fixes/parts/tag-patterns.ts';
import { writtenOtherwise } from '../../fixes/parts/written-otherwise.ts';
import type { Fixer } from '../../fixes/types.ts';
import type { Computed } from './computed.ts';

/** The command says which tags are versions. */
export const fix: Fixer<Computed> = function* ({ subject: { at, command, pattern, job }, draft, analysis }) {
  const family = familiesInUse(analysis)[0] ?? 'v';
  const glob = `${family}[0-9]*`;
  const meant = pattern === undefined ? narrowed(command, glob) : command.replace(pattern, glob);
  const change = meant === undefined ? undefined : writtenOtherwise(at, command, meant, analysis);
  if (change === undefined) {
    yield { refused: 'how the command would be told which tags count is not known', instead: draft.advice ?? '' };
    return;
  }
  yield {
    id: 'match',
    title: `look at tags of versions alone in job ${job.id} (\`${glob}\`)`,
    changes: [change],
    tradeoffs: [],
    check: `\`${meant}\` prints the last release in a full clone.`,
  };
};

/** No suffix: what is no release has one. */
function narrowed(command: string, glob: string): string | undefined {
  if (/^git describe\b/.test(command)) return command.replace(/^git describe/, `git describe --match '${glob}' --exclude '*-*'`);
  return /^git tag\b/.test(command) ? command.replace(/^git tag(?:\s+(?:-l|--list))?/, `git tag --list '${glob}'`) : undefined;
}
