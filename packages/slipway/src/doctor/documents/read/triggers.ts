import type { Trigger, Workflow } from '../../../actions/index.ts';
import { defaultTypes } from '../../../actions/index.ts';
import { locate } from '../../../chain/index.ts';
import { isConditional, isForUsers, isNotNow, placeOf, plain } from '../context.ts';
import { cellsOf, codeSpans } from '../markdown.ts';
import type { Repository } from '../repository.ts';
import type { Claim, Document, Line } from '../types.ts';
import { isAwaited } from '../walks.ts';
import { nothingWaits } from './tag-pushes.ts';

/** Something that starts a workflow, as documents say it. */
interface Cause {
  readonly what: 'tag' | 'branch' | 'release' | 'schedule' | 'dispatch' | 'pull request';
  /** Tag pattern or branch, when it is named. */
  readonly name?: string;
}

/** Phrases that say what starts a workflow which the line, or its heading, names. */
const LABEL =
  /^[\s>*+-]*(?:\*\*|__)?(?:triggers?|triggered (?:on|by)|trigger conditions?|runs? (?:on|when|after)|starts? (?:on|when|after))\b(?:\*\*|__)?\s*:?/i;
const VERB = /\b(?:runs?|triggers?|triggered|starts?|started|fires?|activated|executes?)\b[^.;|]{0,30}?\b(?:on|by|when|upon|after|whenever)\b(.*)$/i;

/** What documents say of the events that start a workflow, and of what a tag starts. */
export function triggerClaims(document: Document, repository: Repository): Claim[] {
  const { workflows } = repository.analysis.world;
  if (document.kind === 'report' || workflows.length === 0) return [];
  const claims: Claim[] = [];
  let listed: Workflow | undefined;
  for (const [at, line] of document.lines.entries()) {
    if (line.kind === 'code' || line.kind === 'heading') {
      listed = undefined;
      continue;
    }
    // "Triggered on:" alone, with its list below.
    const isItem = /^\s*(?:[-*+]|\d+[.)]|•)\s/.test(line.text);
    if (!isItem) listed = undefined;
    if (/^\W*(?:triggers?|triggered (?:on|by)|trigger conditions?)\W*$/i.test(line.text)) {
      listed = subjectOf(line, document, repository);
      continue;
    }
    if (isNotNow(line) || isForUsers(document, at) || isConditional(document, line, line.text)) continue;
    const said = listed !== undefined ? { workflow: listed, text: line.text } : bound(line, document, repository);
    if (said) for (const cause of causesIn(said.text)) claims.push(claimOf(cause, said.workflow, line, document, repository));
    else claims.push(...unbound(line, document, repository));
  }
  return claims;
}

