import { type Promises, type PublishedFile, shownName, type Want } from '../../../chain/index.ts';
import { kindOfFile, platformOf } from '../../../tools/index.ts';

/** How a file is packed: what unpacks one unpacks the other. */
const packing = (name: string): string =>
  /\.(?:tar\.\w+|tgz|txz|zip|gz|xz|exe|msi|deb|rpm|dmg|pkg|apk|appimage|jar|whl|sha\d+(?:sum)?|sig|asc|txt|json)$/i.exec(name)?.[0].toLowerCase() ??
  '';

const isTar = (ending: string): boolean => /^\.(?:tar\.\w+|tgz|txz)$/.test(ending);

/** The file of the release that is meant by what is asked for: for the same machine, of the same kind, called most alike. Undefined when two are. */
export function meantFile(want: Want, promises: Promises, { anyTar }: { readonly anyTar: boolean }): PublishedFile | undefined {
  const asked = shownName(want.names[0]!);
  const kind = kindOfFile(asked);
  const platform = want.platform ?? platformOf(asked);
  const own = packing(asked);
  const fits = promises.files.filter((f) => {
    const name = shownName(f.name);
    const ending = packing(name);
    if (ending !== own && !(anyTar && isTar(ending) && isTar(own))) return false;
    if (kind === 'checksum' || kind === 'signature' ? kindOfFile(name) !== kind : ['checksum', 'signature'].includes(f.asset.what)) return false;
    const other = f.asset.platform ?? platformOf(name);
    if (platform?.os === undefined) return true;
    return other?.os === platform.os && (platform.arch === undefined || other.arch === undefined || other.arch === platform.arch);
  });
  const scored = fits.map((file) => ({ file, score: likeness(asked, shownName(file.name)) })).sort((a, b) => b.score - a.score);
  const [best, next] = scored;
  return best && best.score > 0 && (next === undefined || next.score < best.score) ? best.file : undefined;
}

/** Words that both names have, less those that one has alone. */
function likeness(a: string, b: string): number {
  const words = (name: string): Set<string> =>
    new Set(
      name
        .toLowerCase()
        .replace(/\.(?:tar\.\w+|tgz|zip|exe)$/, '')
        .split(/[-_.{}]+/)
        .filter((w) => w !== '' && w !== 'version'),
    );
  const [x, y] = [words(a), words(b)];
  let shared = 0;
  for (const word of x) if (y.has(word)) shared++;
  return shared * 2 - (x.size - shared) - (y.size - shared) + 4;
}
