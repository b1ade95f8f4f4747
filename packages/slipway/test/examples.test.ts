import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse, parseDocument } from 'yaml';
import { diagnose, ruleIds } from '../src/doctor/index.ts';
import type { AssumedSecret } from '../src/doctor/options.ts';
import type { Finding } from '../src/doctor/report.ts';
import { rulePage } from '../src/doctor/rule-pages.ts';
import { openFolder } from '../src/remotes/index.ts';
import type { GitFacts, Tree } from '../src/remotes/types.ts';

/** A finding that must stand: in a file, at the one line that holds the text (or one of the texts). */
interface Expected {
  readonly rule: string | readonly string[];
  readonly path?: string;
  readonly line?: string | readonly string[];
  readonly says: string;
}

/** A statement of the example's original report that was wrong, and the rule that says so. */
interface Contradiction {
  readonly statement: string;
  readonly truth: string;
  /** Absent when no tree can show it. */
  readonly rule?: string | readonly string[];
  readonly path?: string;
  /** The tree in which the rule speaks, when it is another. */
  readonly tree?: string;
}

interface ExampleTree {
  readonly path: string;
  readonly assume?: Record<string, AssumedSecret>;
  readonly expect?: readonly Expected[];
  readonly contradicts?: readonly Contradiction[];
  /** Rules that must not speak here. */
  readonly absent?: readonly string[];
  /** No rule about chains and credentials has anything to say. */
  readonly silent?: boolean;
}

interface Example {
  readonly slug: string;
  readonly defaultBranch: string;
  readonly tags: readonly { readonly name: string; readonly date: string; readonly subject: string }[];
  readonly trees: readonly ExampleTree[];
}

/** The day for which the examples are judged; every tag is older. */
const AS_OF = '2026-11-20';
/** Beside the groups, these too have nothing to say of a tree in which the release arrives. */
const QUIET_GROUPS = ['chain', 'credential'];
const QUIET_RULES = ['invalid-workflow', 'swallowed-failure', 'tool-missing', 'shallow-history', 'wrong-ref'];

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../../examples');
const known = new Set(ruleIds());

const listOf = (texts: string | readonly string[] = []): readonly string[] => (typeof texts === 'string' ? [texts] : texts);
const seconds = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 1000;
const show = (finding: Finding): string => `${finding.rule} ${finding.location.path}:${finding.location.line} ${finding.title}`;

function readExample(name: string): Example {
  return parse(readFileSync(join(root, name, 'example.yaml'), 'utf8')) as Example;
}

/** The numbers of the lines that hold a text. */
function linesWith(file: string, text: string): number[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) => (line.includes(text) ? [index + 1] : []));
}

/** The example's tree as if it were a repository of its own, with the tags that the example says it has. */
async function open(name: string, example: Example, path: string): Promise<Tree> {
  const folder = await openFolder(join(root, name, path));
  const facts: GitFacts = {
    tags: example.tags.map((tag) => ({ name: tag.name, date: seconds(tag.date), subject: tag.subject })),
    branches: [example.defaultBranch],
    defaultBranch: example.defaultBranch,
    slug: example.slug,
    message: 'docs: say it better',
    date: seconds(AS_OF),
  };
  return {
    label: path,
    revision: null,
    dirty: false,
    list: () => folder.list(),
    has: (file) => folder.has(file),
    read: (file) => folder.read(file),
    git: facts,
    limits: () => folder.limits(),
  };
}

const diagnosed = new Map<string, Promise<readonly Finding[]>>();

/** What the doctor says of a tree; each tree is diagnosed once. */
function findingsOf(name: string, example: Example, { path, assume = {} }: Pick<ExampleTree, 'path' | 'assume'>): Promise<readonly Finding[]> {
  const key = JSON.stringify([name, path, assume]);
  const found =
    diagnosed.get(key) ??
    open(name, example, path).then(
      (tree) =>
        diagnose(tree, { slug: example.slug, slugHow: '--repo', asOf: AS_OF, assume: new Map(Object.entries(assume)), version: '0.0.0' }).findings,
    );
  diagnosed.set(key, found);
  return found;
}

