import type { Analysis } from '../../../chain/index.ts';
import { environmentRoutes, tierOf } from '../../../chain/index.ts';
import type { Draft } from '../../rule.ts';
import { secretsOf } from './reads.ts';

/** Names that RFC 2606 keeps for documents, and what templates write for "fill this in". */
const reserved =
  /^(?:https?:\/\/)?(?:[^/]*\.)?(?:example\.(?:com|org|net)|[^/.]+\.(?:example|invalid)|your-?(?:domain|site|app|company)\.\w+|my-?domain\.\w+|changeme[^/]*)(?:[:/]|$)/i;

/** The address of an environment is nobody's: whoever wrote the job has not set it up. */
export function* placeholders(analysis: Analysis): Generator<Draft> {
  for (const workflow of analysis.world.workflows)
    for (const job of workflow.jobs) {
      const url = job.environment?.url;
      const name = job.environment?.name?.text;
      if (url === undefined || name === undefined || url.text.length > 300 || !reserved.test(url.text.trim())) continue;
      const secrets = secretsOf(job);
      if (tierOf(name) === 'other' || secrets.length === 0) continue;
      const [route] = environmentRoutes(analysis).filter((r) => r.job === job && r.reached !== false);
      if (route === undefined) continue;
      yield {
        at: workflow.file.locate(url.span),
        certainty: 'likely',
        title: `Environment ${name} has a placeholder for its address`,
        message:
          `When ${route.from}, job \`${job.id}\` deploys to environment ${name}, whose address is \`${url.text.trim()}\`: a name that is kept for documents and leads to no site. ` +
          `An environment that was never set up has no secrets either, and the job reads ${secrets.length} of them: each that is missing is an empty text, which the job writes to where it deploys, or fails on late.`,
        chain: [
          {
            kind: 'job',
            text: `job ${job.id} reads ${secrets.length} secret${secrets.length === 1 ? '' : 's'}`,
            location: workflow.file.locate(job.key.span),
            state: 'maybe',
          },
        ],
        assumptions: [`environment ${name} is not set up`],
        needs: [`GET /repos/{owner}/{repo}/environments/${name}/secrets`],
        facts: ['sec.envscope', 'pat.missing', 'env.auto'],
        key: ['placeholder', job.id, name],
        advice: 'Set the real address, or take it out, and let a first step stop the job when a secret that it needs is empty.',
      };
    }
}
