import type { Analysis } from '../../../chain/index.ts';
import { locate } from '../../../chain/index.ts';
import type { Draft } from '../../rule.ts';
import type { Unreached } from './subject.ts';

const bare = /^(?:env|vars|inputs|matrix|needs|steps|github|strategy)\.[A-Za-z_][\w.-]*$/;

/** `environment: env.TARGET`: a name like any other, because no braces make it an expression. */
export function* withoutBraces({ world }: Analysis): Generator<Draft> {
  for (const workflow of world.workflows)
    for (const job of workflow.jobs) {
      const name = job.environment?.name;
      if (name === undefined || !bare.test(name.text.trim())) continue;
      const inEnv = name.text.trim().startsWith('env.');
      yield {
        at: locate(name),
        certainty: 'proven',
        title: `The environment is called "${name.text.trim()}", literally`,
        message:
          `Without \`\${{ }}\` the text \`${name.text.trim()}\` of job \`${job.id}\` is a name, not a value. GitHub makes an environment of that name, without protection and without secrets, and deploys to it: ` +
          `the environment that was meant is never deployed to, and its secrets are empty in this job.`,
        chain: [{ kind: 'job', text: `job ${job.id}`, location: workflow.file.locate(job.key.span), state: 'cut' }],
        facts: ['env.auto', 'sec.envscope'],
        key: ['braces', job.id],
        subject: { why: 'braces', workflow, job, name } satisfies Unreached,
        advice: inEnv
          ? 'The `env` context is not there in this key: give the name by `vars`, `inputs` or the output of a needed job, in `${{ }}`.'
          : `Write \`\${{ ${name.text.trim()} }}\`.`,
      };
    }
}
