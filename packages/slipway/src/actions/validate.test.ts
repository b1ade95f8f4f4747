import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sourceFile } from '../source/index.ts';
import { parseWorkflow } from './workflow.ts';

const jobs = 'jobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: "true"\n';

function problems(text: string) {
  const { problems: found, file } = parseWorkflow(sourceFile('.github/workflows/w.yml', text));
  return found.map(({ message, span, effect, fact }) => ({ message, effect, fact, at: file.text.slice(span.start, span.end).split('\n')[0] }));
}

/** One job with the lines given, six spaces deep. */
const step = (lines: string) => problems(`on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - ${lines}\n`);
const job = (lines: string) => problems(`on: push\njobs:\n  a:\n    ${lines.replaceAll('\n', '\n    ')}\n`);
const on = (lines: string) => problems(`on:\n  ${lines.replaceAll('\n', '\n  ')}\n${jobs}`);

function refuses(found: ReturnType<typeof problems>, at: string, fact = 'valid.file') {
  expect(found).toMatchObject([{ at, effect: 'refused', fact }]);
}

test('a sound workflow with everything in it has no problems', () => {
  const text = `
name: Release
run-name: Release \${{ github.ref_name }} by \${{ inputs.who || github.actor }}
on:
  push: { branches: [main, 'release/**'], tags: ['v[0-9]+.[0-9]+.*', '!v*-rc?'], paths-ignore: ['**.md'] }
  pull_request: { types: [opened, stacked] }
  schedule: [{ cron: '0 4 * * 1', timezone: Europe/Berlin }]
  repository_dispatch: { types: anything }
  workflow_run: { workflows: [CI], types: [completed], branches: [main] }
  workflow_dispatch: { inputs: { who: { type: environment }, n: {} } }
  workflow_call:
    inputs: { who: { type: string, default: '\${{ github.actor }}' } }
    secrets: { token: { required: true } }
    outputs: { tag: { value: '\${{ jobs.build.outputs.tag }}' } }
permissions: { contents: write, id-token: write, attestations: none, models: read, artifact-metadata: write }
env: { TOKEN: '\${{ secrets.TOKEN }}' }
concurrency: { group: 'x-\${{ github.ref }}', queue: max }
defaults: { run: { shell: bash } }
dependencies: {}
jobs:
  build:
    if: github.event_name == 'push' && !failure()
    strategy: { fail-fast: false, matrix: { os: [a, b], x: '\${{ fromJSON(vars.LIST) }}' } }
    runs-on: \${{ matrix.os }}
    environment: { name: '\${{ matrix.os }}', url: '\${{ steps.s.outputs.url }}', deployment: false }
    permissions: read-all
    container: { image: 'x:\${{ matrix.os }}', credentials: { username: u, password: '\${{ secrets.P }}' }, env: { A: '\${{ secrets.A }}' } }
    snapshot: image
    outputs: { tag: '\${{ steps.s.outputs.tag }}' }
    steps:
      - { id: s, if: "always() && env.TOKEN != '' && hashFiles('x') == ''", run: 'echo "\${{ secrets.TOKEN }}" \${{ case(true, 1, 2) }}', background: true }
      - wait: s
      - wait-all: true
      - parallel: [{ run: a }, { uses: ./x }]
      - { uses: $/x, with: { token: '\${{ secrets.T || github.token }}' } }
  call:
    needs: build
    if: needs.build.outputs.tag != ''
    uses: ./.github/workflows/x.yml
    with: { tag: '\${{ needs.build.outputs.tag }}' }
    secrets: inherit
`;
  expect(problems(text)).toEqual([]);
});

describe('the file', () => {
  test('that is no YAML is refused, with the first problem only', () => {
    const found = problems('on: push\njobs:\n  a: [\n');
    expect(found).toMatchObject([{ effect: 'refused', fact: 'valid.file' }]);
  });
  test('with a key twice is refused', () => {
    expect(problems(`on: push\non: push\n${jobs}`)).toMatchObject([{ effect: 'refused' }]);
  });
  test('that is empty, or no map, is refused', () => {
    expect(problems('')).toHaveLength(1);
    expect(problems('# nothing\n')).toHaveLength(1);
    expect(problems('- a\n')).toHaveLength(1);
  });
  test('needs events and jobs', () => {
    refuses(problems(`name: x\n${jobs}`), 'name');
    refuses(problems(`on:\n${jobs}`), 'on');
    refuses(problems('on: push\n'), 'on');
    refuses(problems('on: push\njobs:\n'), 'jobs');
    refuses(problems('on: push\njobs: {}\n'), 'jobs');
  });
  test('has keys at the top that belong elsewhere', () => {
    refuses(problems(`on: push\nsteps: []\n${jobs}`), 'steps');
    refuses(problems(`on: push\nbranches: [main]\n${jobs}`), 'branches');
    refuses(problems(`on: push\npull_request:\n${jobs}`), 'pull_request');
    refuses(problems(`on: push\npermission: read-all\n${jobs}`), 'permission');
  });
  test('may have keys that are new', () => {
    expect(problems(`on: push\nsomething-new: 1\n${jobs}`)).toEqual([]);
  });
});

