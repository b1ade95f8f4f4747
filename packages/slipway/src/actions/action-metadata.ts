import { parseYaml } from '../source/index.ts';
import type { SourceFile } from '../source/types.ts';
import type { ActionMetadata } from './model.ts';
import { child, textAt } from './nodes.ts';
import { parseSteps } from './steps.ts';
import { parseInputs, parseOutputs } from './triggers.ts';

/** Reads an action's metadata file (`action.yml`, `action.yaml`); never throws. `using` is '' when the file does not say. */
export function parseAction(file: SourceFile): ActionMetadata {
  const parsed = parseYaml(file);
  const { root } = parsed;
  const runs = child(root, 'runs');
  return {
    path: file.path,
    file,
    using: textAt(runs, 'using')?.text ?? '',
    inputs: parseInputs(child(root, 'inputs')),
    outputs: parseOutputs(child(root, 'outputs')),
    steps: parseSteps(child(runs, 'steps')),
    problems: parsed.problems.map((problem) => ({
      message: `GitHub cannot read this action: ${problem.message}`,
      span: problem.span,
      effect: 'refused' as const,
      fact: 'valid.file',
    })),
  };
}