/** A line that says what starts a workflow: `release.yml: runs on tag push`, or `Triggers: on tags v*` in that workflow's section. */
function bound(line: Line, document: Document, repository: Repository): { readonly workflow: Workflow; readonly text: string } | undefined {
  const label = LABEL.exec(line.text);
  if (label) {
    const workflow = subjectOf(line, document, repository);
    return workflow && { workflow, text: line.text.slice(label[0].length) };
  }
  if (line.kind === 'row') return undefined;
  const named = codeSpans(line.text).find((s) => /\.ya?ml$/.test(s.text));
  const verb = named && VERB.exec(line.text.slice(named.start + named.text.length));
  const workflow = named && repository.workflow(named.text.replace(/^.*\//, ''));
  // Between the name and the verb stands nothing that another workflow could be.
  return verb && workflow && !/\.ya?ml/.test(line.text.slice(named.start + named.text.length)) ? { workflow, text: verb[1]! } : undefined;
}

/** The workflow that a line's section is about: its nearest heading, or the lines just above, name exactly one. */
function subjectOf(line: Line, document: Document, repository: Repository): Workflow | undefined {
  const at = document.lines.indexOf(line);
  const near: string[] = [line.headings.at(-1) ?? ''];
  for (let i = at - 1; i >= 0 && i >= at - 3 && document.lines[i]!.kind !== 'heading'; i--) near.unshift(document.lines[i]!.text);
  const found = new Set<Workflow>();
  for (const text of near)
    for (const [name] of text.matchAll(/[\w.-]+\.ya?ml\b/g)) {
      const w = repository.workflow(name);
      if (w) found.add(w);
    }
  return found.size === 1 ? [...found][0] : undefined;
}

/** The events that a phrase names; none when it hedges. */
function causesIn(text: string): Cause[] {
  if (/\b(?:except|unless|not on|never|other than)\b/i.test(text)) return [];
  const causes: Cause[] = [];
  const codes = codeSpans(text).map((s) => s.text.replace(/^['"]|['"]$/g, ''));
  const tag = codes.find((c) => /[*[]/.test(c) && /v|\d|tag/.test(c)) ?? codes.find((c) => /^v\d+\.\d+\.\d+/.test(c));
  if (/\btags?\b/i.test(text) && /\bpush|\bmatching|\bcreat|\bon (?:git |version |release )?tags?\b|\btag push/i.test(text))
    causes.push({ what: 'tag', ...(tag === undefined ? {} : { name: tag }) });
  const branch =
    /\b(?:push(?:es|ing)?|merges?|commits?)\s+(?:to|on|into|onto)\s+(?:the\s+)?[`*"']{0,3}([\w./-]+)[`*"']{0,3}/i.exec(text)?.[1] ??
    /[`"']([\w./-]+)[`"']?\s+(?:branch\s+)?push(?:es)?\b/i.exec(text)?.[1] ??
    /\b(main|master)\s+(?:branch\s+)?push(?:es)?\b/i.exec(text)?.[1];
  if (branch !== undefined && /^(?:main|master|develop|beta|next|dev|staging|production|release)$/i.test(branch))
    causes.push({ what: 'branch', name: branch });
  if (
    /\brelease\b[^.]{0,24}\b(?:published|publication|event|is created|created)\b|\bpublish(?:ed|ing)?\b[^.]{0,20}\b(?:a |github )release\b/i.test(
      text,
    )
  )
    causes.push({ what: 'release' });
  if (/\b(?:cron|schedule[ds]?|nightly|daily|weekly)\b/i.test(text)) causes.push({ what: 'schedule' });
  if (/\bworkflow_dispatch\b|\bmanual(?:ly)?\b/i.test(text)) causes.push({ what: 'dispatch' });
  return causes;
}

function claimOf(cause: Cause, workflow: Workflow, line: Line, document: Document, repository: Repository): Claim {
  const file = workflow.path.slice(workflow.path.lastIndexOf('/') + 1);
  const what = wordsOf(cause);
  const claim = { kind: 'trigger' as const, at: placeOf(document, line), about: `${file} ${cause.what}`, text: `${file} starts on ${what}` };
  if (workflow.problems.some((p) => p.effect === 'refused') || workflow.triggers.length === 0)
    return { ...claim, verdict: 'unknown', actual: 'GitHub refuses the file as it is', impact: '' };
  const listens = workflow.triggers.find((t) => takes(t, cause));
  if (listens) return { ...claim, verdict: 'true', actual: `on ${listens.event}`, impact: '' };
  // Another workflow may call it, or start it, for that event.
  if (workflow.triggers.some((t) => ['workflow_call', 'workflow_run', 'repository_dispatch'].includes(t.event)) && cause.what !== 'dispatch')
    return { ...claim, verdict: 'unknown', actual: 'another workflow starts it', impact: '' };
  if (cause.what === 'dispatch' || cause.what === 'pull request' || repository.otherCi)
    return { ...claim, verdict: 'unknown', actual: 'it has no such trigger', impact: '' };
  const events = workflow.triggers.map((t) => t.event).join(', ');
  return {
    ...claim,
    verdict: 'false',
    actual: `${workflow.path} starts on ${events} only`,
    impact: `${cause.what === 'schedule' ? 'the clock' : what} starts nothing of it`,
    facts: ['push.file'],
    links: workflow.triggers.slice(0, 4).map((t) => ({ kind: 'event', text: `on ${t.event}`, location: locate(t.key), state: 'cut' })),
  };
}

/** Whether a trigger takes what a document says; patterns are not compared when the document names none. */
function takes(t: Trigger, { what, name }: Cause): boolean {
  switch (what) {
    case 'tag':
      return (
        t.event === 'create' ||
        (t.event === 'push' && (t.tags !== undefined || t.tagsIgnore !== undefined || (t.branches === undefined && t.branchesIgnore === undefined)))
      );
    case 'branch':
      if (t.event === 'pull_request' || t.event === 'pull_request_target') return (t.types ?? []).some((x) => x.text === 'closed');
      return (
        t.event === 'push' &&
        (t.branches === undefined
          ? t.tags === undefined
          : t.branches.some((b) => b.text.includes('*') || b.text.toLowerCase() === name?.toLowerCase() || /^(?:main|master)$/.test(b.text)))
      );
    case 'release':
      return t.event === 'release' && (t.types === undefined ? defaultTypes('release').length > 0 : t.types.length > 0);
    case 'schedule':
      return t.event === 'schedule';
    case 'dispatch':
      return t.event === 'workflow_dispatch';
    case 'pull request':
      return t.event.startsWith('pull_request');
  }
}

function wordsOf({ what, name }: Cause): string {
  switch (what) {
    case 'tag':
      return name === undefined ? 'a pushed tag' : `a pushed tag ${name}`;
    case 'branch':
      return `a push to ${name}`;
    case 'release':
      return 'a release event';
    case 'schedule':
      return 'a schedule';
    case 'dispatch':
      return 'a dispatch by hand';
    case 'pull request':
      return 'a pull request';
  }
}

const TAG_STARTS =
  /\b(?:push(?:ing|ed)?|creat(?:e|ing)|new)\b[^.|]{0,30}\btags?\b[^.|]{0,40}\b(?:(?:will |should |automatically |also )*(?:triggers?|starts?|kicks? off|launch(?:es)?)|(?:will|automatically) (?:publish(?:es)?|builds?|deploys?|releases?))\b|\b(?:triggered|started|initiated|kicked off)\b[^.|]{0,40}\bby\b[^.|]{0,30}\btags?\b(?!\s*:)|\btag(?:-based| push) (?:triggers?|deployments?)\b/i;

/** A sentence that says a tag starts a release, whatever workflow does it. */
function unbound(line: Line, document: Document, repository: Repository): Claim[] {
  if (
    document.kind !== 'guide' ||
    line.kind === 'row' ||
    repository.otherCi ||
    !TAG_STARTS.test(line.text) ||
    /\b(?:not|never|cannot|doesn't|don't|won't)\b/i.test(line.text)
  )
    return [];
  const families = repository.analysis.families.filter((f) => !f.startsWith('='));
  const tags = [...new Set(['v', '', ...families])].flatMap((f) => [`${f}1.2.3`, `${f}${repository.analysis.world.version}`]);
  const answers = [...new Set(tags)].map((t) => isAwaited(t, repository));
  const claim = { kind: 'trigger' as const, at: placeOf(document, line), about: 'push of a tag', text: `"${plain(line.text, 80)}"` };
  if (answers.some((a) => a === true)) return [{ ...claim, verdict: 'true', actual: 'a workflow waits for version tags', impact: '' }];
  if (answers.some((a) => a === undefined) || cellsOf(line.text).length > 2)
    return [{ ...claim, verdict: 'unknown', actual: 'whether a workflow waits for it is not known', impact: '' }];
  return [{ ...claim, ...nothingWaits(repository.analysis, 'of a version') }];
}
