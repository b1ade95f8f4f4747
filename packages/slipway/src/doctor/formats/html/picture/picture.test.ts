import { describe, expect, it } from 'vitest';
import { SAMPLE_REPORT } from '../../../../../test/sample-report.ts';
import type { Destination, Link, Report } from '../../../report.ts';
import { type Graph, graphOf } from './graph.ts';
import { lanesOf } from './lanes.ts';
import { layoutOf, spread } from './layout.ts';
import { fitted, widthOf } from './measure.ts';

const at = (path: string, line: number) => ({ path: `.github/workflows/${path}`, line, column: 1, endLine: line, endColumn: 2 });

/** A chain of workflows, each started by what the one before it does. */
function chainOf(files: readonly string[], destination: string): Link[] {
  return [
    { kind: 'event', text: `a person starts ${files[0]}`, state: 'holds' },
    ...files.flatMap((file, n): Link[] => [
      ...(n === 0
        ? []
        : [
            { kind: 'effect' as const, text: `dispatches ${file} (gh)`, state: 'holds' as const, location: at(files[n - 1]!, 9) },
            { kind: 'event' as const, text: 'workflow_dispatch', state: 'holds' as const },
          ]),
      { kind: 'workflow', text: `${file} starts`, state: 'holds', location: at(file, 1) },
    ]),
    { kind: 'effect', text: 'publishes (npm)', state: 'holds', location: at(files.at(-1)!, 20) },
    { kind: 'destination', text: destination, state: 'holds' },
  ];
}

function reportOf(routes: readonly (readonly [entry: string, files: readonly string[], destination: string])[]): Report {
  const destinations = routes.map(
    ([entry, files, id]): Destination => ({
      id,
      kind: 'registry',
      name: id,
      verdict: 'reached',
      version: 'this',
      routes: [{ entry, channel: 'stable', role: 'release', verdict: 'reached', chain: chainOf(files, id), assumes: [], because: [] }],
    }),
  );
  return { ...SAMPLE_REPORT, findings: [], destinations };
}

/** Random numbers that are the same in every run. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** What is wrong with where things stand, in words. */
function faults(graph: Graph): string[] {
  const { cards, ways, width, height } = layoutOf(graph);
  const out = cards.length === graph.nodes.size ? [] : ['a card is missing'];
  for (const [i, a] of cards.entries()) {
    if (a.x < 0 || a.y < 0 || a.x + a.width > width || a.y + a.height > height) out.push(`${a.node.key} leaves the picture`);
    for (const line of a.lines) {
      if (widthOf(line.text, line.role === 'main' ? 13 : 11.5) > a.width - 20 || line.y > a.height) out.push(`${line.text} leaves its card`);
    }
    for (const b of cards.slice(i + 1)) {
      const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
      if (!apart) out.push(`${a.node.key} lies on ${b.node.key}`);
    }
  }
  if (!ways.flat().every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))) out.push('a way leads nowhere');
  return out;
}

describe('the graph of a report', () => {
  const graph = graphOf(SAMPLE_REPORT);

  it('goes from the entry over workflows, effects and events to the destinations', () => {
    expect(graph.edges.map(({ from, to, state }) => `${from.split(':')[0]} -> ${to.split(':')[0]} ${state}`)).toEqual([
      'entry -> workflow holds',
      'workflow -> effect holds',
      'effect -> workflow cut',
      'workflow -> destination dead',
      'effect -> destination holds',
    ]);
  });

  it('says why an edge is cut, and where that is told', () => {
    expect(graph.edges.find(({ state }) => state === 'cut')).toMatchObject({
      reason: 'GITHUB_TOKEN: the push starts no workflow',
      finding: '4f2c9a17',
    });
  });

  it('names the entry as the report does', () => {
    expect(graph.nodes.get('entry:a person merges the release pull request')?.lines).toEqual(['a person merges the release pull request']);
  });
});

describe('lanes', () => {
  it('part what has nothing to do with each other, though both lead to one destination', () => {
    const lanes = lanesOf(
      graphOf(
        reportOf([
          ['a', ['a.yml'], 'npm:x'],
          ['b', ['b.yml'], 'npm:x'],
        ]),
      ),
    );
    expect(lanes).toHaveLength(2);
  });

  it('fold entries and destinations with the same ways into one card', () => {
    const many = Array.from({ length: 40 }, (_, n) => ['a', ['a.yml'], `npm:p${n}`] as const);
    const [lane] = lanesOf(graphOf(reportOf(many)));
    const [card] = [...lane!.nodes.values()].filter((node) => node.kind === 'destination');
    expect(card?.lines).toEqual(['npm:p0', 'npm:p1', 'npm:p2', 'npm:p3', 'npm:p4', 'npm:p5', 'and 34 more']);
    expect(card?.title).toContain('npm:p39');
  });
});

describe('the layout', () => {
  it('lets no card lie on another, no text leave its card: a hundred graphs, circles among them', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const roll = dice(seed);
      const routes = Array.from({ length: 1 + roll(40) }, (_, n) => {
        const files = Array.from({ length: 1 + roll(4) }, () => `${'long-name-'.repeat(roll(6))}${roll(9)}.yml`);
        return [`entry ${roll(6)}`, files, `npm:${'ü'.repeat(roll(80))}${n}`] as const;
      });
      for (const lane of lanesOf(graphOf(reportOf(routes)))) expect(faults(lane)).toEqual([]);
    }
  });

  it('keeps order and distance, as near to the wishes as it can', () => {
    expect(spread([0, 0, 0], [0, 10, 10])).toEqual([-10, 0, 10]);
    expect(spread([0, 50, 40], [0, 10, 10])).toEqual([0, 40, 50]);
    expect(spread([], [])).toEqual([]);
  });
});

describe('texts in a card', () => {
  it.each([
    '',
    'short',
    'a person merges the pull request from release/v1.2.3',
    'x'.repeat(3000),
    '-/._'.repeat(400),
    '文'.repeat(300),
    'a '.repeat(900),
  ])('fit: %.20s', (text) => {
    const lines = fitted(text, 13, 172, 3);
    expect(lines.length).toBeLessThanOrEqual(3);
    for (const line of lines) expect(widthOf(line, 13)).toBeLessThanOrEqual(172);
  });

  it('keep a version on one line', () => {
    expect(fitted('a person pushes tag v1.2.3', 13, 172, 3)).toEqual(['a person pushes tag', 'v1.2.3']);
  });
});
