import type { Analysis } from '../../../chain/index.ts';
import { isPlaceholder } from '../commands.ts';
import { isForUsers, isNotNow, isOfRelease, placeIn } from '../context.ts';
import { codeSpans } from '../markdown.ts';
import type { Repository } from '../repository.ts';
import type { Claim, Document, Line } from '../types.ts';

/** A workflow file as a document names it. */
interface Mention {
  readonly name: string;
  readonly line: Line;
  readonly index: number;
  readonly start: number;
  readonly end: number;
  /** An address in this repository: no one means another one by it. */
  readonly certain: boolean;
  readonly badge: boolean;
}

const URL =
  /github(?:\.com|\/actions\/workflow\/status|\/workflow\/status)?\/([\w.-]+)\/([\w.-]+)\/(?:actions\/workflows|(?:blob|tree|raw|edit)\/[^/\s)]+\/\.github\/workflows|)\/?([\w.-]+\.ya?ml)/g;
const PATH = /(?<![\w./-])(?:\.\/|\.\.\/|\/)*\.github\/workflows\/([\w.-]+\.ya?ml)\b/g;
const BARE = /^([\w.-]+\.ya?ml)$/;
const SPEAKS = /workflows?\b|github actions?|\bactions?\b|pipeline|\btriggers?\b|\bCI\b|\bjobs?\b/i;

/** Workflow files that a document names: by path, by address, by file name beside a word that says what it is. */
export function workflowClaims(document: Document, repository: Repository): Claim[] {
  const mentions = document.lines.flatMap((line, index) => mentionsIn(line, index, repository.analysis));
  if (mentions.length === 0) return [];
  const own = mentions.some((m) => m.certain || repository.workflow(m.name) !== undefined);
  const claims: Claim[] = [];
  const said = new Set<string>();
  for (const m of mentions) {
    // A badge has the address of its picture and that of its page.
    const key = `${m.line.number} ${m.name}`;
    if (said.has(key)) continue;
    said.add(key);
    const at = placeIn(document, m.line, m.start, m.end);
    const found = repository.workflow(m.name);
    const claim = { kind: 'workflow' as const, at, text: `there is a workflow ${m.name}`, about: m.name.toLowerCase() };
    if (found) claims.push({ ...claim, verdict: 'true', actual: `${found.path} exists`, impact: '' });
    else if (isDrift(m, document, repository, own))
      claims.push({ ...claim, ...absent(m.name, repository), ...severityOf(m, document), ...(m.badge ? { about: 'badges' } : {}) });
    else claims.push({ ...claim, verdict: 'unknown', actual: `no workflow file of that name is in the tree`, impact: 'it may be an example' });
  }
  return claims;
}

/** An instruction of the release that names what is not there is an error; an address that leads nowhere is less. */
function severityOf(m: Mention, document: Document): Pick<Claim, 'severity'> {
  return !m.certain && document.kind === 'guide' && isOfRelease(document, m.line) ? { severity: 'error' } : {};
}

/** What is so when a workflow is not there, and what follows for the reader. */
export function absent(name: string, { analysis }: Repository): Pick<Claim, 'verdict' | 'actual' | 'impact' | 'facts' | 'correct'> {
  const files = analysis.world.workflows.map((w) => w.path.slice(w.path.lastIndexOf('/') + 1));
  const stem = name.toLowerCase().replace(/\.ya?ml$/, '');
  const near =
    files.find((f) => f.toLowerCase().replace(/\.ya?ml$/, '') === stem) ??
    files.find((f) => f.includes(stem) || stem.includes(f.replace(/\.ya?ml$/, '')));
  return {
    verdict: 'false',
    actual: `there is no ${name} in .github/workflows${near === undefined ? '' : `; there is ${near}`}`,
    impact: 'nothing of what is said of it happens, and its name opens no run',
    facts: ['valid.file'],
    ...(near === undefined ? {} : { correct: { from: name, to: near } }),
  };
}

function mentionsIn(line: Line, index: number, { world }: Analysis): Mention[] {
  const { text } = line;
  if (!/\.ya?ml/.test(text)) return [];
  const found = new Map<number, Mention>();
  const add = (name: string, start: number, certain: boolean, badge: boolean) => {
    if (!isPlaceholder(name)) found.set(start, { name, line, index, start, end: start + name.length, certain, badge });
  };
  const elsewhere = new Set<number>();
  const others = new Set<string>();
  for (const m of text.matchAll(URL)) {
    const start = m.index + m[0].length - m[3]!.length;
    const own = `${m[1]}/${m[2]}`.toLowerCase() === world.slug?.toLowerCase();
    if (own && /actions|workflow|\.github/.test(m[0]))
      add(m[3]!, start, true, /badge|shields|status/.test(text.slice(m.index - 20 < 0 ? 0 : m.index - 20, m.index + m[0].length + 12)));
    else {
      elsewhere.add(start);
      others.add(m[3]!);
    }
  }
  if (line.kind === 'code' && !['', 'text', 'bash', 'sh', 'shell', 'console', 'mermaid'].includes(line.fence!.language)) return [...found.values()];
  for (const m of text.matchAll(PATH)) {
    const start = m.index + m[0].length - m[1]!.length;
    if (!elsewhere.has(start) && !found.has(start)) add(m[1]!, start, false, false);
  }
  if (line.kind === 'code' || !(SPEAKS.test(text) || line.headings.some((h) => SPEAKS.test(h)))) return [...found.values()];
  for (const span of codeSpans(text))
    if (BARE.test(span.text) && !found.has(span.start) && !others.has(span.text)) add(span.text, span.start, false, false);
  return [...found.values()];
}

function isDrift(m: Mention, document: Document, { tree, isTool, analysis }: Repository, own: boolean): boolean {
  if (analysis.world.workflows.length === 0 || isNotNow(m.line)) return false;
  if (m.certain) return document.kind !== 'report';
  if (document.kind === 'report' || !own || isForUsers(document, m.index)) return false;
  if (isTool && document.kind === 'readme') return false;
  // A bare name may be any file of the tree; and the name of one that lies beside is a file that others copy.
  if (tree.list().some((path) => path.endsWith(`/${m.name}`) || path === m.name)) return false;
  return document.kind === 'guide' || isOfRelease(document, m.line);
}
