import type { Tree } from '../../remotes/types.ts';
import type { DocumentKind } from './types.ts';

/** At most so many documents are read, and so many characters of them. */
export const MAX_DOCUMENTS = 80;
export const MAX_CHARACTERS = 2_000_000;

const TEXT = /\.(?:md|mdx|markdown|rst|adoc|asciidoc)$/i;
/** Folders whose documents speak of something else, of the past, of the future, or to other readers. */
const ASIDE =
  /(?:^|\/)(?:node_modules|vendor|vendored|third[-_]party|deps|external|testdata|tests?|spec|__tests__|fixtures?|__fixtures__|snapshots?|__snapshots__|(?:[\w-]+-)?examples?|samples?|demos?|templates?|dist|target|archived?|attic|history|historical|old|legacy|deprecated|completed|adrs?|decisions?|rfcs?|proposals?|plans?|planning|roadmap|specs|recipes?|tutorials?|content|book|website|www|blog|posts|news|changelogs?|changes|\.changeset|changesets|release[-_]?notes|releases|versioned_docs|i18n|locales?|translations?|translated|lang|zh|zh[-_]\w+|ja|ko|fr|de|es|pt|ru|tasks|todo|sessions|ISSUE_TEMPLATE)\//i;
/** A manual in another language: `docs/pt-BR/…`. */
const TRANSLATED = /(?:^|\/)docs?\/[a-z]{2}(?:[-_][A-Za-z]{2,4})?\//;
/** What names itself a record of changes, or an intention. */
const RECORD =
  /(?:^|[-_.\d])(?:change[-_]?log|changes|history|news|release[-_]?notes|roadmap|todo|license|licence|notice|authors|credits|code[-_]of[-_]conduct|upgrad(?:e|ing)|migrat(?:e|ion|ing)|adr|rfc|proposal|plan|backlog|ideas|thanks)(?:[-_.]|$)|\d{4}[-_]\d{2}[-_]\d{2}|(?:^|[-_])v?\d+\.\d+/i;
/** What names itself an account of one day. */
const REPORT =
  /(?:^|[-_.])(?:analysis|audit|report|summary|review|status|state|tracking|session|fix(?:es|ed)?|improvements?|post[-_]?mortem|retrospective|checkpoint|research|findings|notes|assessment|investigation|verification|complete(?:d)?|implementation|results?|feedback|recommendations?)(?:[-_.]|$)/i;
const GUIDE =
  /releas|publish|deploy|contribut|develop|maintain|workflow|pipeline|runbook|playbook|operation|emergency|hotfix|rollback|hacking|packaging|distribut|versioning|build|install|setup|secrets|(?:^|[-_./])(?:ci|cd|cicd|ops|qa|qe)(?:[-_./]|$)/i;
const AGENT =
  /(?:^|\/)(?:AGENTS?|CLAUDE|GEMINI|CODEX|CONVENTIONS|copilot-instructions|SKILL|\.cursorrules)\.mdc?$|^\.(?:claude|agents?|augment|cursor|windsurf)\//i;
/** Folders of what guards a release. */
const GUARDS = /quality|(?:^|[-_./])q[ae](?:[-_./]|$)|playbook|sign-?off/i;
/** What speaks of the release itself is read before all else. */
const FIRST = /releas|publish|deploy|runbook|hotfix|rollback|emergency/i;
const README = /(?:^|\/)readme\.\w+$/i;

/** A document that may say how this repository is released, by its path alone; with how much that is worth reading first. */
export interface Candidate {
  readonly path: string;
  readonly kind: DocumentKind;
  readonly rank: number;
}

/** The documents of a tree that are worth reading, best first. */
export function candidates(tree: Tree): Candidate[] {
  const found: Candidate[] = [];
  for (const path of tree.list()) {
    const candidate = candidateOf(path);
    if (candidate) found.push(candidate);
  }
  return found.sort((a, b) => a.rank - b.rank || (a.path < b.path ? -1 : 1)).slice(0, MAX_DOCUMENTS);
}

function candidateOf(path: string): Candidate | undefined {
  if (!TEXT.test(path) || ASIDE.test(path)) return undefined;
  const depth = path.split('/').length - 1;
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
  if (RECORD.test(name)) return undefined;
  const agent = AGENT.test(path);
  if (TRANSLATED.test(path)) return undefined;
  if (README.test(path)) return depth === 0 || /^(?:\.github|docs?)\//i.test(path) ? { path, kind: 'readme', rank: depth } : undefined;
  const rooted = depth === 0 || /^(?:\.github|docs?|documentation|doc)\//i.test(path) || agent;
  if (!rooted) return undefined;
  const guide = GUIDE.test(path) || agent;
  // Deep in a manual stands what users read.
  if (!guide && depth > 1) return undefined;
  if (REPORT.test(name)) return { path, kind: 'report', rank: FIRST.test(name) ? 3 : 6 };
  return { path, kind: guide ? 'guide' : 'readme', rank: guide ? (FIRST.test(name) ? 0 : depth === 0 ? 1 : agent && !GUARDS.test(path) ? 4 : 2) : 5 };
}
