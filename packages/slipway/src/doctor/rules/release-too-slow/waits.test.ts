import { expect, it } from 'vitest';
import { waitLoops } from './waits.ts';

it.each([
  ['for i in {1..60}; do\n  check && break\n  sleep 30\ndone', 60, 30],
  ['for i in $(seq 1 20); do check || sleep 2m; done', 20, 120],
  ['TRIES=40\nfor i in $(seq "$TRIES"); do\n  sleep 15\ndone', 40, 15],
  ['for ((i=0; i<10; i++)); do if ! check; then sleep 60; fi; done', 10, 60],
  ['for ((i=1; i<=10; i++)); do sleep 5; done', 10, 5],
])('reads %j', (script, rounds, seconds) => {
  expect(waitLoops(script)).toMatchObject([{ rounds, seconds }]);
});

it.each([
  'for i in {1..3}; do for j in 1 2; do sleep 9; done; done',
  'while true; do sleep 30; done',
  'for f in *; do sleep 1; done',
  'for i in {1..9}; do sleep $N; done',
])('does not guess at %j', (script) => {
  expect(waitLoops(script)).toEqual([]);
});
