import type { Analysis, JobRun, World } from '../../../chain/index.ts';
import type { Draft } from '../../rule.ts';
import type { Unaccepted } from './subject.ts';
import { hasIdToken, isPlain, textOf, type Upload, uploadsBy } from './uploads.ts';

/** Uploads by npm whose token stands in a variable that no file makes npm read. npm itself knows no variable for a token. */
export function* unreadToken(analysis: Analysis): Generator<Draft> {
  for (const upload of uploadsBy(['npm publish', 'pnpm publish'], analysis)) {
    const { deed } = upload.effect;
    if (deed.kind !== 'package' || deed.registry !== 'npm' || deed.by.how !== 'token' || !isPlain(upload, analysis.world)) continue;
    const variable = /^env (\w+)$/.exec(deed.by.from)?.[1];
    if (variable === undefined || hasIdToken(upload.job) || mayBeRead(upload.job, analysis.world)) continue;
    const registryUrl = writesFile(upload.job);
    // The file that setup-node writes reads NODE_AUTH_TOKEN and no other.
    if (registryUrl && (variable === 'NODE_AUTH_TOKEN' || textOf(upload.job).includes('NODE_AUTH_TOKEN'))) continue;
    yield draftOf(upload, variable, registryUrl);
  }
}

const writesFile = ({ job }: JobRun): boolean =>
  job.steps.some((s) => /^actions\/setup-node@/i.test(s.uses?.at.text ?? '') && s.with.some((p) => p.name === 'registry-url' && p.value !== null));

/** Something of the job writes npm's configuration, or the tree has some. */
function mayBeRead(job: JobRun, world: World): boolean {
  if (/:_auth|_authToken|npmrc|(?:npm|pnpm|yarn)\s+(?:config\s+)?set\b|npm\s+(?:login|adduser)|npm_config/i.test(textOf(job))) return true;
  return world.tree
    .list()
    .some((path) => /(?:^|\/)\.(?:npmrc|yarnrc(?:\.yml)?)$/.test(path) && /_auth|npmAuthToken|\$\{/i.test(world.tree.read(path) ?? ''));
}

function draftOf({ effect, job, run }: Upload, variable: string, registryUrl: boolean): Draft {
  return {
    at: effect.at,
    certainty: 'likely',
    title: `npm does not read ${variable}`,
    message: registryUrl
      ? `Job \`${job.id}\` gives \`${effect.deed.tool}\` its token as \`${variable}\`. The .npmrc that setup-node writes for \`registry-url\` reads \`NODE_AUTH_TOKEN\`, which is not set, so npm sends a placeholder and the registry answers 404 or ENEEDAUTH.`
      : `Job \`${job.id}\` gives \`${effect.deed.tool}\` its token as \`${variable}\`. npm reads tokens from an .npmrc alone: setup-node writes none without \`registry-url\`, the tree has none that names the variable, and no step makes one. npm stops with ENEEDAUTH.`,
    chain: [
      { kind: 'event', text: run.event.text, state: 'holds' },
      { kind: 'credential', text: `${variable}, which nothing reads`, location: effect.stepAt, state: 'cut' },
      { kind: 'effect', text: effect.deed.tool, location: effect.at, state: 'cut' },
    ],
    facts: ['npm.tp.silent'],
    key: [job.id, variable, 'unread'],
    subject: { why: 'unread', upload: { effect, job, run }, variable, hasFile: registryUrl } satisfies Unaccepted,
    advice: registryUrl ? 'Call the variable `NODE_AUTH_TOKEN`.' : 'Give setup-node `registry-url`, and call the variable `NODE_AUTH_TOKEN`.',
  };
}
