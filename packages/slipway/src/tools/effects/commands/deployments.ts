import type { CommandCall, CommandKnowledge, CredentialSource, Deed } from '../../types.ts';
import { readArguments } from './arguments.ts';
import { fromEnv } from './credentials.ts';
import { known, shape } from './words.ts';

/** A program that deploys, by the words that must follow it in order (other words may stand between). */
interface Deployer {
  readonly command: string | readonly string[];
  readonly target: string;
  readonly forms: readonly (readonly RegExp[])[];
  readonly dry?: readonly string[];
  readonly env?: readonly string[];
}

const DEPLOYERS: readonly Deployer[] = [
  { command: ['terraform', 'tofu', 'terragrunt'], target: 'infrastructure', forms: [[/^(apply|destroy|run-all)$/]] },
  { command: 'pulumi', target: 'infrastructure', forms: [[/^(up|destroy)$/]], env: ['PULUMI_ACCESS_TOKEN'] },
  { command: 'kubectl', target: 'a Kubernetes cluster', forms: [[/^(apply|rollout|set|replace|patch|create|delete|scale)$/]], dry: ['--dry-run'] },
  { command: 'argocd', target: 'Argo CD', forms: [[/^app$/, /^(sync|set|create)$/]], env: ['ARGOCD_AUTH_TOKEN'] },
  {
    command: 'aws',
    target: 'AWS',
    forms: [
      [/^s3$/, /^(sync|cp|mv|rm)$/],
      [/^s3api$/, /^(put|copy|delete)-/],
      [/^cloudfront$/, /^create-invalidation$/],
      [/^ecs$/, /^(update-service|deploy|register-task-definition)$/],
      [/^lambda$/, /^(update|publish|create)-/],
      [/^(elasticbeanstalk|deploy|apprunner|amplify|cloudformation)$/, /^(create|update|start|deploy)/],
    ],
  },
  { command: ['sam', 'cdk', 'copilot', 'serverless', 'sls', 'eb'], target: 'AWS', forms: [[/^deploy$/]] },
  {
    command: 'gcloud',
    target: 'Google Cloud',
    forms: [
      [/^(run|app|functions|deploy)$/, /^(deploy|services|releases)$/],
      [/^builds$/, /^submit$/],
      [/^storage$/, /^(cp|rsync)$/],
    ],
  },
  { command: 'gsutil', target: 'Google Cloud', forms: [[/^(cp|rsync|mv)$/]] },
  {
    command: 'az',
    target: 'Azure',
    forms: [
      [/^(webapp|functionapp|containerapp|deployment|group|staticwebapp|aks|acr)$/, /^(deploy|deployment|up|create|update|config|sub|group|build)$/],
      [/^storage$/, /^blob$/, /^(upload|upload-batch|sync)$/],
    ],
  },
  { command: ['azd', 'func', 'swa'], target: 'Azure', forms: [[/^(up|deploy|azure)$/]] },
  { command: ['flyctl', 'fly'], target: 'Fly.io', forms: [[/^deploy$/]], env: ['FLY_API_TOKEN'] },
  { command: ['vercel', 'vc'], target: 'Vercel', forms: [[/^(deploy|promote|alias)$/], []], env: ['VERCEL_TOKEN'] },
  { command: ['netlify', 'ntl'], target: 'Netlify', forms: [[/^deploy$/]], env: ['NETLIFY_AUTH_TOKEN'] },
  {
    command: 'wrangler',
    target: 'Cloudflare',
    forms: [[/^(publish|deploy)$/], [/^pages$/, /^(publish|deploy)$/], [/^versions$/, /^(upload|deploy)$/]],
    dry: ['--dry-run'],
    env: ['CLOUDFLARE_API_TOKEN'],
  },
  { command: 'firebase', target: 'Firebase', forms: [[/^deploy$/], [/^hosting:channel:deploy$/]], env: ['FIREBASE_TOKEN'] },
  { command: 'heroku', target: 'Heroku', forms: [[/^container:release$/], [/^container:push$/]], env: ['HEROKU_API_KEY'] },
  { command: 'railway', target: 'Railway', forms: [[/^(up|redeploy)$/]], env: ['RAILWAY_TOKEN'] },
  { command: 'surge', target: 'surge.sh', forms: [[]], env: ['SURGE_TOKEN'] },
  { command: ['doctl'], target: 'DigitalOcean', forms: [[/^apps$/, /^(create-deployment|update)$/]] },
  { command: ['ansible-playbook'], target: 'servers', forms: [[]], dry: ['-C', '--check', '--syntax-check'] },
  { command: ['kamal', 'mrsk', 'cap'], target: 'servers', forms: [[/deploy$/]] },
  { command: ['butler'], target: 'itch.io', forms: [[/^push$/]], env: ['BUTLER_API_KEY'] },
  { command: ['rclone'], target: 'remote storage', forms: [[/^(sync|copy|move)$/]] },
  { command: ['mc', 's3cmd', 's5cmd'], target: 'object storage', forms: [[/^(cp|mirror|put|sync)$/]] },
  { command: ['fastlane'], target: 'app stores', forms: [[/release|deploy|upload|beta|production|internal/]] },
  { command: ['sentry-cli'], target: 'Sentry', forms: [[/^releases$/, /^(new|finalize|deploys)$/]], env: ['SENTRY_AUTH_TOKEN'] },
];

