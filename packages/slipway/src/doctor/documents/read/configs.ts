import { isForUsers, isNotNow, isOfRelease, placeIn } from '../context.ts';
import { codeSpans } from '../markdown.ts';
import type { Repository } from '../repository.ts';
import type { Claim, Document } from '../types.ts';

/** Files by which release tools are configured, each with the names it may also have; a tool without its file runs with its defaults, or not at all. */
const CONFIGS: readonly (readonly string[])[] = [
  ['release-plz.toml', '.release-plz.toml'],
  ['cliff.toml', '.cliff.toml'],
  ['dist-workspace.toml', 'dist.toml'],
  ['.goreleaser.yml', '.goreleaser.yaml', 'goreleaser.yml', 'goreleaser.yaml'],
  ['release-please-config.json', '.release-please-config.json'],
  ['.release-please-manifest.json'],
  [
    '.releaserc',
    '.releaserc.json',
    '.releaserc.yml',
    '.releaserc.yaml',
    '.releaserc.js',
    '.releaserc.cjs',
    'release.config.js',
    'release.config.cjs',
    'release.config.mjs',
  ],
  ['.changeset/config.json'],
  ['lerna.json'],
  ['knope.toml'],
  ['.release-it.json', '.release-it.js', '.release-it.cjs', '.release-it.yml'],
  ['.versionrc', '.versionrc.json', '.versionrc.js'],
  ['release-drafter.yml', 'release-drafter.yaml'],
];

/** Configuration of release tools that a document names: the file is in the tree. */
export function configClaims(document: Document, { tree, isTool, analysis }: Repository): Claim[] {
  if (document.kind !== 'guide' || isTool || analysis.world.workflows.length === 0) return [];
  return document.lines.flatMap((line, at): Claim[] => {
    if (line.kind === 'code' || isNotNow(line) || isForUsers(document, at) || !isOfRelease(document, line)) return [];
    return codeSpans(line.text).flatMap((span): Claim[] => {
      const names = CONFIGS.find((group) => group.includes(span.text.replace(/^\.\//, '')));
      if (names === undefined) return [];
      const claim = {
        kind: 'config' as const,
        at: placeIn(document, line, span.start, span.start + span.text.length),
        about: names[0]!,
        text: `the release is configured by ${span.text}`,
      };
      const found = tree.list().find((path) => names.some((n) => path === n || path.endsWith(`/${n}`)));
      if (found !== undefined) return [{ ...claim, verdict: 'true', actual: `${found} exists`, impact: '' }];
      return [
        {
          ...claim,
          verdict: 'false',
          actual: 'there is no such file in the tree',
          impact: 'the tool that is described is not the one that releases',
        },
      ];
    });
  });
}