describe('triggers', () => {
  test('of unknown events are refused, and a filter in place of an event is explained', () => {
    refuses(problems(`on: pull-request\n${jobs}`), 'pull-request');
    refuses(problems(`on: [push, pushed]\n${jobs}`), 'pushed');
    const found = on("push:\ntags: ['v*']");
    refuses(found, 'tags');
    expect(found[0]!.message).toContain('`on: push: tags:`');
  });
  test('ignore filters that the event does not take', () => {
    for (const event of ['create', 'release', 'workflow_dispatch', 'workflow_run', 'pull_request'])
      expect(on(`${event}:\n  tags: ['v*']`)).toMatchObject([{ at: 'tags', effect: 'ignored', fact: 'flt.none' }]);
    expect(on('push:\n  types: [created]')).toMatchObject([{ at: 'types', effect: 'ignored' }]);
    expect(on('push:\n  branch: [main]')).toMatchObject([{ at: 'branch', effect: 'ignored' }]);
  });
  test('cannot both take and ignore', () => {
    for (const kind of ['branches', 'tags', 'paths']) refuses(on(`push:\n  ${kind}: [a]\n  ${kind}-ignore: [b]`), `${kind}-ignore`, 'flt.exclusive');
  });
  test('have activity types of their event', () => {
    refuses(on('release:\n  types: [publish]'), 'publish');
    refuses(on('pull_request:\n  types: merged'), 'merged');
    expect(on('repository_dispatch:\n  types: [what-you-like]')).toEqual([]);
  });
  test('have patterns that GitHub can read', () => {
    for (const pattern of ['?a', '+', 'v*+', 'v**?', '!?x']) refuses(on(`push:\n  tags: ['${pattern}']`), `'${pattern}'`, 'glob.bad');
    for (const pattern of ['v?1', 'v[0-9]+', '**', '!v*', 'a\\*+']) expect(on(`push:\n  tags: ['${pattern}']`)).toEqual([]);
  });
  test('by the clock have five fields and no other keys', () => {
    refuses(on("schedule:\n  - cron: '@daily'"), "'@daily'", 'sched.skip');
    refuses(on("schedule:\n  - cron: '0 0 0 * * *'"), "'0 0 0 * * *'");
    refuses(on("schedule:\n  - cron: '0 0 * * *'\n    branches: [main]"), 'branches');
    refuses(on('schedule:\n  - timezone: UTC'), 'timezone: UTC');
    refuses(on("schedule:\n  cron: '0 0 * * *'"), 'schedule');
  });
  test('have inputs of known types', () => {
    refuses(on('workflow_dispatch:\n  inputs:\n    a:\n      type: bool'), 'bool');
    refuses(on('workflow_call:\n  inputs:\n    a:\n      type: choice'), 'choice');
    refuses(on('workflow_call:\n  inputs:\n    a:\n      required: true'), 'a');
  });
});

describe('permissions', () => {
  const permissions = (text: string) => problems(`on: push\npermissions: ${text}\n${jobs}`);
  test('have scopes that a GITHUB_TOKEN can have', () => {
    refuses(permissions('{ workflows: write }'), 'workflows', 'perm.unknown');
    refuses(permissions('{ pull_requests: write }'), 'pull_requests', 'perm.unknown');
    refuses(permissions('{ content: write }'), 'content', 'perm.unknown');
    expect(permissions('{ something-new: write }')).toEqual([]);
  });
  test('have levels that the scope takes', () => {
    refuses(permissions('{ id-token: read }'), 'read', 'perm.idtoken');
    refuses(permissions('{ models: write }'), 'write', 'perm.idtoken');
    refuses(permissions('{ contents: admin }'), 'admin');
    refuses(permissions('write'), 'write', 'perm.job');
  });
  test('of jobs are read too', () => {
    refuses(job('runs-on: x\npermissions: { members: read }\nsteps: [{ run: x }]'), 'members', 'perm.unknown');
  });
});

