import type { Location } from '../../../source/index.ts';
import { literally } from '../../patterns.ts';
import type { Repository } from '../repository.ts';

const CONDITION = /^\s*(?:if|elif|elseif)\b|^\s*[\w"'*|/ -]+\)\s*$/;
const END = /^\s*(?:elif|else|fi|esac|;;)\b|^\s*;;/;
const SETS = /\b\w*env\w*\s*=\s*["']?(dev|development|staging|prod|production)\b/i;

/** Environments to which scripts of the workflows send a branch: an arm of a condition that names its prefix sets one. */
export function environmentsOfBranch(pattern: string, { analysis }: Repository): { readonly environment: string; readonly at: Location }[] {
  const prefix = pattern.replace(/\/?\*+$/, '');
  const named = new RegExp(`(?<![\\w-])${literally(prefix)}(?![\\w-])`);
  const found: { environment: string; at: Location }[] = [];
  for (const { path, file } of analysis.world.workflows) {
    if (!file.text.includes(prefix)) continue;
    const lines = file.text.split(/\r?\n/);
    for (const [i, line] of lines.entries()) {
      if (!CONDITION.test(line) || !named.test(line)) continue;
      for (let j = i + 1; j < lines.length && j <= i + 6 && !END.test(lines[j]!); j++) {
        const environment = SETS.exec(lines[j]!)?.[1];
        if (environment !== undefined)
          found.push({ environment, at: { path, line: j + 1, column: 1, endLine: j + 1, endColumn: lines[j]!.length + 1 } });
      }
    }
  }
  return found.slice(0, 6);
}