const VALUED = [
  '-n',
  '--namespace',
  '--region',
  '--profile',
  '-C',
  '--prefix',
  '--project',
  '--config',
  '-c',
  '--token',
  '-t',
  '--app',
  '-a',
  '--cwd',
  '--dir',
  '-f',
  '--filename',
  '--context',
  '--resource-group',
  '-g',
  '-chdir',
];

function matches(words: readonly string[], form: readonly RegExp[]): boolean {
  let from = 0;
  for (const pattern of form) {
    const at = words.findIndex((word, index) => index >= from && pattern.test(word));
    if (at < 0 || at > from + 3) return false;
    from = at + 1;
  }
  return true;
}

/** A copy to another machine: `host:path`, `user@host:path`, `rsync://`; a Windows drive is none. */
function isRemote(text: string): boolean {
  return /^(rsync|ssh|sftp|ftp):\/\//.test(text) || /^([^/@:]+@)?([^/:\u0000]{2,}|\u0000[^/:]*|[^/:]*\u0000[^/:]*):(?!\/\/)/.test(text);
}

function deeds(call: CommandCall): readonly Deed[] {
  const program = known(call.words[0]) ?? '';
  if (/^(rsync|scp|sftp|lftp)$/.test(program)) {
    const args = readArguments(call.words.slice(1), {
      valued: ['-e', '--rsh', '-i', '-P', '-o', '-F', '--exclude', '--include', '--filter', '-c', '-u'],
    });
    if (args.may('--dry-run') || (program === 'rsync' && args.may('-n'))) return [];
    const to = args.words.at(-1);
    const remote = program === 'lftp' || (to !== undefined && isRemote(shape(to)));
    return remote
      ? [{ kind: 'deploy', target: 'a server', tool: program, by: { how: 'unknown', why: 'an SSH key or password decides' }, needs: [] }]
      : [];
  }
  const deployer = DEPLOYERS.find((one) => (typeof one.command === 'string' ? one.command === program : one.command.includes(program)));
  if (!deployer) return [];
  const args = readArguments(call.words.slice(1), { valued: VALUED, words: program === 'terraform' });
  if (args.may('--help', ...(deployer.dry ?? []))) return [];
  const words = args.words.map((word) => known(word) ?? '');
  const form = deployer.forms.find((one) => matches(words, one));
  if (
    !form ||
    (form.length === 0 && words.length > 0 && program === 'vercel' && /^(pull|build|env|link|ls|list|inspect|login|whoami)$/.test(words[0] ?? ''))
  )
    return [];
  if (program === 'aws' && words[0] === 's3' && !words.slice(3).some((word) => word === '' || word.startsWith('s3:')) && words[1] !== 'rm') return [];
  const by: CredentialSource = fromEnv(call, deployer.env ?? []) ?? { how: 'unknown', why: 'a login before it decides' };
  return [{ kind: 'deploy', target: deployer.target, tool: [program, ...words.slice(0, Math.max(1, form.length))].join(' ').trim(), by, needs: [] }];
}

export const deployments: CommandKnowledge = {
  command: ['rsync', 'scp', 'sftp', 'lftp', ...DEPLOYERS.flatMap((one) => one.command)],
  source: 'command references of each platform',
  asOf: '2026-11-20',
  deeds,
};
