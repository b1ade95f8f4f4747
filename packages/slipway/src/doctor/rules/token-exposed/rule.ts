import {
  asText,
  describe,
  type Job,
  type ShellCommand,
  type Step,
  type TokenSource,
  tokensIn,
  type Val,
  type Workflow,
} from '../../../actions/index.ts';
import { locate } from '../../../chain/index.ts';
import { releasing } from '../../releasing.ts';
import type { Draft, Rule } from '../../rule.ts';
import { commandAt, scriptCommands } from '../../script-commands.ts';
import { tokenName } from '../../token-names.ts';

/** What a fix needs to know of a token that lies open. */
export type Open =
  | { readonly why: 'environment'; readonly workflow: Workflow; readonly name: string }
  | { readonly why: 'remote' | 'file' | 'printed'; readonly step: Step; readonly job: Job; readonly workflow: Workflow; readonly token: TokenSource };

export const rule: Rule = {
  id: 'token-exposed',
  group: 'credential',
  severity: 'warning',
  title: 'A token that lies where others can read it',
  *check(analysis) {
    const { workflows, writers } = releasing(analysis);
    for (const workflow of analysis.world.workflows) {
      if (!workflows.has(workflow)) continue;
      yield* forPullRequests(workflow);
      for (const job of workflow.jobs) if (writers.has(job)) for (const step of job.steps) yield* inScript(step, job, workflow);
    }
  },
};

