import { get, type SourceFile, type SourceNode } from '../../../source/index.ts';
import { releaseConfigOf } from '../read.ts';
import { checkFiles, checkTags, checkTogether } from './components.ts';
import { Notebook, type Surroundings } from './places.ts';
import { checkBranches, checkLines, checkMeaning } from './streams.ts';
import { type ConfigProblem, readTolerantly } from './tolerant.ts';

export type { Surroundings } from './places.ts';
export { type ConfigProblem, readTolerantly } from './tolerant.ts';

/**
 * What is wrong, or looks wrong, in the part `release:` of a file that is parsed: first what cannot be meant at all; where nothing is, what does
 * not fit the repository.
 *
 * @param around undefined: only what the file itself tells is checked
 */
export function checkReleaseConfig(root: SourceNode | null, file: SourceFile, around: Surroundings | undefined): readonly ConfigProblem[] {
  const { value: config, problems } = readTolerantly(root, file, (part) => releaseConfigOf(part, file));
  const release = get(root, 'release');
  if (config === undefined || release === undefined) return problems;
  const notes = new Notebook(file, release);
  const known: Surroundings = around ?? { paths: [], tags: [] };
  checkTogether(config, notes);
  checkLines(config, notes);
  checkMeaning(config, known, notes);
  if (around) {
    checkFiles(config, around, notes);
    checkTags(config, around, notes);
    checkBranches(config, around, notes);
  }
  return notes.problems.sort((a, b) => a.location.line - b.location.line || a.location.column - b.location.column);
}
