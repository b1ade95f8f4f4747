import type { JobRun } from '../../../chain/index.ts';
import type { ScalarNode, SourceNode } from '../../../source/index.ts';
import { writtenTexts } from '../../job-nodes.ts';
import type { Gap } from './gap.ts';

const setups: Readonly<Record<string, { readonly input: string; readonly name: string }>> = {
  'actions/setup-python': { input: 'python-version', name: 'Python' },
  'actions/setup-go': { input: 'go-version', name: 'Go' },
};

/** A version that YAML reads as a number and that loses its last zero: `3.10` is 3.1. */
export function* versionsAsNumbers(job: JobRun): Generator<Gap> {
  for (const { uses, with: inputs } of job.job.steps) {
    const setup = uses?.is.kind === 'remote' ? setups[`${uses.is.owner}/${uses.is.repo}`.toLowerCase()] : undefined;
    const given = setup && inputs.find((p) => p.name === setup.input)?.value;
    if (!given) continue;
    for (const node of scalarsOf(given).flatMap((n) => writtenTexts(n, job.job))) {
      if (node.style !== 'plain' || typeof node.value !== 'number' || !/^\d+\.\d+0$/.test(node.text)) continue;
      yield {
        at: node.file.locate(node.span),
        title: `${setup.name} ${node.value} is asked for, where ${node.text} is meant`,
        message: `\`${node.text}\` without quotes is a number, and as a number it is ${node.value}. Job \`${job.id}\` asks for ${setup.name} ${node.value}, which is not what is meant and is not there for this runner: the step fails, or everything after it is built with the wrong version.`,
        severity: 'error',
        certain: true,
        key: [job.id, setup.input, node.text],
        remedy: { kind: 'number', at: node.file.locate(node.span), text: node.text },
        advice: `Write \`'${node.text}'\`.`,
      };
    }
  }
}

const scalarsOf = (node: SourceNode): ScalarNode[] => (node.kind === 'scalar' ? [node] : node.kind === 'seq' ? node.items.flatMap(scalarsOf) : []);
