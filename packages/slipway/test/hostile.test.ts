import { describe, expect, it } from 'vitest';
import { analyse, makeWorld, memoryTree } from '../src/chain/index.ts';
import { diagnose } from '../src/doctor/index.ts';
import type { Report } from '../src/doctor/report.ts';
import { REPORT_SCHEMA } from '../src/doctor/schema.ts';
import { violations } from './schema-check.ts';

const WORKFLOW = '.github/workflows/release.yml';
const AS_OF = '2026-11-20';
/** Nothing here waits for a clock; a busy machine may take longer than vitest's five seconds. */
const PATIENCE = 120_000;

type Files = Readonly<Record<string, string>>;

const many = (count: number, piece: (index: number) => string): string => Array.from({ length: count }, (_, index) => piece(index)).join('');
const filesOf = (count: number, file: (index: number) => [string, string]): Files =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => file(index)));

const HEAD = `name: release
on:
  push:
    tags: ['v*']
jobs:
  release:
    runs-on: ubuntu-latest
    permissions: { contents: write, actions: write }
    steps:
      - uses: actions/checkout@v4
`;
const steps = (text: string): Files => ({ [WORKFLOW]: HEAD + text });
const script = (text: string): Files =>
  steps(
    `      - run: |\n${text
      .split('\n')
      .map((line) => `          ${line}`)
      .join('\n')}\n`,
  );
const jobs = (text: string): Files => ({ [WORKFLOW]: `on: { push: { tags: ['v*'] } }\njobs:\n${text}` });
const composite = (text: string): string => `runs:\n  using: composite\n  steps:\n${text}`;

/** What the doctor says; every report is one that its schema allows, of bounded size, with places in the files. */
function reportOf(files: Files): Report {
  const report = diagnose(memoryTree(files), { version: '0.0.0', asOf: AS_OF });
  const text = JSON.stringify(report);
  expect(text.length).toBeLessThan(2_000_000);
  expect(violations(JSON.parse(text), REPORT_SCHEMA)).toEqual([]);
  for (const { location } of report.findings) expect(location.line).toBeLessThanOrEqual((files[location.path] ?? '').split(/\r\n?|\n/).length);
  return report;
}

const said = (report: Report): string => [...report.findings.map((f) => `${f.title} ${f.message}`), ...report.limits].join('\n');

/** Steps, commands, events and starts that an analysis took. */
function workOf(files: Files): number {
  const world = makeWorld(memoryTree(files), { asOf: AS_OF });
  const before = world.budget.left;
  analyse(world);
  return before - world.budget.left;
}

