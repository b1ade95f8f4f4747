import type { Truth, Val } from '../../../actions/index.ts';
import { str } from '../../../actions/index.ts';
import type { ActionCall, ActionKnowledge, Deed } from '../../types.ts';
import { goreleaserDeeds } from '../commands/goreleaser.ts';
import { flag, given, isEmpty, known, list, PACKAGES, plain } from './build.ts';

const TOOL = 'goreleaser';
const FILES = ['.config/goreleaser.yml', '.config/goreleaser.yaml', '.goreleaser.yml', '.goreleaser.yaml', 'goreleaser.yml', 'goreleaser.yaml'];

/** From 1.25.0 (2024-02) the release is a draft until its assets are there. */
function draftsFirst(call: ActionCall): Truth {
  const wanted = given(call, 'version');
  if (wanted === undefined) return true;
  const text = plain(wanted);
  if (text === undefined) return undefined;
  const match = /v?(\d+)(?:\.(\d+))?/.exec(text);
  if (!match || Number(match[1]) >= 2 || match[2] === undefined) return true;
  return Number(match[2]) >= 25 || (text.includes('~>') && !/\.\d+\./.test(text));
}

/** The configuration of the directory that it works in; undefined: GoReleaser's own search at the root, or the arguments say. */
function configPath(call: ActionCall, words: readonly Val[]): string | undefined {
  const directory = plain(given(call, 'workdir'))?.replace(/^\.\/?|\/$/g, '') ?? '';
  const texts = words.map((word) => plain(word) ?? '');
  const at = texts.findIndex((text) => text === '-f' || text === '--config');
  const named = at >= 0 ? texts[at + 1] : texts.map((text) => /^(?:-f|--config)=(.+)$/.exec(text)?.[1]).find(Boolean);
  const inside = (path: string) => (directory === '' ? path : `${directory}/${path}`);
  if (named) return inside(named.replace(/^\.\//, ''));
  return directory === '' ? undefined : (FILES.map(inside).find((path) => call.world.exists(path)) ?? inside('.goreleaser.yml'));
}

/** Rights and the tag as the action's run has them. */
function settled(call: ActionCall, deed: Deed, certain: Truth): Deed {
  const doubt = certain === undefined ? { certain } : {};
  if (deed.kind === 'image') {
    const ghcr = deed.images.some((image) => /^ghcr\.io\//.test(plain(image) ?? (image.k === 'text' ? String(image.parts[0]) : '')));
    return { ...deed, needs: ghcr ? PACKAGES : deed.needs, ...doubt };
  }
  if (deed.kind !== 'release') return { ...deed, ...doubt };
  const tag = call.env('GORELEASER_CURRENT_TAG');
  return { ...deed, draftFirst: deed.draft === true ? false : draftsFirst(call), ...(isEmpty(tag) ? {} : { tag }), ...doubt };
}

function deeds(call: ActionCall): readonly Deed[] {
  if (flag(call.input('install-only'), false) === true) return [];
  const args = given(call, 'args') ?? str('release');
  const variants = (args.k === 'alts' ? args.of : [args]).map((one) => {
    const words = list(one, /\s+/);
    return goreleaserDeeds(call, TOOL, words, configPath(call, words));
  });
  const publishing = variants.filter((found) => found.some((deed) => deed.kind !== 'history'));
  const certain: Truth = publishing.length === variants.length ? true : undefined;
  return (publishing[0] ?? []).map((deed) => settled(call, deed, certain));
}

export const knowledge: readonly ActionKnowledge[] = [
  known(
    'goreleaser/goreleaser-action',
    'https://github.com/goreleaser/goreleaser-action action.yml, v2 to v7; https://goreleaser.com',
    '2026-06-01',
    deeds,
  ),
];
