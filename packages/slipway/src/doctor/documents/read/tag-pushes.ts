import { str } from '../../../actions/index.ts';
import { pushTag, starts } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import type { Link } from '../../report.ts';
import { isPlaceholder } from '../commands.ts';
import { isConditional, isNotNow, isOfRelease, placeOf } from '../context.ts';
import type { Repository } from '../repository.ts';
import type { Claim, Command, Document } from '../types.ts';

const STARTS =
  /\b(?:trigger|start|kick|launch|fire|initiat|run)(?:s|ed|ing)?\b|\bautomatic(?:ally)?\b|\bwill (?:build|publish|release|deploy|create)\b|\bCI\b/i;

/** `git push origin TAG`: a workflow waits for such a tag, and the tag is not there already. */
export function tagPushClaims(document: Document, repository: Repository): Claim[] {
  const { analysis } = repository;
  if (analysis.world.workflows.length === 0) return [];
  return document.commands.flatMap((command, index): Claim[] => {
    const tag = pushedTag(command, document, index);
    if (tag === undefined || !isOfRelease(document, command.line)) return [];
    const told = `${command.said} ${around(document, command)}`;
    // A version that the reader fills in is not there yet.
    const asWritten = document.commands.some((c) => c.words.includes(tag.name) || c.words.includes(`refs/tags/${tag.name}`));
    const existing = asWritten ? analysis.world.tree.git?.tags.find((t) => t.name === tag.name) : undefined;
    const made = document.commands.some(
      (c) => c.line.fence?.index === command.line.fence?.index && c.words[0] === 'git' && c.words[1] === 'tag' && c.words.includes(tag.name),
    );
    if (existing !== undefined && !made && STARTS.test(told) && !deletes(document, command, tag.name)) return [alreadyThere(command, tag.name)];
    // What a report tells of one day may have been so on that day.
    if (
      document.kind === 'report' ||
      repository.otherCi ||
      !STARTS.test(told) ||
      isNotNow(command.line) ||
      isConditional(document, command.line, command.said)
    )
      return [];
    return [{ ...whoWaits(command, tag.name, repository), at: sayingSo(document, command) }];
  });
}

interface Pushed {
  readonly name: string;
}

/** The tag that a command pushes, with a version in place of what the reader fills in. */
function pushedTag({ words, line }: Command, document: Document, index: number): Pushed | undefined {
  if (
    words[0] !== 'git' ||
    words[1] !== 'push' ||
    words.some((w) => /^(?:-d|--delete|--mirror|--all|-f|--force|--force-with-lease|--dry-run)$/.test(w) || w.startsWith(':'))
  )
    return undefined;
  const rest = words.slice(2).filter((w) => !w.startsWith('-'));
  const ref = rest.length >= 2 ? rest[1]! : undefined;
  if (ref === undefined) {
    // All tags: the one that the block makes.
    if (!words.includes('--tags') && !words.includes('--follow-tags')) return undefined;
    const made = document.commands
      .slice(0, index)
      .findLast((c) => c.line.fence !== undefined && c.line.fence.index === line.fence?.index && c.words[1] === 'tag');
    const name = made?.words.slice(2).find((w) => !w.startsWith('-'));
    const whole = name === undefined ? undefined : filled(name);
    return whole === undefined ? undefined : { name: whole };
  }
  const name = ref.replace(/^refs\/tags\//, '');
  // Branches of a release are pushed too.
  if (/^(?:release|hotfix|support|feature|fix|bump|prepare)s?[/-]|\.x$/i.test(name)) return undefined;
  const version = filled(name);
  return version === undefined ? undefined : { name: version };
}

/** `v$VERSION`, `v<version>`, `vX.Y.Z` as a tag of version 1.2.3; a version as it is; undefined for what is no version's tag. */
function filled(name: string): string | undefined {
  if (/^(?:[\w@./-]*?[-/@])?v?\d+\.\d+(?:\.\d+)?(?:[-.+]\w+)*$/.test(name) && !isPlaceholder(name)) return name;
  const open =
    /^((?:[\w@./-]*?[-/@])?v?)(?:\$\{?\w*(?:VERSION|version|TAG|tag)\w*\}?|<[^>]*(?:version|tag)[^>]*>|\{\{?[^}]*(?:version|tag)[^}]*\}?\}|X\.Y\.Z|x\.y\.z|X\.X\.X|x\.x\.x|MAJOR\.MINOR\.PATCH)$/.exec(
      name,
    );
  if (open === null) return undefined;
  // A variable alone may hold the `v` or not.
  return open[1] === '' && /tag/i.test(name) ? undefined : `${open[1]}1.2.3`;
}

