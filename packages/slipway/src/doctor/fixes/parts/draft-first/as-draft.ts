import type { Analysis, Effect } from '../../../../chain/index.ts';
import type { FileChange } from '../../../../source/index.ts';
import { goreleaser } from '../../../../tools/index.ts';
import { pieceAt, replaced } from '../pieces.ts';
import { changed, inStep } from '../places.ts';

/** Actions that take `draft`, and upload to a draft of the tag that is there. Source: their action.yml, read on 2026-11-20. */
const takesDraft =
  /^(?:softprops\/action-gh-release|ncipollo\/release-action|actions\/create-release|svenstaro\/upload-release-action|taiki-e\/create-gh-release-action|thomaseizinger\/create-release|marvinpinto\/action-automatic-releases|comnoco\/create-release-action)@/i;

/** What makes an effect leave a draft; undefined when it cannot. Empty when it uploads to whatever is there. */
export function asDraft(effect: Effect, analysis: Analysis): FileChange[] | undefined {
  const { step, job, deed } = effect;
  if (deed.kind !== 'release') return undefined;
  if (step?.uses && takesDraft.test(step.uses.at.text)) {
    const name = step.with.find((p) => p.name.toLowerCase() === 'draft')?.name ?? 'draft';
    return [changed(step.node.file.path, { op: 'set', at: inStep(step, job, 'with', name), value: 'true' })];
  }
  if (deed.act === 'upload') return [];
  if (/goreleaser/.test(deed.tool)) {
    const path = deed.at?.path ?? goreleaser(analysis.world.tools)?.path;
    return path !== undefined && /\.ya?ml$/.test(path) ? [changed(path, { op: 'set', at: ['release', 'draft'], value: 'true' })] : undefined;
  }
  if (deed.act !== 'create' || !/^gh release create/.test(deed.tool)) return undefined;
  const piece = pieceAt(effect.at, analysis);
  const end = piece === undefined ? -1 : piece.text.search(/\bgh\s+release\s+create\b/);
  if (piece === undefined || end < 0) return undefined;
  const at = end + /\bgh\s+release\s+create/.exec(piece.text)![0].length;
  return [replaced(piece, at, at, ' --draft')];
}

/** Steps of the same jobs that use such an action for other tags, pre-releases for instance: they leave drafts too. */
export function otherDrafts(effects: readonly Effect[]): FileChange[] {
  const seen = new Set(effects.map((e) => e.step));
  const jobs = new Set(effects.map((e) => e.job));
  return [...jobs].flatMap((job) =>
    job.steps
      .filter((s) => !seen.has(s) && takesDraft.test(s.uses?.at.text ?? '') && s.with.every((p) => p.name.toLowerCase() !== 'draft'))
      .map((s) => changed(s.node.file.path, { op: 'set', at: inStep(s, job, 'with', 'draft'), value: 'true' })),
  );
}
