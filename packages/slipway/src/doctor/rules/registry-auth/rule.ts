import type { World } from '../../../chain/index.ts';
import type { Draft, Rule } from '../../rule.ts';
import { textAt } from '../../source-text.ts';
import { refusedEvent, unsignedProvenance } from './identity.ts';
import { withoutAnyToken } from './no-token.ts';
import { oldNpm } from './npm-version.ts';
import type { Unaccepted } from './subject.ts';
import { unreadToken } from './unread-token.ts';
import { hasIdToken, type Upload, uploadsBy } from './uploads.ts';

export const rule: Rule = {
  id: 'registry-auth',
  group: 'publish',
  severity: 'error',
  title: 'A registry that will not accept the credential of the release',
  *check(analysis) {
    const uploads = uploadsBy(['npm publish'], analysis).filter(({ effect }) => effect.deed.kind === 'package' && effect.deed.registry === 'npm');
    const said = new Set<string>();
    for (const upload of uploads) {
      const draft = withoutToken(upload, analysis.world);
      if (draft === undefined) continue;
      const key = `${draft.at.path}:${draft.at.line}`;
      if (!said.has(key)) yield draft;
      said.add(key);
    }
    yield* twoPublishers(uploads, analysis.world);
    for (const draft of [...unsignedProvenance(analysis), ...unreadToken(analysis), ...withoutAnyToken(analysis), ...refusedEvent(analysis)]) {
      const key = `${draft.at.path}:${draft.at.line}`;
      if (!said.has(key)) yield draft;
      said.add(key);
    }
  },
};