function around(document: Document, { line }: Command): string {
  const at = document.lines.indexOf(line);
  const below = document.lines.slice(at + 1).find((l) => l.kind !== 'code');
  const above = document.lines.slice(0, at).findLast((l) => l.kind !== 'code');
  const comments =
    line.fence === undefined ? [] : document.lines.filter((l) => l.fence?.index === line.fence!.index && /^\s*#/.test(l.text)).map((l) => l.text);
  return [...comments, above?.text ?? '', below?.text ?? '', line.headings.at(-1) ?? ''].join(' ');
}

/** The comment of the block that says what the push starts; else the push itself. */
function sayingSo(document: Document, { line, at }: Command): Location {
  const comment =
    line.fence &&
    document.lines.find(
      (l) => l.fence?.index === line.fence!.index && /^\s*#/.test(l.text) && l.number < line.number && /\btag/i.test(l.text) && STARTS.test(l.text),
    );
  return comment ? placeOf(document, comment) : at;
}

/** The tag is deleted on the remote before it is pushed. */
function deletes(document: Document, command: Command, tag: string): boolean {
  return document.commands.some(
    (c) =>
      c.line.headings.at(-1) === command.line.headings.at(-1) &&
      c.words[1] === 'push' &&
      (c.words.includes('--delete') || c.words.includes('-d') || c.words.some((w) => w.startsWith(':'))) &&
      c.words.some((w) => w.includes(tag)),
  );
}

function alreadyThere(command: Command, tag: string): Claim {
  return {
    kind: 'effect',
    at: command.at,
    about: `push ${tag}`,
    text: `\`${command.words.join(' ')}\` starts the release`,
    verdict: 'false',
    actual: `the tag ${tag} is in the repository already, and pushing a tag that the remote has changes nothing`,
    impact: 'git answers "Everything up-to-date", GitHub makes no event, and no workflow starts',
    facts: ['push.perref'],
    advice: 'Delete the tag on the remote and push it again, or dispatch the workflow.',
  };
}

function whoWaits(command: Command, tag: string, { analysis }: Repository): Claim {
  const { world } = analysis;
  const versions = tag.includes('1.2.3') && world.version !== '1.2.3' ? [tag, tag.replace('1.2.3', world.version)] : [tag];
  const seen = world.workflows.flatMap((w) => versions.map((v) => ({ w, start: starts(pushTag(world, str(v), { kind: 'person' }), w, world) })));
  const claim = { kind: 'trigger' as const, at: command.at, about: 'push of a tag', text: `pushing the tag ${tag} starts something` };
  const yes = seen.find((s) => s.start.answer !== 'no');
  if (yes) return { ...claim, verdict: yes.start.answer === 'unknown' ? 'unknown' : 'true', actual: `${yes.w.path} waits for it`, impact: '' };
  if (seen.some((s) => s.start.gate === 'invalid'))
    return { ...claim, verdict: 'unknown', actual: 'a workflow that GitHub refuses may wait for it', impact: '' };
  return { ...claim, ...nothingWaits(analysis) };
}

/** What is so when no workflow listens to a tag. */
export function nothingWaits({ world }: Repository['analysis'], pattern?: string): Pick<Claim, 'verdict' | 'actual' | 'impact' | 'facts' | 'links'> {
  const off = world.workflows.find((w) => !w.triggers.some((t) => t.event === 'push') && /^\s*#[#\s]*tags\s*:/m.test(w.file.text.slice(0, 4_000)));
  const line =
    off === undefined
      ? 0
      : off.file.text
          .slice(0, 4_000)
          .split('\n')
          .findIndex((l) => /^\s*#[#\s]*(?:push|tags)\s*:/.test(l));
  const links: Link[] =
    off === undefined
      ? []
      : [
          {
            kind: 'event',
            text: `the trigger of ${off.path} is commented out`,
            location: { path: off.path, line: line + 1, column: 1, endLine: line + 1, endColumn: 2 },
            state: 'cut',
          },
        ];
  return {
    verdict: 'false',
    actual: `no workflow waits for ${pattern === undefined ? 'such a tag' : `a tag ${pattern}`}${off === undefined ? '' : `: the trigger of ${off.path} is commented out`}`,
    impact: 'the tag is there, and nothing is built or published',
    facts: ['push.file'],
    links,
  };
}
