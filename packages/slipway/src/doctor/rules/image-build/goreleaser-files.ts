import {
  type Analysis,
  baseName,
  type FollowedRun,
  followedRuns,
  isKnown,
  mayBeSame,
  type Name,
  namesOf,
  shownName,
  VERSION,
} from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import { goreleaserAssets, type NamedAsset } from '../../../tools/index.ts';
import type { Draft } from '../../rule.ts';
import type { ImageSubject } from './subject.ts';

/** Files that a job copies for an image out of what GoReleaser made, under names that GoReleaser does not give them. */
export function* goreleaserDrafts(analysis: Analysis): Generator<Draft> {
  for (const followed of followedRuns(analysis)) {
    const { run, files } = followed;
    for (const leg of files.legs) {
      const image = run.effects.find((e) => e.deed.kind === 'image' && e.job.id === leg.job && e.workflow.path === leg.workflow);
      const made = leg.deeds.findIndex(({ deed }) => deed.op === 'anything' && /goreleaser/i.test(deed.why));
      if (image === undefined || made < 0) continue;
      const assets = assetsOf(followed, analysis);
      if (assets === undefined) continue;
      // One of a kind in a job says it: the others are the same mistake for other machines.
      const said = new Set<string>();
      for (const { deed, at, cwd, runs } of leg.deeds.slice(made + 1)) {
        if (deed.op !== 'copy' || cwd !== '' || runs === false) continue;
        for (const path of deed.from.flatMap((f) => namesOf(f, analysis.world.version))) {
          const draft = draftOf(path, assets, at, leg.job);
          if (draft === undefined || said.has(draft.key[1]!)) continue;
          said.add(draft.key[1]!);
          yield {
            ...draft,
            certainty: runs === true && image.happens === true ? 'proven' : 'likely',
            chain: [
              { kind: 'event', text: run.event.text, state: 'holds' },
              ...draft.chain,
              { kind: 'effect', text: `${image.deed.tool} builds the image`, location: image.at, state: 'cut' },
            ],
          };
          break;
        }
      }
    }
  }
}

function assetsOf({ run }: FollowedRun, { world }: Analysis): readonly NamedAsset[] | undefined {
  const config = run.effects.find((e) => /goreleaser/i.test(e.deed.tool) && e.deed.at !== undefined)?.deed.at?.path;
  return goreleaserAssets(world.tools, config)?.assets;
}

type Said = Draft & { readonly chain: NonNullable<Draft['chain']> };

function draftOf(path: Name, assets: readonly NamedAsset[], at: Location, job: string): Said | undefined {
  const name = baseName(path);
  if (path !== `dist/${name}` || /[*?[{]/.test(name) || !isKnown(name)) return undefined;
  const names = assets.flatMap((asset) => namesOf(asset.name, '').map((n) => ({ asset, name: n })));
  const same = names.find((n) => n.name === name);
  if (same !== undefined && same.asset.what === 'binary')
    return {
      at,
      certainty: 'proven',
      title: `\`${shownName(name)}\` is a name on the release; GoReleaser makes no such file in dist/`,
      message: `With the format \`binary\`, GoReleaser uploads each program under the name that \`name_template\` gives, ${shownName(name)}, and leaves the file where it was built, in a directory of dist/ for its target. Job \`${job}\` copies \`${shownName(path)}\`, which is not there: the step fails, and the image is not built.`,
      chain: linksOf(same.asset, at, path),
      key: [job, 'binary', shownName(name)],
      subject: { kind: 'copied', at, from: path, to: undefined } satisfies ImageSubject,
      advice: 'Copy the file from the directory of its target (dist/artifacts.json lists the paths), or give the image archives to unpack.',
    };
  if (names.some((n) => mayBeSame(n.name, name))) return undefined;
  const bare = name.replace(`v${VERSION}`, VERSION);
  const other = names.find((n) => n.name !== name && n.name.replace(`v${VERSION}`, VERSION) === bare);
  if (other === undefined || !name.includes(VERSION)) return undefined;
  const [has, hasNot] = name.includes(`v${VERSION}`) ? ['the copied name', "GoReleaser's"] : ["GoReleaser's", 'the copied name'];
  return {
    at,
    certainty: 'proven',
    title: `\`${shownName(path)}\` is copied, and GoReleaser names it ${shownName(other.name)}`,
    message: `Job \`${job}\` copies \`${shownName(path)}\` for the image. GoReleaser fills its template to ${shownName(other.name)}: the version in ${has} has a \`v\` in front, that in ${hasNot} has none (\`{{ .Version }}\` has no \`v\`, \`{{ .Tag }}\` and \`github.ref_name\` do). There is no such file, the step fails, and the image is not built.`,
    chain: linksOf(other.asset, at, path),
    key: [job, 'version', shownName(name)],
    subject: { kind: 'copied', at, from: path, to: `dist/${other.name}` } satisfies ImageSubject,
    advice: 'Strip the `v` first: `"${VERSION#v}"`.',
  };
}

function linksOf(asset: NamedAsset, at: Location, path: Name): Said['chain'] {
  return [
    ...(asset.at ? [{ kind: 'step' as const, text: 'GoReleaser names the file', location: asset.at, state: 'holds' as const }] : []),
    { kind: 'step', text: `copies ${shownName(path)}`, location: at, state: 'cut' },
  ];
}
