import type { Workflow } from '../../../actions/index.ts';
import { locate } from '../../../chain/index.ts';
import { isForUsers, isNotNow, placeOf } from '../context.ts';
import { cellsOf } from '../markdown.ts';
import type { Repository } from '../repository.ts';
import type { Claim, Document, Line } from '../types.ts';
import { branchWalk, environmentsOf, isAwaited, isSameEnvironment, tagWalk } from '../walks.ts';
import { environmentsOfBranch } from './branch-environments.ts';
import { nothingWaits } from './tag-pushes.ts';

const ENVIRONMENT = /\b(staging|production|prod|development|dev|uat|preprod|pre-production)\b/gi;
/** A version's tag, or a pattern of such tags. */
const TAG =
  /(?<![\w.=-])(v(?:\d+|\*|\[0-9\]\+?|X)\.(?:\d+|\*|\[0-9\]\+?|Y|X)(?:\.(?:\d+|\*|\[0-9\]\+?|Z|X))?(?:-?(?:rc|beta|alpha|hotfix)[\w.*-]*)?)/i;
const BRANCH = /`((?:feature|bugfix|hotfix|release|fix)\/\*+)`/g;
const ARROW = /→|->|➜|⇒|=>|\bdeploys? to\b|\bgoes to\b|-->\|/;

/** What documents say of where a version or a branch is deployed: `v*-rc* → staging`, `hotfix/* | staging → production`. */
export function routeClaims(document: Document, repository: Repository): Claim[] {
  const { world } = repository.analysis;
  if (document.kind === 'report' || world.workflows.length === 0 || !world.workflows.some((w) => namesEnvironment(w))) return [];
  return document.lines.flatMap((line, at) => {
    const isDiagram = line.kind === 'code' && line.fence!.language === 'mermaid';
    if ((line.kind === 'code' && !isDiagram) || line.kind === 'heading' || isNotNow(line) || isForUsers(document, at)) return [];
    if (line.kind !== 'row' && !ARROW.test(line.text)) return [];
    return [...tagRoutes(line, at, document, repository), ...branchRoutes(line, document, repository)];
  });
}

function namesEnvironment(w: Workflow): boolean {
  return /\b(?:staging|prod(?:uction)?)\b/i.test(w.file.text);
}

function tagRoutes(line: Line, at: number, document: Document, repository: Repository): Claim[] {
  const tag = TAG.exec(line.text);
  if (tag === null || repository.otherCi) return [];
  const rest = line.text.slice(tag.index + tag[0].length);
  // In prose the environment follows at once; in a row it has its own cell.
  const targets = environmentsIn(line.kind === 'text' ? rest.split(/[.;]\s/, 1)[0]!.slice(0, 80) : rest);
  if (targets.length === 0) return [];
  const name = representative(tag[1]!);
  const claim = {
    kind: 'route' as const,
    at: placeOf(document, line),
    about: `tag ${kindOf(name)}`,
    text: `a tag ${tag[1]} is deployed to ${targets.join(' and ')}`,
  };
  const awaited = isAwaited(name, repository);
  if (awaited === undefined) return [{ ...claim, verdict: 'unknown', actual: 'whether a workflow waits for it is not known', impact: '' }];
  if (!awaited && !isPushed(tag[1]!, line, at, document))
    return [{ ...claim, verdict: 'unknown', actual: 'the version may be deployed by what makes it', impact: '' }];
  if (!awaited) return [{ ...claim, ...nothingWaits(repository.analysis, tag[1]!), links: [], impact: `a pushed tag ${tag[1]} is deployed nowhere` }];
  const walked = tagWalk(name, repository);
  const reached = environmentsOf(walked);
  const lost = targets.filter((t) => ![...reached].some((r) => r !== undefined && isSameEnvironment(r, t)));
  if (lost.length === 0) return [{ ...claim, verdict: 'true', actual: 'a job of what it starts has that environment', impact: '' }];
  const started = walked.nodes.map((n) => n.run.workflow);
  // A job whose environment is an expression may be any of them; so may a script that is told where to deploy.
  if (reached.has(undefined) || started.some((w) => mentions(w, lost, repository)))
    return [{ ...claim, verdict: 'unknown', actual: 'where it deploys is decided in the run', impact: '' }];
  return [
    {
      ...claim,
      verdict: 'false',
      actual: `a tag ${tag[1]} starts ${names(started)}, and nothing there deploys to ${lost.join(' or ')}`,
      impact: `the run ends green, and ${lost.join(' and ')} keeps what was there`,
      links: started
        .slice(0, 4)
        .flatMap((w) =>
          w.triggers
            .filter((t) => t.event === 'push')
            .map((t) => ({ kind: 'event' as const, text: `${w.path} takes the tag`, location: locate(t.key), state: 'holds' as const })),
        ),
    },
  ];
}