describe('jobs', () => {
  test('have steps, or call a workflow', () => {
    refuses(job('runs-on: x'), 'a');
    refuses(job('steps: [{ run: x }]'), 'a');
    refuses(job('uses: ./x.yml\nruns-on: x'), 'runs-on');
    refuses(job('uses: ./x.yml\nenv: { A: 1 }'), 'env');
    refuses(job('runs-on: x\nsteps: [{ run: x }]\nwith: { a: 1 }'), 'with');
    refuses(job("uses: ${{ 'a' }}"), "${{ 'a' }}");
    refuses(problems('on: push\njobs:\n  a:\n'), 'a');
  });
  test('have ids and keys that GitHub knows', () => {
    refuses(problems('on: push\njobs:\n  1st: { runs-on: x, steps: [{ run: x }] }\n'), '1st');
    refuses(job('runs-on: x\nneed: [b]\nsteps: [{ run: x }]'), 'need');
    refuses(job('runs-on: x\nbranches: [b]\nsteps: [{ run: x }]'), 'branches');
    expect(job('runs-on: x\nbrand-new: [b]\nsteps: [{ run: x }]')).toEqual([]);
  });
  test('need jobs that exist and do not wait for themselves', () => {
    refuses(job('runs-on: x\nneeds: [b]\nsteps: [{ run: x }]'), 'b');
    refuses(job('runs-on: x\nneeds: a\nsteps: [{ run: x }]'), 'a');
    const one = (id: string, needs: string) => `  ${id}: { needs: ${needs}, runs-on: x, steps: [{ run: x }] }\n`;
    const found = problems(`on: push\njobs:\n${one('a', '[]')}${one('b', '[a, d]')}${one('c', 'B')}${one('d', 'c')}`);
    expect(found).toMatchObject([{ effect: 'refused' }]);
    expect(found[0]!.message).toContain('b → d → c → b');
  });
});

describe('steps', () => {
  test('run or use one thing', () => {
    refuses(step('{ run: x, uses: ./x }'), 'run');
    refuses(step('name: nothing'), 'name: nothing');
    refuses(step('{ run: x, with: { a: 1 } }'), 'with');
    refuses(step('{ uses: ./x, shell: bash }'), 'shell');
    refuses(step("uses: a/b@${{ 'c' }}"), "a/b@${{ 'c' }}");
    refuses(step('{ run: x, needs: b }'), 'needs');
    refuses(step('{ run: x, timeout_minutes: 3 }'), 'timeout_minutes');
  });
  test('have ids once', () => {
    refuses(step('{ id: s, run: x }\n      - { id: S, run: x }'), 'S');
    refuses(step('{ id: 1s, run: x }'), '1s');
  });
});

describe('expressions', () => {
  test('use contexts that their key has', () => {
    refuses(step('{ run: x, if: "secrets.T != \'\'" }'), "secrets.T != ''", 'sec.ctx');
    refuses(job("runs-on: x\nif: env.A == 'b'\nsteps: [{ run: x }]"), "env.A == 'b'");
    refuses(job('runs-on: x\nif: "${{ matrix.a == \'secrets.x\' }}"\nsteps: [{ run: x }]'), " matrix.a == 'secrets.x' ");
    refuses(job('runs-on: ${{ env.X }}\nsteps: [{ run: x }]'), ' env.X ');
    refuses(job("uses: ./x\nwith: { a: '${{ secrets.X }}' }"), ' secrets.X ', 'sec.ctx');
    refuses(problems(`on: push\nconcurrency: x-\${{ needs.a }}\n${jobs}`), ' needs.a ');
    refuses(problems(`on: push\nenv: { A: '\${{ env.B }}' }\n${jobs}`), ' env.B ');
    refuses(step("run: echo ${{ github.ref }} ${{ version.x }} '${{ secrets.A }}'"), ' version.x ');
  });
  test('do not take names in text literals and after dots for contexts', () => {
    expect(step("{ run: x, if: \"github.event.secrets.x == 'it''s secrets.y' && github['env'] != null\" }")).toEqual([]);
  });
  test('use functions that their key has', () => {
    refuses(step('run: echo ${{ success() }}'), ' success() ');
    refuses(step("run: echo ${{ toUpper('a') }}"), " toUpper('a') ");
    refuses(job("runs-on: x\nif: hashFiles('a') != ''\nsteps: [{ run: x }]"), "hashFiles('a') != ''");
  });
  test('are no YAML tags', () => {
    refuses(step('run: x\n        if: !cancelled()'), '!cancelled()');
    expect(step("run: x\n        if: ''")).toEqual([]);
    expect(step('run: x\n        if:')).toEqual([]);
  });
  test('are closed, not empty, and can be read', () => {
    refuses(step('run: echo ${{ github.ref }'), ' github.ref }');
    refuses(step('run: echo ${{ }}'), ' ');
    refuses(step('run: echo ${{ github. }}'), ' github. ');
    refuses(step('run: echo ${{ github.ref == "a" }}'), ' github.ref == "a" ');
  });
});

test('no text makes it throw or find more than it should tell', () => {
  const word = fc.constantFrom(
    'on',
    'jobs',
    'a',
    'needs',
    'steps',
    'run',
    'if',
    '${{',
    '}}',
    ':',
    '- ',
    '\n',
    '\n  ',
    '\n    ',
    '[',
    ']',
    '{',
    '}',
    '*x',
    '&x',
    "'",
    '|',
    'push',
    'tags',
    'permissions',
    '?',
    '!',
    '\t',
    '\u0000',
    'é',
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 60 }), (words) => {
      const found = problems(words.join(''));
      return found.length <= 100 && found.every(({ message }) => message.length > 0);
    }),
    { numRuns: 500 },
  );
});
