import type { Entry, Target } from '../../chain/index.ts';
import type { Tree } from '../../remotes/types.ts';
import { fileName } from '../../tools/index.ts';
import type { DoctorOptions } from '../options.ts';
import { allArrivals } from './arrivals.ts';
import { judge } from './judge.ts';
import { type Stage, stageOf } from './play.ts';
import { readExpectations } from './read.ts';

/** Ways that are proposed. */
const MOST = 6;

/**
 * Expectations that hold today: what each way to release reaches, what a pre-release leaves alone, and which missing secrets are told.
 * @returns the part `tests:` of slipway.yaml; undefined when nothing can be promised
 */
export function proposeTests(tree: Tree, options: DoctorOptions): string | undefined {
  const stage = stageOf(tree, options);
  const entries = stage.analysis.entries.filter(({ entry, role }) => role === 'release' && sentenceOf(entry, stage) !== undefined).slice(0, MOST);
  const tests: string[] = [];
  for (const { entry } of entries) {
    const when = sentenceOf(entry, stage)!;
    const expected = holding(when, candidatesOf(entry, when, stage), stage);
    if (expected.length > 0) tests.push(`  - when: ${quoted(when)}\n    then:\n${expected.map((one) => `      - ${quoted(one)}\n`).join('')}`);
  }
  const early = entries.find(({ entry }) => entry.kind === 'tag' && entry.text.endsWith(stage.world.version))?.entry;
  if (early !== undefined) {
    const when = `push tag ${tagOf(early)}-rc.1`;
    const expected = holding(when, ['never moves latest', ...environments(stage).map((name) => `never reaches environment ${name}`)], stage);
    if (expected.length > 0) tests.push(`  - when: ${quoted(when)}\n    then:\n${expected.map((one) => `      - ${quoted(one)}\n`).join('')}`);
  }
  for (const secret of secretsOf(stage)) {
    const sentence = `${secret} missing fails loudly`;
    if (holds(sentence, stage)) tests.push(`  - ${quoted(sentence)}\n`);
  }
  return tests.length === 0 ? undefined : `tests:\n${tests.join('')}`;
}

/** An entry in the language of the tests; undefined for one that it has no words for. */
function sentenceOf(entry: Entry, { world }: Stage): string | undefined {
  // A name that the sentence would not hold together: of several words, or made of what is not known.
  if ((entry.kind === 'tag' || entry.kind === 'release') && !/^[\w@.+/-]+$/.test(tagOf(entry))) return undefined;
  switch (entry.kind) {
    case 'tag':
      return `push tag ${tagOf(entry)}`;
    case 'merge':
      return 'merge';
    case 'push':
      return `push branch ${entry.channel}`;
    case 'release':
      return entry.id.startsWith('pre') ? undefined : `release published ${tagOf(entry)}`;
    case 'schedule':
      return 'schedule';
    case 'dispatch':
      // A dispatch without its required inputs cannot be made.
      return entry.workflow === undefined ||
        world
          .workflow(entry.workflow.path)
          ?.triggers.some((t) => t.event === 'workflow_dispatch' && t.inputs.some((i) => i.required && i.default === undefined))
        ? undefined
        : `dispatch ${fileName(entry.workflow.path)}`;
    default:
      return undefined;
  }
}

const tagOf = ({ text }: Entry): string => text.replace(/^.* (?:tag|release) /s, '');

/** What could be promised of an entry; which of it holds is found by playing it. */
function candidatesOf(entry: Entry, when: string, stage: Stage): string[] {
  const [expectation] = readExpectations(`tests: [${JSON.stringify(`${when} reaches nothing`)}]`);
  const plays = stage.play(expectation!.when, new Map());
  const arrivals = plays.flatMap((play) => allArrivals(play, isNamed));
  const ids = new Set(arrivals.map(({ target }) => spoken(target.id)));
  // What the event itself starts needs no promise; what follows from that does.
  const started = new Set(
    arrivals.filter(({ node }) => node.labels.every(({ via }) => via.from)).map(({ node }) => fileName(node.run.workflow.path)),
  );
  const counts = entry.kind === 'schedule' ? [] : countsOf(when, stage);
  return [
    ...[...ids].sort().flatMap((id) => [`reaches ${id}`, `can reach ${id}`]),
    ...counts,
    ...[...started].sort().map((file) => `starts ${file}`),
  ];
}

/** Files are counted; a tag that starts a release is no promise; a name that is not known in full says nothing. */
const isNamed = ({ kind, id }: Target): boolean => kind !== 'asset' && kind !== 'tag' && !/[…{|]/.test(id);

const spoken = (id: string): string => (id === 'release' || id === 'release:' ? 'release' : id.replace(/^environment:/, 'environment '));

/** The number of assets, as a test that cannot hold tells it. */
function countsOf(when: string, stage: Stage): string[] {
  const [expectation] = readExpectations(`tests: [${JSON.stringify(`${when} reaches 9999 assets`)}]`);
  const said = judge(expectation!, stage).answers[0];
  const count = said?.outcome === 'fails' ? /^(\d+) assets? (?:is|are) uploaded/.exec(said.why)?.[1] : undefined;
  return count === undefined ? [] : [`reaches ${count} assets`];
}

/** Those that hold; of what is reached for certain it need not be said that it can be. */
function holding(when: string, candidates: readonly string[], stage: Stage): string[] {
  const held = candidates.filter((one) => holds(`${when} ${one}`, stage));
  return held.filter((one) => !held.includes(one.replace(/^can reach/, 'reaches')) || !one.startsWith('can'));
}

function holds(sentence: string, stage: Stage): boolean {
  const [expectation] = readExpectations(`tests: [${JSON.stringify(sentence)}]`);
  return judge(expectation!, stage).outcome === 'passes';
}

function environments({ world }: Stage): string[] {
  const names = world.workflows.flatMap((w) => w.jobs.flatMap((j) => j.environment?.name?.text ?? []));
  return [...new Set(names)].filter((name) => !name.includes('${{')).sort();
}

/** The secrets that deliveries lean on. */
function secretsOf({ analysis }: Stage): string[] {
  const names = analysis.routes.flatMap(({ best }) => {
    const { credential } = best.effect.held;
    return credential.kind === 'pat' || credential.kind === 'either'
      ? [credential.secret]
      : credential.kind === 'app' && credential.secret
        ? [credential.secret]
        : [];
  });
  return [...new Set(names)].sort();
}

/** A plain scalar may not hold `: ` or ` #`. */
const quoted = (text: string): string => (/: | #|^[\s\-?:,[\]{}#&*!|>'"%@`]/.test(text) ? JSON.stringify(text) : text);