/** Somebody is to push it, or it is a pattern of tags; a row that only has the version may tell of one that a workflow makes and deploys. */
function isPushed(tag: string, line: Line, at: number, document: Document): boolean {
  if (line.kind !== 'row' || tag.includes('*') || tag.includes('[')) return true;
  let first = at;
  while (document.lines[first - 1]?.kind === 'row') first--;
  const around = [line, document.lines[first]!, ...document.lines.slice(Math.max(0, first - 1), first)].map((l) => l.text);
  return [...around, ...line.headings].some((text) => /\btag|push/i.test(text));
}

/** A workflow's text, or that of what it calls, speaks of one of these environments. */
function mentions(w: Workflow, environments: readonly string[], { analysis }: Repository): boolean {
  const called = w.jobs.flatMap((j) => (j.uses?.is.kind === 'local' ? (analysis.world.workflow(j.uses.is.path) ?? []) : []));
  return [w, ...called].some((x) =>
    environments.some((e) =>
      x.jobs.some((j) =>
        new RegExp(`\\benvironment\\b[^\\n]*\\b${e.slice(0, 4)}`, 'i').test(j.node.file.text.slice(j.node.span.start, j.node.span.end)),
      ),
    ),
  );
}

function branchRoutes(line: Line, document: Document, repository: Repository): Claim[] {
  if (line.kind !== 'row') return [];
  const cells = cellsOf(line.text);
  const branches = [...(cells[0] ?? '').matchAll(BRANCH)].map((m) => m[1]!);
  const targets = environmentsIn(cells[1] ?? '');
  if (branches.length === 0 || targets.length === 0) return [];
  return branches.flatMap((branch): Claim[] => {
    const claim = {
      kind: 'route' as const,
      at: placeOf(document, line),
      about: `branch ${branch}`,
      text: `${branch} is deployed to ${targets.join(' and ')}`,
    };
    const walked = branchWalk(branch.replace(/\*+/, 'x'), repository);
    const reached = environmentsOf(walked);
    const lost = targets.filter((t) => ![...reached].some((r) => r !== undefined && isSameEnvironment(r, t)));
    if (lost.length === 0) return [{ ...claim, verdict: 'true', actual: 'a job of what it starts has that environment', impact: '' }];
    const mapped = environmentsOfBranch(branch, repository);
    const missed = targets.filter((t) => !mapped.some((m) => isSameEnvironment(m.environment, t)));
    if (mapped.length === 0 || missed.length === 0)
      return [{ ...claim, verdict: 'unknown', actual: 'where it deploys is decided in the run', impact: '' }];
    return [
      {
        ...claim,
        verdict: 'false',
        actual: `${mapped[0]!.at.path}:${mapped[0]!.at.line} sends it to ${[...new Set(mapped.map((m) => m.environment))].join(' and ')}`,
        impact: `${missed.join(' and ')} never gets it that way`,
        links: mapped.map((m) => ({ kind: 'step', text: `${branch} goes to ${m.environment}`, location: m.at, state: 'holds' })),
      },
    ];
  });
}

/** The environments that a text names; a part of an address or of an image's name is none. */
function environmentsIn(text: string): string[] {
  const found = new Set<string>();
  for (const [name] of text.replace(/\b[\w-]+\.[\w.-]+\/\S+/g, ' ').matchAll(ENVIRONMENT))
    found.add(/^prod/i.test(name) ? 'production' : /^dev/i.test(name) ? 'development' : name.toLowerCase());
  return [...found];
}

/** A tag that a pattern takes. */
function representative(pattern: string): string {
  return pattern
    .replace(/\*|\[0-9\]\+?|(?<=[v.])[XYZ]/g, (_, at: number) => (at < 2 ? '1' : at < 5 ? '2' : '3'))
    .replace(/-(rc|beta|alpha|hotfix)[.\d*]*$/i, '-$1.1');
}

const kindOf = (tag: string): string => /-(\w+?)[.\d]*$/.exec(tag)?.[1]?.toLowerCase() ?? 'stable';

const names = (workflows: readonly Workflow[]): string =>
  [...new Set(workflows.map((w) => w.path.slice(w.path.lastIndexOf('/') + 1)))].slice(0, 4).join(', ');
