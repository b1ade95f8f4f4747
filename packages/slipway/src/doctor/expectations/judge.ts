import { ConfigError } from '../config.ts';
import { judgeAssets } from './judge-assets.ts';
import { judgeFailure } from './judge-failure.ts';
import { judgeMove } from './judge-moves.ts';
import { type Judged, judgeNothing, judgeReach, judgeStart } from './judge-reach.ts';
import type { Play, Stage } from './play.ts';
import type { Expectation, Outcome, Statement, TestResult } from './types.ts';

/** Plays one expectation and answers each of its statements. @throws ConfigError when the event cannot happen in this tree, with its place */
export function judge(expectation: Expectation, stage: Stage): TestResult {
  const { name, at, given, when } = expectation;
  const [plays, before] = placed(expectation, () => [stage.play(when, given), stage.play(when, new Map())] as const);
  const answers = expectation.expected.map((statement) => ({
    text: statement.text,
    ...(statement.kind === 'fails-loudly' ? judgeFailure(plays, before, given) : judgeAll(statement, plays, stage)),
  }));
  return { name, location: at, outcome: worst(answers.map(({ outcome }) => outcome)), answers };
}

const rank: Readonly<Record<Outcome, number>> = { fails: 0, undecided: 1, passes: 2 };

export function worst(outcomes: readonly Outcome[]): Outcome {
  return outcomes.reduce<Outcome>((a, b) => (rank[b] < rank[a] ? b : a), 'passes');
}

/** What must hold on every way, and not just on one of them. */
const always: ReadonlySet<Statement['kind']> = new Set(['never-reaches', 'never-starts', 'never-moves', 'no-asset', 'nothing']);

function judgeAll(statement: Exclude<Statement, { kind: 'fails-loudly' }>, plays: readonly Play[], stage: Stage): Judged {
  if (plays.length === 0)
    return {
      outcome: always.has(statement.kind) ? 'undecided' : 'fails',
      why: 'there is no such way to release',
      chain: [],
      decide: ['a way to release'],
    };
  const judged = plays.map((play) => judgeOne(statement, play, stage));
  const sign = always.has(statement.kind) ? 1 : -1;
  // Of several ways that fail, the one that was cut on its way tells most.
  return [...judged].sort((a, b) => sign * (rank[a.outcome] - rank[b.outcome]) || b.chain.length - a.chain.length)[0]!;
}

function judgeOne(statement: Exclude<Statement, { kind: 'fails-loudly' }>, play: Play, stage: Stage): Judged {
  switch (statement.kind) {
    case 'reaches':
    case 'can-reach':
    case 'never-reaches':
      return judgeReach(statement, play, stage);
    case 'assets':
    case 'asset':
    case 'no-asset':
      return judgeAssets(statement, play);
    case 'nothing':
      return judgeNothing(play);
    case 'starts':
    case 'never-starts':
      return judgeStart(statement, play);
    case 'moves':
    case 'never-moves':
      return judgeMove(statement, play, stage);
  }
}

function placed<T>({ at }: Expectation, play: () => T): T {
  try {
    return play();
  } catch (error) {
    if (error instanceof ConfigError) throw new ConfigError(`slipway.yaml:${at.line}:${at.column}: ${error.message}`);
    throw error;
  }
}