/** A secret in the environment of a whole workflow that pull requests start too. */
function* forPullRequests(workflow: Workflow): Generator<Draft> {
  const trigger = workflow.triggers.find((t) => t.event === 'pull_request' || t.event === 'pull_request_target');
  if (trigger === undefined) return;
  const said = new Set<string>();
  for (const pair of workflow.env) {
    const secret = pair.value?.kind === 'scalar' ? /\$\{\{\s*secrets\.(\w+)/.exec(pair.value.text)?.[1] : undefined;
    if (secret === undefined || secret.toUpperCase() === 'GITHUB_TOKEN' || !(tokenName.test(secret) || tokenName.test(pair.name))) continue;
    // One secret under several names is one exposure.
    if (said.has(secret.toUpperCase())) continue;
    said.add(secret.toUpperCase());
    const at = workflow.file.locate({ start: pair.key.span.start, end: pair.value!.span.end });
    const pull = locate(trigger.key);
    yield {
      at,
      certainty: 'proven',
      title: `secrets.${secret} is in the environment of every job of ${workflow.path}, also for ${trigger.event}`,
      message: `\`env\` of the workflow gives secrets.${secret} to every step of all ${workflow.jobs.length} jobs, and ${workflow.path} also runs for ${trigger.event}: what a pull request from a branch of this repository changes in a script, a test or a dependency runs with the token that releases.`,
      chain: [
        { kind: 'event', text: trigger.event, location: pull, state: 'holds' },
        { kind: 'credential', text: `secrets.${secret} in every job`, location: at, state: 'maybe' },
      ],
      facts: ['sec.fork'],
      key: [secret, 'env'],
      subject: { why: 'environment', workflow, name: pair.name } satisfies Open,
      advice: 'Move it into `env` of the one step that needs it.',
    };
  }
}

function* inScript(step: Step, job: Job, workflow: Workflow): Generator<Draft> {
  const text = step.run?.text ?? '';
  if (!/token|secrets\.|(?:_|\b)PAT\b/i.test(text) || !/remote|echo|printf|cat\b|tee\b/.test(text)) return;
  for (const command of scriptCommands(step, job, workflow)) {
    const said = keptInConfig(command) ?? writtenToFile(command) ?? printed(command);
    if (said === undefined) continue;
    const { subject: found, ...draft } = said;
    const at = commandAt(command, step);
    yield {
      at,
      certainty: 'proven',
      ...draft,
      chain: [
        { kind: 'job', text: `job ${job.id}`, location: job.key.file.locate(job.key.span), state: 'holds' },
        { kind: 'credential', text: draft.title, location: at, state: 'maybe' },
      ],
      key: [job.id, step.id ?? String(step.index), ...draft.key],
      subject: { ...found, step, job, workflow } satisfies Open,
    };
    return;
  }
}

type Said = Pick<Draft, 'title' | 'message' | 'key' | 'advice' | 'facts'> & {
  readonly subject: { readonly why: 'remote' | 'file' | 'printed'; readonly token: TokenSource };
};

const nameOf = (t: TokenSource): string =>
  t.kind === 'github-token' ? 'the GITHUB_TOKEN' : t.kind === 'app' ? "the App's token" : `secrets.${t.name}`;

const firstToken = (words: readonly Val[]): TokenSource | undefined => words.flatMap((w) => tokensIn(w))[0]?.token;

const program = (command: ShellCommand): string | undefined => asText(command.words[0]!);

/** `git remote set-url` and `git remote add`: the URL stays in `.git/config`. */
function keptInConfig(command: ShellCommand): Said | undefined {
  const words = command.words.map((w) => asText(w));
  if (words[0] !== 'git' || !words.includes('remote') || !(words.includes('set-url') || words.includes('add'))) return undefined;
  const found = firstToken(command.words);
  if (found === undefined) return undefined;
  return {
    title: `${capital(nameOf(found))} is written into the remote's URL, which git keeps in .git/config`,
    message: `\`git remote ${words.includes('add') ? 'add' : 'set-url'}\` puts ${nameOf(found)} into \`.git/config\` in clear text. Every later step can read it there, \`git remote -v\` and git's error messages show it, and an upload of the folder carries it along; unlike what checkout persists, nothing removes it at the end of the job.`,
    key: ['remote', nameOf(found)],
    advice: 'Give the token to actions/checkout (`token:`), or use `gh auth setup-git`.',
    facts: ['tok.persist', 'tok.extraheader'],
    subject: { why: 'remote', token: found },
  };
}

/** Where a token is meant to be written, or where only the runner sees it. */
const fitPlace =
  /^(?:~|\/)|HOME|RUNNER_TEMP|GITHUB_(?:ENV|OUTPUT|STATE|PATH)|\.(?:npmrc|yarnrc(?:\.yml)?|netrc|pypirc|env)$|credentials|settings\.xml|auth\.json|nuget|gradle\.properties|\/dev\/(?:null|stdin|stdout|stderr|fd)/i;

function writtenToFile(command: ShellCommand): Said | undefined {
  const name = program(command);
  if (name !== 'echo' && name !== 'printf' && name !== 'cat') return undefined;
  const target = command.redirects.find((r) => r.op === '>' || r.op === '>>' || r.op === '>|')?.target;
  if (target === undefined) return undefined;
  const place = describe(target);
  const found = firstToken(name === 'cat' ? (command.stdin ? [command.stdin] : []) : command.words.slice(1));
  if (found === undefined || fitPlace.test(place) || (found.kind === 'secret' && !tokenName.test(found.name))) return undefined;
  return {
    title: `${capital(nameOf(found))} is written to a file`,
    message: `\`${name}\` writes ${nameOf(found)} to ${place.includes('{') ? 'a file' : place} in clear text. Every later step and every program that the job runs can read it, and an artifact or an image made of the folder carries it along.`,
    key: ['file', nameOf(found)],
    advice: 'Hand it over in `env:` of the step that needs it; for git use `gh auth setup-git` or the token of actions/checkout.',
    facts: [],
    subject: { why: 'file', token: found },
  };
}

/** Programs that change a text so that the log's masks no longer find the secret in it. */
const rewriting = /^(?:base64|base32|rev|xxd|od|hexdump|tr|fold|jq)$/;

function printed(command: ShellCommand): Said | undefined {
  const name = program(command);
  if (
    name === undefined ||
    !rewriting.test(name) ||
    command.substituted ||
    command.redirects.length > 0 ||
    command.words.some((w) => /^(?:-d|--decode|-D|-r)$/.test(asText(w) ?? ''))
  )
    return undefined;
  const from = command.pipedFrom.at(-1);
  const source = from === undefined ? undefined : asText(from[0]!);
  const found = source === 'echo' || source === 'printf' ? firstToken(from!.slice(1)) : undefined;
  if (found === undefined) return undefined;
  return {
    title: `${capital(nameOf(found))} is printed in a form that the log does not mask`,
    message: `The log hides a secret only as it is written. \`${name}\` changes its text, so that ${nameOf(found)} stands in the log for everyone who may read it.`,
    key: ['printed', nameOf(found)],
    advice: 'Take the output away, or hide the new text with `::add-mask::` first.',
    facts: ['sec.mask'],
    subject: { why: 'printed', token: found },
  };
}

const capital = (text: string): string => (text.startsWith('the ') ? `T${text.slice(1)}` : text);
