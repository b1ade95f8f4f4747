import { isNotNow, placeIn } from '../context.ts';
import { codeSpans } from '../markdown.ts';
import type { Repository } from '../repository.ts';
import type { Claim, Document, Line } from '../types.ts';

const LINK = /(?<!!)\[[^\]\n]{0,200}\]\(\s*<?([^)\s>]{1,300})>?(?:\s+"[^"]*")?\s*\)/g;
/** A file beside this one, as inline code: with its way up, for a bare name may lie anywhere. */
const CODE = /^((?:\.\.?\/)+ ?(?:[\w.-]+\/)*[\w.-]+\.(?:md|mdx|ya?ml|toml|sh|json))$/;

/** Relative links, and paths in inline code, that lead to no file of the tree. Only documents about releasing and deploying are asked. */
export function linkClaims(document: Document, repository: Repository): Claim[] {
  if (document.kind !== 'guide' || !/releas|publish|deploy|runbook|hotfix|rollback/i.test(document.path)) return [];
  return document.lines.flatMap((line) => (line.kind === 'code' || isNotNow(line) ? [] : linksIn(line, document, repository)));
}

function linksIn(line: Line, document: Document, repository: Repository): Claim[] {
  const claims: Claim[] = [];
  for (const m of line.text.matchAll(LINK)) {
    const target = m[1]!;
    // Only links to files: pages of a documentation site have addresses of their own.
    if (/^(?:[a-z][\w+.-]*:|#|\/\/|\{|<)/i.test(target) || !/\.(?:md|mdx|ya?ml|toml|sh)(?:[#?]|$)/i.test(target)) continue;
    const start = m.index + m[0].lastIndexOf(target);
    claims.push(claimOf(target, line, start, document, repository));
  }
  for (const span of codeSpans(line.text)) if (CODE.test(span.text)) claims.push(claimOf(span.text, line, span.start, document, repository));
  return claims;
}

function claimOf(target: string, line: Line, start: number, document: Document, { tree }: Repository): Claim {
  const at = placeIn(document, line, start, start + target.length);
  const bare = decoded(target.replace(/[#?].*$/, ''));
  const claim = { kind: 'link' as const, at, text: `there is a file ${target}`, about: 'links' };
  const path = bare.startsWith('/') ? bare.slice(1) : resolved(document.path, bare);
  if (path === undefined) return { ...claim, verdict: 'unknown', actual: 'it leads out of the repository', impact: '' };
  // Who writes for agents writes paths from the root; a site's addresses start at the folder of its pages.
  const others = [resolved('', bare), `${document.path.split('/')[0]}/${path}`];
  if (exists(path, tree) || others.some((p) => p !== undefined && exists(p, tree) && (bare.startsWith('/') || document.path.startsWith('.'))))
    return { ...claim, verdict: 'true', actual: `${path} exists`, impact: '' };
  // Folders of agents are often links to each other, and a tree lists no file through a link to a folder.
  const tail = path.split('/').slice(-2).join('/');
  if (/^\.[\w-]+\//.test(path) && tree.list().some((p) => p.startsWith('.') && p.endsWith(`/${tail}`)))
    return { ...claim, verdict: 'unknown', actual: `${path} may be reached through a link`, impact: '' };
  const meant = bare.includes(' ') ? resolved(document.path, bare.replaceAll(' ', '')) : undefined;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const near = meant !== undefined && tree.has(meant) ? meant : tree.list().find((p) => p.endsWith(`/${name}`) || p === name);
  return {
    ...claim,
    verdict: 'false',
    actual: `there is no ${path} in the tree${near === undefined ? '' : `; there is ${near}`}`,
    impact: 'who needs that page during a release does not find it',
    ...(near === undefined ? {} : { correct: { from: target, to: `${addressOf(near, document.path, bare)}${/[#?].*$/.exec(target)?.[0] ?? ''}` } }),
  };
}

/** A file's address as the document writes addresses: from the root, or from its own folder. */
function addressOf(path: string, from: string, written: string): string {
  if (written.startsWith('/')) return `/${path}`;
  const [own, other] = [from.split('/').slice(0, -1), path.split('/')];
  let same = 0;
  while (same < own.length && same < other.length - 1 && own[same] === other[same]) same++;
  const address = [...own.slice(same).map(() => '..'), ...other.slice(same)].join('/');
  return written.startsWith('./') && !address.startsWith('.') ? `./${address}` : address;
}

function exists(path: string, tree: Repository['tree']): boolean {
  return tree.has(path) || tree.list().some((p) => p.startsWith(`${path}/`));
}

/** A path relative to a document's folder, from the root; undefined when it leads out of the tree. */
function resolved(from: string, target: string): string | undefined {
  const parts = from.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
