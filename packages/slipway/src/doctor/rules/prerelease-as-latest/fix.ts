import { type Analysis, type Effect, familyOf, isRollingFamily } from '../../../chain/index.ts';
import { type FileChange, get, isMap } from '../../../source/index.ts';
import { document } from '../../../tools/index.ts';
import { pieceAt, replaced } from '../../fixes/parts/pieces.ts';
import { changed, inStep } from '../../fixes/parts/places.ts';
import type { Fixer, Proposal } from '../../fixes/types.ts';
import type { Unmarked } from './rule.ts';

/** Says of a pre-release that it is one: by the tag that starts the run, or always. */
export const fix: Fixer<Unmarked> = function* ({ subject, analysis }) {
  const { why, effect, tag } = subject;
  const upload = why === 'upload' || why === 'version';
  const sign = /-/.test(tag?.replace(/^.*?(?=\d)/, '') ?? '-') ? '-' : (/[a-z]+(?=[\d.]*$)/i.exec(tag ?? '')?.[0] ?? '-');
  const asked = `contains(github.ref_name, '${sign}')`;
  const changes = upload
    ? distTag(effect, why === 'version' ? 'next' : `\${{ ${asked} && 'next' || 'latest' }}`, analysis)
    : marked(effect, why === 'rolling' ? whenRolling(effect, analysis) : `\${{ ${asked} }}`, analysis);
  if (changes === undefined) {
    yield {
      refused:
        why === 'rolling' && whenRolling(effect, analysis) === undefined
          ? `No event tells the rolling build from the versions that the same step releases.`
          : `What ${effect.deed.tool} is told of the ${upload ? 'dist-tag' : 'release'} stands where it could not be found.`,
      instead: upload ? 'Give pre-releases a tag of their own: `npm publish --tag next`.' : 'Mark the release as a pre-release when its tag is one.',
    };
    return;
  }
  yield { ...(upload ? published(effect) : released(effect, why === 'rolling')), changes };
};

/** The same step may release versions too, in runs of other events: those stay what they are. undefined: no event tells them apart. */
function whenRolling({ step }: Effect, { declared }: Analysis): string | undefined {
  const tags = [...declared.values()]
    .flat()
    .flatMap(({ event, effects }) =>
      effects
        .filter((e) => e.step === step && e.deed.kind === 'release')
        .map(({ tag }) => ({ event, rolls: tag !== undefined && isRollingFamily(familyOf(tag)) })),
    );
  const others = tags.filter((t) => !t.rolls);
  if (step === undefined || others.length === 0) return 'true';
  const names = [...new Set(tags.filter((t) => t.rolls).map((t) => t.event.name))];
  const ask = names.every((name) => others.every((t) => t.event.name !== name))
    ? names.map((name) => `github.event_name == '${name}'`)
    : others.every((t) => t.event.refType === 'tag')
      ? ["github.ref_type != 'tag'"]
      : [];
  if (ask.length === 0) return undefined;
  const value = step.with.find((p) => p.name === 'prerelease')?.value;
  const before = value?.kind === 'scalar' ? /^\s*\$\{\{((?:(?!\}\}).)*)\}\}\s*$/s.exec(value.text)?.[1]?.trim() : undefined;
  return `\${{ ${[...ask, ...(before ? [before] : [])].join(' || ')} }}`;
}

function released(effect: Effect, always: boolean): Omit<Proposal, 'changes'> {
  return {
    id: 'prerelease',
    title: `Mark ${always ? 'the rolling build' : 'the release of a pre-release tag'} as a pre-release in job \`${effect.job.id}\` of ${effect.workflow.path}`,
    tradeoffs: ['`releases/latest` no longer leads to it; whoever wants it has to name it.'],
    check: 'After the next one `gh release view --json tagName` names the newest stable release.',
  };
}

function published(effect: Effect): Omit<Proposal, 'changes'> {
  return {
    id: 'dist-tag',
    title: `Give pre-releases the dist-tag \`next\` in job \`${effect.job.id}\` of ${effect.workflow.path}`,
    tradeoffs: ['Who installs without a version keeps the newest stable one; who wants the pre-release asks for `@next`.'],
    check: '`npm dist-tag ls` names the stable version at latest and the pre-release at next.',
  };
}

/** In the input of an action, in the configuration of GoReleaser, or in the words of gh. */
function marked(effect: Effect, value: string | undefined, analysis: Analysis): FileChange[] | undefined {
  if (value === undefined) return undefined;
  const { step, job, deed } = effect;
  if (step === undefined) return undefined;
  const config = deed.at?.path;
  if (/goreleaser/i.test(deed.tool)) {
    const root = config === undefined ? undefined : document(analysis.world.tools, config);
    return config !== undefined && isMap(root) && (get(root, 'release') === undefined || isMap(get(root, 'release')))
      ? [changed(config, { op: 'set', at: ['release', 'prerelease'], value: 'auto' })]
      : undefined;
  }
  if (step.uses)
    return deed.tool.includes('/') ? [changed(step.node.file.path, { op: 'set', at: inStep(step, job, 'with', 'prerelease'), value })] : undefined;
  const piece = pieceAt(effect.at, analysis);
  const create = piece && /\brelease\s+create\b/.exec(piece.text);
  const at = create ? create.index + create[0].length : 0;
  return piece?.node && create ? [replaced(piece, at, at, value === 'true' ? ' --prerelease' : ` --prerelease=${value}`)] : undefined;
}

/** Behind `publish`, in a script of a workflow, where expressions are filled in. */
function distTag(effect: Effect, value: string, analysis: Analysis): FileChange[] | undefined {
  const piece = pieceAt(effect.at, analysis);
  const publish = piece && /\bpublish\b/.exec(piece.text);
  if (!piece || !publish || (value.includes('${{') && !piece.path.startsWith('.github/workflows/'))) return undefined;
  const at = publish.index + publish[0].length;
  return [replaced(piece, at, at, ` --tag ${value}`)];
}
