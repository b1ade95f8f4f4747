import { locate } from '../../../chain/index.ts';
import { isNotNow, placeOf } from '../context.ts';
import type { Repository } from '../repository.ts';
import type { Claim, Document } from '../types.ts';
import { isSameEnvironment } from '../walks.ts';

const SAYS =
  /\b(?:test|run|trigger|dispatch|start|use|try)\s+(?:the\s+)?[`"*]{0,2}([\w.-]+)[`"*]{0,2}\s+workflow\s+(?:in|on|for|against)\s+(?:the\s+)?[`"*]{0,2}(dev|development|staging|prod|production|test|qa|uat)[`"*]{0,2}\b/i;

/** "Test the emergency workflow in dev": the workflow offers that environment. */
export function environmentClaims(document: Document, repository: Repository): Claim[] {
  if (document.kind === 'report') return [];
  const { workflows } = repository.analysis.world;
  return document.lines.flatMap((line): Claim[] => {
    const said = line.kind === 'code' || isNotNow(line) ? null : SAYS.exec(line.text.replace(/\*\*/g, ''));
    if (said === null) return [];
    const name = said[1]!.toLowerCase();
    const workflow =
      repository.workflow(name) ?? repository.workflow(`${name}.yml`) ?? workflows.find((w) => w.displayName.toLowerCase().startsWith(`${name} `));
    const input = workflow?.triggers
      .find((t) => t.event === 'workflow_dispatch')
      ?.inputs.find((i) => /environment|target|stage/i.test(i.name) && i.type === 'choice');
    const options = input?.options?.map((o) => o.text) ?? [];
    if (workflow === undefined || input === undefined || options.length === 0) return [];
    const claim = {
      kind: 'environment' as const,
      at: placeOf(document, line),
      about: `${workflow.path} ${said[2]!.toLowerCase()}`,
      text: `${workflow.path} can be run in ${said[2]}`,
    };
    if (options.some((o) => isSameEnvironment(o, said[2]!)))
      return [{ ...claim, verdict: 'true', actual: `it offers ${options.join(', ')}`, impact: '' }];
    return [
      {
        ...claim,
        verdict: 'false',
        actual: `it offers ${options.join(' and ')} for ${input.name}`,
        impact: 'the form has no such choice, and GitHub refuses it from the command line with 422',
        facts: ['dispatch.inputs'],
        links: [{ kind: 'event', text: `the choices of ${input.name}`, location: locate(input.options?.[0] ?? input.key), state: 'cut' }],
      },
    ];
  });
}
