/** Deployments to clouds, clusters and servers: one row an action. */

import type { ActionCall, ActionKnowledge, CredentialSource, Deed, Right } from '../../types.ts';
import { credential, given, known, plain } from './build.ts';

const AS_OF = '2026-03-01';

interface Row {
  readonly actions: readonly string[];
  readonly target: string;
  /** Inputs and variables with its secret; none: a session that an earlier step opened. */
  readonly inputs?: readonly string[];
  readonly env?: readonly string[];
  /** It deploys only when this holds. */
  readonly when?: (call: ActionCall) => boolean;
}

const says = (input: string, pattern: RegExp, fallback: boolean) => (call: ActionCall) => {
  const value = given(call, input);
  if (value === undefined) return fallback;
  return pattern.test(plain(value) ?? '') || plain(value) === undefined;
};

const ROWS: readonly Row[] = [
  {
    actions: ['cloudflare/wrangler-action'],
    target: 'Cloudflare',
    inputs: ['apiToken', 'apiKey'],
    env: ['CLOUDFLARE_API_TOKEN'],
    when: says('command', /deploy|publish/, true),
  },
  { actions: ['cloudflare/pages-action'], target: 'Cloudflare Pages', inputs: ['apiToken'] },
  {
    actions: ['nwtgck/actions-netlify', 'netlify/actions/cli', 'jsmrcaga/action-netlify-deploy'],
    target: 'Netlify',
    inputs: ['NETLIFY_AUTH_TOKEN'],
    env: ['NETLIFY_AUTH_TOKEN'],
  },
  { actions: ['amondnet/vercel-action', 'bettermarks/vercel-action'], target: 'Vercel', inputs: ['vercel-token'] },
  {
    actions: [
      'azure/webapps-deploy',
      'azure/functions-action',
      'azure/container-apps-deploy-action',
      'azure/k8s-deploy',
      'azure/webapps-container-deploy',
      'azure/arm-deploy',
      'azure/bicep-deploy',
    ],
    target: 'Azure',
    inputs: ['publish-profile'],
  },
  { actions: ['azure/static-web-apps-deploy'], target: 'Azure Static Web Apps', inputs: ['azure_static_web_apps_api_token'] },
  {
    actions: [
      'aws-actions/amazon-ecs-deploy-task-definition',
      'aws-actions/aws-cloudformation-github-deploy',
      'aws-actions/aws-codebuild-run-build',
      'aws-actions/aws-lambda-deploy',
      'aws-actions/amazon-ecs-deploy-express-service',
    ],
    target: 'AWS',
  },
  {
    actions: ['jakejarvis/s3-sync-action', 'shallwefootball/s3-upload-action', 'reggionick/s3-deploy'],
    target: 'Amazon S3',
    inputs: ['aws_secret_access_key', 'aws_key_id'],
    env: ['AWS_SECRET_ACCESS_KEY'],
  },
  { actions: ['chetan/invalidate-cloudfront-action'], target: 'Amazon CloudFront', env: ['AWS_SECRET_ACCESS_KEY'] },
  { actions: ['einaregilsson/beanstalk-deploy'], target: 'AWS Elastic Beanstalk', inputs: ['aws_secret_key'] },
  {
    actions: [
      'google-github-actions/deploy-cloudrun',
      'google-github-actions/deploy-appengine',
      'google-github-actions/deploy-cloud-functions',
      'google-github-actions/upload-cloud-storage',
    ],
    target: 'Google Cloud',
  },
  { actions: ['superfly/flyctl-actions'], target: 'Fly.io', env: ['FLY_API_TOKEN'], when: says('args', /deploy/, true) },
  { actions: ['akhileshns/heroku-deploy'], target: 'Heroku', inputs: ['heroku_api_key'] },
  {
    actions: ['appleboy/ssh-action', 'garygrossgarten/github-action-ssh', 'fifsky/ssh-action', 'cross-the-world/ssh-pipeline'],
    target: 'a server (SSH)',
    inputs: ['key', 'password', 'privateKey', 'key_path'],
  },
  {
    actions: [
      'appleboy/scp-action',
      'burnett01/rsync-deployments',
      'easingthemes/ssh-deploy',
      'up9cloud/action-rsync',
      'wlixcc/sftp-deploy-action',
      'samkirkland/ftp-deploy-action',
      'sliteteam/github-action-git-ftp',
      'garygrossgarten/github-action-scp',
    ],
    target: 'a server (files)',
    inputs: ['key', 'password', 'remote_key', 'SSH_PRIVATE_KEY', 'ssh_private_key'],
    env: ['SSH_PRIVATE_KEY', 'KEY'],
  },
  { actions: ['dokku/github-action'], target: 'Dokku', inputs: ['ssh_private_key'] },
  {
    actions: ['firebaseextended/action-hosting-deploy', 'w9jds/firebase-action'],
    target: 'Firebase',
    inputs: ['firebaseServiceAccount'],
    env: ['FIREBASE_TOKEN', 'GCP_SA_KEY'],
  },
  { actions: ['digitalocean/app_action', 'digitalocean/app_action/deploy'], target: 'DigitalOcean', inputs: ['token'] },
  { actions: ['johnbeynon/render-deploy-action'], target: 'Render', inputs: ['api-key'] },
  { actions: ['pulumi/actions'], target: 'Pulumi', env: ['PULUMI_ACCESS_TOKEN'], when: says('command', /^up|update|destroy/, false) },
  { actions: ['dflook/terraform-apply', 'dflook/tofu-apply'], target: 'Terraform' },
  { actions: ['deployphp/action'], target: 'Deployer', inputs: ['private-key'] },
  { actions: ['denoland/deployctl'], target: 'Deno Deploy' },
  { actions: ['getsentry/action-release'], target: 'Sentry', env: ['SENTRY_AUTH_TOKEN'], inputs: [] },
  {
    actions: ['bobheadxi/deployments', 'chrnorm/deployment-action', 'chrnorm/deployment-status'],
    target: 'a deployment on GitHub',
    inputs: ['token'],
  },
];

function needs(row: Row): readonly Right[] {
  if (row.target.endsWith('on GitHub')) return [{ scope: 'deployments', level: 'write' }];
  return row.target === 'Deno Deploy' ? [{ scope: 'id-token', level: 'write' }] : [];
}

function credentialOf(call: ActionCall, row: Row): CredentialSource {
  if (row.target === 'Deno Deploy') return { how: 'oidc' };
  if (!row.inputs && !row.env) return { how: 'unknown', why: 'the session of an earlier step' };
  const found = credential(call, { inputs: row.inputs, env: row.env });
  // A missing one may still come from a session that an earlier step opened.
  return found.how === 'token' ? found : { how: 'unknown', why: found.how === 'none' ? found.why : 'it is not known' };
}

function deploy(call: ActionCall, row: Row): readonly Deed[] {
  if (row.when && !row.when(call)) return [];
  return [{ kind: 'deploy', target: row.target, tool: call.name, by: credentialOf(call, row), needs: needs(row) }];
}

export const knowledge: readonly ActionKnowledge[] = ROWS.map((row) =>
  known(row.actions, `https://github.com/${row.actions[0]} README.md`, AS_OF, (call) => deploy(call, row)),
);