describe('a file that no one writes is refused or read in part, with a reason', () => {
  it.each<[string, Files, RegExp]>([
    ['aliases that multiply', steps(`      - run: &a0 x\n${many(60, (i) => `      - &a${i + 1} [${`*a${i},`.repeat(9)}]\n`)}`), /more than 100,000/],
    [
      'aliases in mappings',
      { [WORKFLOW]: `on: push\nx0: &x0 {a: b}\n${many(30, (i) => `x${i + 1}: &x${i + 1} {a: *x${i}, b: *x${i}, c: *x${i}}\n`)}jobs:\n  a: *x30\n` },
      /100,000/,
    ],
    ['an alias inside its anchor', { [WORKFLOW]: 'on: push\njobs: &a\n  b: *a\n' }, /alias/],
    ['10,000 parentheses', steps(`      - if: \${{ ${'('.repeat(10_000)}true${')'.repeat(10_000)} }}\n        run: git push\n`), /expression/],
    ['100,000 parentheses that stay open', steps(`      - if: ${'('.repeat(100_000)}\n        run: git push\n`), /expression/],
    ['100,000 negations', steps(`      - if: "\${{ ${'!'.repeat(100_000)}true }}"\n        run: git push\n`), /expression/],
    ['an expression of 10,000 operands', steps(`      - if: ${"github.ref == 'x' || ".repeat(10_000)}true\n        run: git push\n`), /expression/],
    ['5,000 lists in each other', { [WORKFLOW]: `on: push\njobs: ${'['.repeat(5000)}${']'.repeat(5000)}\n` }, /nested more than/],
    ['5,000 dashes in each other', { [WORKFLOW]: `on: push\njobs:\n  ${'- '.repeat(5000)}a\n` }, /nested more than/],
    ['1,000 mappings in each other', { [WORKFLOW]: `on: push\n${many(1000, (i) => `${' '.repeat(i)}a:\n`)}` }, /nested more than/],
    [
      'an expression that is not closed',
      steps('      - run: git push origin ${{ github.ref\n      - if: ${{\n        run: x\n'),
      /expression|\$\{\{/,
    ],
    ['50,000 expressions that are not closed', steps(`      - run: "${'${{ '.repeat(50_000)}"\n`), /expression|\$\{\{/],
    [
      'jobs that need each other',
      jobs(many(100, (i) => `  j${i}:\n    needs: j${(i + 1) % 100}\n    runs-on: x\n    steps: [{ run: npm publish }]\n`)),
      /wait for each other.*… → j0\./,
    ],
    ['colons', { [WORKFLOW]: ': '.repeat(200_000) }, /release\.yml|YAML|mapping/],
    ['opened brackets', { [WORKFLOW]: '[{'.repeat(200_000) }, /nested more than/],
    ['quotes', { [WORKFLOW]: '"\''.repeat(200_000) }, /quote|YAML|token/i],
    ['tabs', { [WORKFLOW]: many(20_000, (i) => `\ta${i}: x\n`) }, /tab/],
    ['anchors', { [WORKFLOW]: '&a '.repeat(100_000) }, /anchor|propert|YAML/i],
    ['half surrogates', { [WORKFLOW]: `${HEAD}      - run: "\uD800\uDC00\uD800 \${{ '\uDFFF' }}"\n\uDFFF` }, /release\.yml|YAML|key|scalar/],
    [
      'names of prototypes',
      {
        [WORKFLOW]:
          'on: { push: , __proto__: , constructor: }\n__proto__: { a: b }\njobs:\n  __proto__:\n    needs: constructor\n    runs-on: x\n    steps: [{ id: __proto__, run: npm publish }]\n',
      },
      /__proto__|constructor/,
    ],
  ])(
    '%s',
    (_, files, reason) => {
      expect(said(reportOf(files))).toMatch(reason);
    },
    PATIENCE,
  );
});

describe('a script that no one writes', () => {
  it.each<[string, string]>([
    ['10,000 commands', many(10_000, (i) => `echo ${i}\n`)],
    ['3,000 tags', many(3000, (i) => `git tag v${i} && git push origin v${i}\n`)],
    ['10,000 releases', many(10_000, (i) => `gh release create v${i}\n`)],
    ['10,000 variables', many(10_000, (i) => `A${i}=$A${i - 1}x; B=\${A${i}#v}\n`)],
    ['a variable that doubles 10,000 times', `A=aa\n${'A=$A$A\n'.repeat(10_000)}git push origin $A`],
    ['3,000 outputs', many(3000, (i) => `echo "a${i}=\${{ github.ref_name }}" >> $GITHUB_OUTPUT\n`)],
    ['3,000 conditions', many(3000, (i) => `if [ "$X${i}" ]; then git tag v${i}; fi\n`)],
    ['1,000 conditions in each other', `${'if [ "$X" ]; then\n'.repeat(1000)}git push --tags\n${'fi\n'.repeat(1000)}`],
    ['5,000 substitutions in each other', `A=${'$('.repeat(5000)}x${')'.repeat(5000)}`],
    ['20,000 groups', `${'{ '.repeat(20_000)}git push --tags; ${'} '.repeat(20_000)}`],
    ['loops in loops', `${many(20, (i) => `for a${i} in 1 2 3 4 5 6 7 8 9; do\n`)}git tag v$a1$a2; git push --tags\n${'done\n'.repeat(20)}`],
    ['a loop over a hundred million', 'for i in {1..100000000}; do git tag v$i; git push origin v$i; done'],
    ['a loop for ever', 'while true; do git tag v1; git push --tags; done'],
    ['braces that multiply', `git push origin ${'{a,b}'.repeat(40)}`],
    ['functions that call themselves', 'f() { f; git push --tags; f; }\nf'],
    ['functions that call each other', 'f() { g; g; }\ng() { f; f; }\nf'],
    ['functions that multiply', `${many(40, (i) => `f${i}() { f${i + 1}; f${i + 1}; }\n`)}f40() { git push --tags; }\nf0`],
    ['a pipeline of 5,000', `${'a |'.repeat(5000)} b`],
    ['5,000 documents that stay open', many(5000, (i) => `cat <<E${i}\n`)],
    ['100,000 quotes', '"'.repeat(99_999)],
    ['a pattern that backtracks', `V=${'a'.repeat(40_000)}\nV=\${V//${'*a'.repeat(2000)}/x}\ngit push origin $V`],
    ['a line of 900,000 characters', `git push origin ${'x'.repeat(900_000)}`],
    ['400,000 words', `npm publish ${'x '.repeat(400_000)}`],
  ])(
    '%s',
    (_, text) => {
      const files = script(text);
      const report = reportOf(files);
      expect(report.limits.length).toBeLessThan(50);
      for (const finding of report.findings) expect(finding.rule).not.toBe('invalid-workflow');
    },
    PATIENCE,
  );

  it(
    'in PowerShell',
    () => {
      reportOf(steps(`      - shell: pwsh\n        run: |\n${many(3000, (i) => `          $a${i} = "$a${i - 1}x"; git push origin "v$a${i}"\n`)}`));
    },
    PATIENCE,
  );
});

describe('what leads back to itself is followed once', () => {
  it.each<[string, Files, most: number]>([
    [
      'local actions',
      {
        ...steps('      - uses: ./a\n'),
        'a/action.yml': composite('    - uses: ./b\n    - uses: ./b\n    - uses: ./a\n    - run: git push --tags\n      shell: bash\n'),
        'b/action.yml': composite('    - uses: ./a\n    - uses: ./a\n'),
      },
      20_000,
    ],
    [
      'reusable workflows',
      {
        [WORKFLOW]: `on: { push: { tags: ['v*'] }, workflow_call: }\njobs:\n  a: { uses: ./.github/workflows/b.yml }\n  b: { uses: ./.github/workflows/b.yml }\n  c: { uses: ./.github/workflows/release.yml }\n`,
        '.github/workflows/b.yml':
          'on: workflow_call\njobs:\n  a: { uses: ./.github/workflows/release.yml }\n  b: { uses: ./.github/workflows/b.yml }\n  p: { runs-on: x, steps: [{ run: npm publish }] }\n',
      },
      500,
    ],
    [
      'scripts',
      {
        ...steps('      - run: ./a.sh\n'),
        'a.sh': './b.sh\n./b.sh $1x\nbash b.sh\nsource ./b.sh\ngit push --tags\n',
        'b.sh': './a.sh\n./a.sh $1y\nsource ./a.sh\n. a.sh\n',
      },
      2_000,
    ],
    [
      'make targets',
      { ...steps('      - run: make release\n'), Makefile: 'release: a b\n\tgit push --tags\na: b\n\t$(MAKE) release\nb: a\n\tmake release a b\n' },
      2_000,
    ],
    ['recipes of just', { ...steps('      - run: just a\n'), justfile: 'a: b\n  just b\n  git push --tags\nb: a\n  just a\n' }, 2_000],
    [
      'scripts of package.json',
      {
        ...steps('      - run: npm run a\n'),
        'package.json': JSON.stringify({
          name: 'x',
          version: '1.0.0',
          scripts: { a: 'npm run b && npm run b', b: 'npm run a; npm publish', prea: 'npm run b' },
        }),
      },
      2_000,
    ],
    [
      'workflows that dispatch each other',
      filesOf(2, (i) => [
        `.github/workflows/w${i}.yml`,
        `on: workflow_dispatch\npermissions: { actions: write }\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: gh workflow run w${1 - i}.yml\n        env: { GH_TOKEN: '\${{ github.token }}' }\n`,
      ]),
      2_000,
    ],
    [
      'workflows that wait for each other',
      filesOf(2, (i) => [
        `.github/workflows/w${i}.yml`,
        `name: w${i}\non: { push: , workflow_run: { workflows: [w${1 - i}] } }\njobs:\n  a: { runs-on: x, steps: [{ run: npm publish }] }\n`,
      ]),
      2_000,
    ],
  ])(
    '%s',
    (_, files, most) => {
      reportOf(files);
      expect(workOf(files)).toBeLessThan(most);
    },
    PATIENCE,
  );

  it('a circle of reusable workflows is told', () => {
    const files = { [WORKFLOW]: 'on: { push: , workflow_call: }\njobs:\n  a: { uses: ./.github/workflows/release.yml }\n' };
    expect(reportOf(files).limits).toContainEqual(expect.stringContaining('leads back to itself'));
  });
});

describe('what multiplies is cut off, and told', () => {
  it.each<[string, Files]>([
    [
      'local actions',
      { ...steps('      - uses: ./a0\n'), ...filesOf(40, (i) => [`a${i}/action.yml`, composite(`    - uses: ./a${i + 1}\n`.repeat(4))]) },
    ],
    [
      'reusable workflows',
      filesOf(12, (i) => [
        `.github/workflows/w${i}.yml`,
        `on: { workflow_call: ${i === 0 ? ", push: { tags: ['v*'] }" : ''} }\njobs:\n${many(4, (k) => `  j${k}: { uses: ./.github/workflows/w${i + 1}.yml }\n`)}`,
      ]),
    ],
    [
      'scripts',
      { ...steps('      - run: ./s0.sh\n'), ...filesOf(40, (i) => [`s${i}.sh`, `./s${i + 1}.sh a$1\n./s${i + 1}.sh b$1\nbash s${i + 1}.sh c$1\n`]) },
    ],
    [
      'make targets',
      {
        ...steps('      - run: make t0\n'),
        Makefile: `${many(12, (i) => `t${i}: t${i + 1}\n\tmake t${i + 1}\n\tmake t${i + 1} X=${i}\n`)}t12:\n\tgit push --tags\n`,
      },
    ],
  ])(
    '%s',
    (_, files) => {
      expect(reportOf(files).limits).not.toEqual([]);
    },
    PATIENCE,
  );

  it('variables of a makefile', () => {
    reportOf({
      ...steps('      - run: make t\n'),
      Makefile: `V0=aaaaaaaaaa\n${many(60, (i) => `V${i + 1}=$(V${i})$(V${i})$(V${i})\n`)}t:\n\tgit push origin $(V60)\n`,
    });
  });
});

describe('much of everything', () => {
  it.each<[string, Files]>([
    [
      '500 jobs in a row',
      jobs(
        many(
          500,
          (i) =>
            `  j${i}:\n    needs: ${i === 0 ? '[]' : `j${i - 1}`}\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: git push origin v${i}\n`,
        ),
      ),
    ],
    [
      '300 jobs that each need all before them',
      jobs(
        many(
          300,
          (i) =>
            `  j${i}:\n    needs: [${Array.from({ length: i }, (_, k) => `j${k}`)}]\n    runs-on: ubuntu-latest\n    steps: [{ run: npm publish }]\n`,
        ),
      ),
    ],
    ['10,000 steps', steps(many(10_000, (i) => `      - run: echo v${i}\n`))],
    [
      '3,000 steps that read each other',
      steps(
        many(
          3000,
          (i) => `      - id: s${i}\n        run: echo "v=\${{ steps.s${i - 1}.outputs.v }}\${{ steps.s${i - 1}.outputs.v }}x" >> $GITHUB_OUTPUT\n`,
        ),
      ),
    ],
    [
      '3,000 branches',
      {
        [WORKFLOW]: `on: { push: { branches: [${Array.from({ length: 3000 }, (_, i) => `b${i}`)}] } }\njobs:\n  a: { runs-on: x, steps: [{ run: npm publish }] }\n`,
      },
    ],
    [
      'patterns that backtrack',
      {
        [WORKFLOW]: `on: { push: { tags: ['${'*a'.repeat(2000)}', '${'**'.repeat(5000)}x', '${'a?'.repeat(3000)}'] } }\njobs:\n  a: { runs-on: x, steps: [{ run: npm publish }] }\n`,
      },
    ],
    [
      'choices that multiply',
      steps(
        many(40, (i) => `      - run: echo "v=\${{ github.event.a${i} && 'x${i}' || 'y${i}' }}$v" >> $GITHUB_ENV\n`) +
          '      - run: git push origin "$v$v$v$v"\n',
      ),
    ],
  ])(
    '%s',
    (_, files) => {
      reportOf(files);
    },
    PATIENCE,
  );

  const axes = (count: number, values: number): string =>
    many(count, (i) => `        m${i}: [${Array.from({ length: values }, (_, v) => `v${v}`)}]\n`);
  it.each([
    ['100,000', axes(5, 10)],
    ['more than there are atoms', axes(90, 10)],
    ['100,000 of one axis', axes(1, 100_000)],
    [
      '5,000 included and excluded',
      `${axes(2, 40)}        include:\n${many(5000, (i) => `          - { m0: v${i}, z: q${i} }\n`)}        exclude:\n${many(5000, (i) => `          - { m0: v${i}, m1: v${i} }\n`)}`,
    ],
  ])(
    'legs of a matrix: %s',
    (_, matrix) => {
      reportOf(
        jobs(
          `  a:\n    runs-on: x\n    strategy:\n      matrix:\n${matrix}    steps:\n      - run: git push origin \${{ matrix.m0 }}-\${{ matrix.m1 }}\n`,
        ),
      );
    },
    PATIENCE,
  );

  it(
    '300 workflows: in a row, each starting all others, and of one name',
    () => {
      const body = (i: number, token: string): string =>
        `jobs:\n  a:\n    runs-on: ubuntu-latest\n    permissions: { contents: write, actions: write }\n    steps:\n      - uses: actions/checkout@v4\n        with: { token: '${token}' }\n      - run: git tag v${i} && git push origin v${i}\n      - run: gh workflow run w${(i + 1) % 300}.yml\n        env: { GH_TOKEN: '${token}' }\n`;
      const kinds = [
        (i: number) =>
          `name: w${i}\non: { push: { tags: ['v*'] }, workflow_dispatch: , workflow_run: { workflows: [w${i - 3}] } }\n${body(i, '${{ github.token }}')}`,
        (i: number) => `name: w${i}\non: { push: , release: , workflow_dispatch: }\n${body(i, `\${{ secrets.PAT${i} }}`)}`,
        (i: number) => `name: same\non: { push: , workflow_dispatch: , workflow_run: { workflows: [same] } }\n${body(i, '${{ github.token }}')}`,
      ];
      const report = reportOf(filesOf(300, (i) => [`.github/workflows/w${i}.yml`, kinds[i % 3]!(i)]));
      expect(report.destinations.length).toBeGreaterThan(0);
      expect(said(report)).toMatch(/cut off|more than can be followed/);
    },
    PATIENCE,
  );
});