/** Something of the job, or of the tree, may give npm a token in a way that is not followed. */
function mayHaveToken({ effect, job }: Upload, world: World): boolean {
  if (effect.deed.by.how !== 'unknown') return true;
  const { file } = job.workflow;
  const text = file.text.slice(job.job.node.span.start, job.job.node.span.end);
  if (/_auth|npmrc|npm\s+(?:config\s+)?set\b|npm\s+(?:login|adduser)|NPM_CONFIG_USERCONFIG/i.test(text)) return true;
  const hosts = [...text.matchAll(/\bregistry(?:-url)?:\s*['"]?https?:\/\/([^\s'"/]+)/gi)].map((m) => m[1]!.toLowerCase());
  if (hosts.some((host) => host !== world.tools.npmRegistryHost && !/\bnpmjs\b/.test(host))) return true;
  // A name that stands for a token, and that npm may read through a file.
  const env = [...job.workflow.env, ...job.job.env, ...(effect.step?.env ?? [])];
  if (env.some((p) => /TOKEN|AUTH|NPM/i.test(p.name) && !/^(?:GITHUB_TOKEN|GH_TOKEN)$/.test(p.name))) return true;
  if (/--registry|npm@/.test(textAt(effect.at, world))) return true;
  return world.tree.list().some((p) => (p === '.npmrc' || p.endsWith('/.npmrc')) && /_auth|registry\s*=/.test(world.tree.read(p) ?? ''));
}

function withoutToken(upload: Upload, world: World): Draft | undefined {
  const { effect, job, run } = upload;
  if (effect.through.length > 0 || mayHaveToken(upload, world) || effect.step === undefined) return undefined;
  const before = job.job.steps.filter((s) => s.index <= effect.step!.index);
  const named = effect.deed.kind === 'package' && effect.deed.names.length > 0 ? effect.deed.names.join(', ') : 'the package';
  if (!hasIdToken(job)) {
    // Something that the catalogue does not know may log in.
    if (run.opaque.some((o) => o.job === job.job)) return undefined;
    return {
      at: effect.at,
      certainty: 'likely',
      title: 'npm publish has neither a token nor an identity',
      message: `Job \`${job.id}\` publishes ${named} without a token in its environment and without an \`.npmrc\`, and it may not ask for an identity token (\`id-token: write\`) either, so npm refuses with ENEEDAUTH.`,
      facts: ['npm.tp', 'npm.tp.silent'],
      key: [job.id, 'no credential'],
      subject: { why: 'nothing', upload, registry: 'npm' } satisfies Unaccepted,
      advice: 'Give the job `id-token: write` and make it the trusted publisher of the package, or give the step `NODE_AUTH_TOKEN`.',
    };
  }
  const old = oldNpm(before, world);
  if (old === undefined) return undefined;
  return {
    at: old.at,
    certainty: 'proven',
    title: `npm ${old.version} cannot use the identity of the run`,
    message: `Job \`${job.id}\` publishes ${named} without a token, by trusted publishing. That needs npm 11.5.1, and ${old.from.startsWith('Node') ? `${old.from} brings npm ${old.version}` : `the job installs ${old.from}`}, which knows nothing of it: npm answers 404 or ENEEDAUTH, and nothing is published.`,
    chain: [
      { kind: 'credential', text: `npm ${old.version}`, location: old.at, state: 'cut' },
      { kind: 'effect', text: `publishes ${named}`, location: effect.at, state: 'cut' },
    ],
    facts: ['npm.tp', 'npm.tp.silent'],
    key: [job.id, old.from],
    subject: { why: 'old npm', upload, old } satisfies Unaccepted,
    advice: 'Install a newer npm before (`npm install -g npm@latest`), or use Node 24 or later.',
  };
}

/** From then on, at the earliest, npm lets a package have several trusted publishers. */
const SEVERAL = '2026-08-21';

/** One package that two workflow files publish, although npm trusts one file. */
function* twoPublishers(uploads: readonly Upload[], world: World): Generator<Draft> {
  if (world.asOf >= SEVERAL) return;
  const byName = new Map<string, Upload[]>();
  for (const upload of uploads) {
    if (!hasIdToken(upload.job) || upload.effect.deed.kind !== 'package') continue;
    for (const name of upload.effect.deed.names) byName.set(name, [...(byName.get(name) ?? []), upload]);
  }
  const said = new Set<string>();
  for (const [name, all] of byName) {
    const files = [...new Set(all.map((u) => u.run.workflow.path))];
    const [first] = all;
    if (files.length < 2 || first === undefined) continue;
    const tokens = all.every((u) => u.effect.deed.by.how === 'token');
    if (tokens && !all.some((u) => /trusted publish|oidc/i.test(u.run.workflow.file.text))) continue;
    // The one that moves a channel of its own is the newcomer.
    const other = all.find((u) => /--tag\s+(?!latest)/.test(textAt(u.effect.at, world))) ?? all.find((u) => u.run.workflow.path !== files[0])!;
    const main = all.find((u) => u.run.workflow.path !== other.run.workflow.path)!;
    const key = `${other.effect.at.path}`;
    if (said.has(key)) continue;
    said.add(key);
    yield {
      at: other.effect.at,
      severity: tokens ? 'warning' : 'error',
      certainty: 'likely',
      title: `${name} is published from two workflow files, and npm trusts one`,
      message:
        `${main.run.workflow.path} (line ${main.effect.at.line}) and ${other.run.workflow.path} both publish ${name} with \`id-token: write\`. A package has one trusted publisher on npm, which is bound to the name of one workflow file, so the other has no trust` +
        `${tokens ? ' and rests on its token alone' : ' and is refused'}.`,
      chain: [
        { kind: 'effect', text: `publishes ${name}`, location: main.effect.at, state: 'holds' },
        { kind: 'effect', text: `publishes ${name}`, location: other.effect.at, state: 'cut' },
      ],
      assumptions: ['the package has a trusted publisher'],
      facts: ['npm.tp'],
      key: [name, ...files],
      subject: { why: 'two files', upload: other, main, ...(tokens ? { tokens } : {}) } satisfies Unaccepted,
      advice: 'Publish from one workflow file, with the channel as an input.',
    };
  }
}
