import { parseYaml, type SourceFile, type SourceNode, sourceFile } from '../../source/index.ts';
import { SLIPWAY_KEYS } from '../../tools/index.ts';
import type { NotesConfig, ReleaseConfig } from '../types.ts';
import { readChannels, readLines } from './channels.ts';
import { OWN_KEYS, readComponents, SHARED_KEYS } from './components.ts';
import { DEFAULT_NOTES, DEFAULT_PULL_REQUEST, DEFAULT_TAGGING, fromDefaults, sectionDefaults } from './defaults.ts';
import { fail, ReleaseConfigError, Section, wordOf } from './section.ts';

/** The form of the file that this Slipway writes. */
export const CONFIG_VERSION = 1;
export const NOTES_KEYS = ['style', 'sections', 'contributors', 'compare', 'template'];
export const PULL_REQUEST_KEYS = ['branch', 'title', 'labels'];
export const TAGGING_KEYS = ['annotated', 'signed'];
export const FROM = ['commits', 'changesets', 'pull-requests'] as const;
export const RELEASE_KEYS = [...SHARED_KEYS, ...OWN_KEYS, 'components', 'branches', 'channels', 'lines', 'from', 'notes', 'pull-request', 'tagging'];

/**
 * The part `release:` of slipway.yaml, with everything that it does not say filled in; without a file or without that part, the configuration
 * of a repository with one component.
 *
 * @param text of the file; undefined when there is none
 * @param at path of the file for messages
 * @throws ReleaseConfigError with one sentence `slipway.yaml:LINE:COLUMN: what is wrong, and what to do`
 */
export function readReleaseConfig(text: string | undefined, at = 'slipway.yaml'): ReleaseConfig {
  const { root, problems, file } = parseYaml(sourceFile(at, text ?? ''));
  const [broken] = problems;
  if (broken) throw new ReleaseConfigError(file, broken.span, broken.message);
  return releaseConfigOf(root, file);
}

/** As `readReleaseConfig`, of a file that is parsed. */
export function releaseConfigOf(root: SourceNode | null, file: SourceFile): ReleaseConfig {
  const release = new Section(releaseOf(root, file), '`release`', RELEASE_KEYS);
  const components = readComponents(release);
  const from = release.get('from');
  const sources =
    from === undefined
      ? fromDefaults(components)
      : (from.kind === 'seq' ? from.items : [from]).map((item) => wordOf(item, 'an item of `from`', FROM));
  if (from && sources.length === 0) fail(from, '`from` must name commits, changesets or pull-requests');
  return {
    components,
    channels: readChannels(release),
    lines: readLines(release),
    from: [...new Set(sources)],
    notes: notesOf(release),
    pullRequest: pullRequestOf(release),
    tagging: taggingOf(release),
  };
}

function releaseOf(root: SourceNode | null, file: SourceFile): SourceNode {
  const nothing = { kind: 'map', file, span: { start: 0, end: 0 }, entries: [] } as const;
  if (root === null) return nothing;
  const own = root.kind === 'map' ? root.entries.flatMap(({ key }) => (key.text.startsWith('x-') ? [key.text] : [])) : [];
  const section = new Section(root, 'the file', [...SLIPWAY_KEYS, ...own]);
  const version = section.get('version');
  if (version && !(version.kind === 'scalar' && version.value === CONFIG_VERSION))
    fail(
      version,
      version.kind === 'scalar' && typeof version.value === 'number' && version.value > CONFIG_VERSION
        ? `the file is of version ${version.text}, and this Slipway reads up to ${CONFIG_VERSION}; install a newer Slipway`
        : `\`version\` must be ${CONFIG_VERSION}`,
    );
  return section.get('release') ?? nothing;
}

function notesOf(release: Section): NotesConfig {
  const node = release.get('notes');
  if (node === undefined) return DEFAULT_NOTES;
  const section = new Section(node, '`notes`', NOTES_KEYS);
  const style = section.word('style', ['keep-a-changelog', 'sections'] as const) ?? DEFAULT_NOTES.style;
  const given = section.get('sections');
  if (given && given.kind !== 'map') fail(given, '`sections` must be a map of types of changes to titles');
  const titles =
    given?.kind === 'map'
      ? given.entries.map(({ key, value }) => {
          if (value?.kind !== 'scalar' || value.text.trim() === '')
            return fail(key, `${key.text} of \`sections\` needs a title; leave it out to leave its changes out`);
          return [key.text, value.text] as const;
        })
      : undefined;
  const template = section.text('template');
  return {
    style,
    sections: titles ? new Map(titles) : sectionDefaults(style),
    contributors: section.flag('contributors') ?? DEFAULT_NOTES.contributors,
    compare: section.flag('compare') ?? DEFAULT_NOTES.compare,
    ...(template === undefined ? {} : { template }),
  };
}

/** What git refuses in the name of a branch, or takes for an option: git help check-ref-format. */
const REFUSED = /[\p{Cc} ~^:?*[\\]|\.\.|@\{|\/\/|^[/-]|^refs\/|[/.]$|(?:^|\/)\.|\.lock(?:\/|$)|^@?$/u;

function pullRequestOf(release: Section): ReleaseConfig['pullRequest'] {
  const node = release.get('pull-request');
  if (node === undefined) return DEFAULT_PULL_REQUEST;
  const section = new Section(node, '`pull-request`', PULL_REQUEST_KEYS);
  const { branch = DEFAULT_PULL_REQUEST.branch, title = DEFAULT_PULL_REQUEST.title } = {
    branch: section.text('branch'),
    title: section.text('title'),
  };
  if (REFUSED.test(branch)) fail(section.get('branch')!, `git takes no branch like ${branch}; write its name without refs/heads/ and without blanks`);
  if (/\p{Cc}/u.test(title)) fail(section.get('title')!, 'a title is one line');
  return {
    branch,
    title,
    labels: section.texts('labels') ?? DEFAULT_PULL_REQUEST.labels,
  };
}

function taggingOf(release: Section): ReleaseConfig['tagging'] {
  const node = release.get('tagging');
  if (node === undefined) return DEFAULT_TAGGING;
  const section = new Section(node, '`tagging`', TAGGING_KEYS);
  const signed = section.flag('signed') ?? DEFAULT_TAGGING.signed;
  const annotated = section.flag('annotated') ?? (signed || DEFAULT_TAGGING.annotated);
  if (signed && !annotated) fail(node, 'a signed tag is always an annotated one; leave out `annotated: false`');
  return { annotated, signed };
}