/** Nothing when a finding stands where one is wanted, else all that was found. */
function missed(findings: readonly Finding[], wanted: Pick<Expected, 'rule' | 'path' | 'line'>, folder: string): readonly string[] {
  const rules = listOf(wanted.rule);
  const { path } = wanted;
  const lines = path === undefined ? [] : listOf(wanted.line).flatMap((text) => linesWith(join(folder, path), text));
  const found = findings.some(
    ({ rule, location }) =>
      rules.includes(rule) && (path === undefined || location.path === path) && (lines.length === 0 || lines.includes(location.line)),
  );
  return found ? [] : [`wanted: ${rules.join(' or ')} ${path ?? ''}:${lines.join(' or ')}`, ...findings.map(show)];
}

const isKnown = (rule: Expected['rule']): boolean => listOf(rule).every((id) => known.has(id));

const label = ({ path, assume = {} }: ExampleTree): string => {
  const assumed = Object.entries(assume).map(([secret, what]) => `${secret} ${what}`);
  return assumed.length > 0 ? `${path} (${assumed.join(', ')})` : path;
};

const examples = readdirSync(root).filter((name) => existsSync(join(root, name, 'example.yaml')));

describe.each(examples)('the example %s', (name) => {
  const example = readExample(name);

  it('lists each of its trees', () => {
    const variants = join(root, name, 'variants');
    const folders = ['broken', 'mended', ...(existsSync(variants) ? readdirSync(variants).map((variant) => `variants/${variant}`) : [])];
    expect(new Set(example.trees.map((tree) => tree.path))).toEqual(new Set(folders));
  });

  it('points at texts that stand on one line', () => {
    const wrong = example.trees.flatMap((tree) =>
      (tree.expect ?? []).flatMap(({ path = '', line }) =>
        listOf(line)
          .filter((text) => linesWith(join(root, name, tree.path, path), text).length !== 1)
          .map((text) => `${tree.path}/${path}: ${text}`),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('has workflows that are YAML, but for those whose defect it is that they are not', () => {
    const wrong = example.trees.flatMap((tree) => {
      const excused = new Set((tree.expect ?? []).filter(({ rule }) => listOf(rule).includes('invalid-workflow')).map(({ path }) => path));
      const folder = join(root, name, tree.path, '.github/workflows');
      return readdirSync(folder)
        .filter((file) => !excused.has(`.github/workflows/${file}`) && parseDocument(readFileSync(join(folder, file), 'utf8')).errors.length > 0)
        .map((file) => `${tree.path}: ${file}`);
    });
    expect(wrong).toEqual([]);
  });

  describe.each(example.trees.map((tree) => ({ title: label(tree), tree })))('$title', ({ tree }) => {
    const found = () => findingsOf(name, example, tree);
    const { expect: wanted = [], contradicts = [], absent = [] } = tree;

    it('has findings that stand in its files', async () => {
      const lost = (await found()).filter(({ location: { path, line } }) => {
        const file = join(root, name, tree.path, path);
        return !existsSync(file) || line < 1 || line > readFileSync(file, 'utf8').split('\n').length;
      });
      expect(lost.map(show)).toEqual([]);
    });

    for (const finding of wanted.filter(({ rule }) => isKnown(rule))) {
      it(`${listOf(finding.rule).join(' or ')}: ${finding.says}`, async () => {
        expect(missed(await found(), finding, join(root, name, tree.path))).toEqual([]);
      });
    }

    for (const { statement, truth, rule, path, tree: elsewhere = tree.path } of contradicts) {
      if (rule === undefined || !isKnown(rule)) continue;
      it(`"${statement}" No: ${truth}`, async () => {
        const findings = elsewhere === tree.path ? await found() : await findingsOf(name, example, { path: elsewhere });
        expect(missed(findings, { rule, path }, join(root, name, elsewhere))).toEqual([]);
      });
    }

    if (absent.length > 0) {
      it(`is no case of ${absent.join(', ')}`, async () => {
        expect((await found()).filter(({ rule }) => absent.includes(rule)).map(show)).toEqual([]);
      });
    }

    if (tree.silent) {
      it('releases, and nothing is said about its chain and its credentials', async () => {
        const loud = (await found()).filter(({ rule }) => QUIET_RULES.includes(rule) || QUIET_GROUPS.includes(rulePage(rule)?.group ?? ''));
        expect(loud.map(show)).toEqual([]);
      });
    }
  });
});
