import type { Step } from '../../../actions/index.ts';
import type { World } from '../../../chain/index.ts';
import { type Location, scalarSpan } from '../../../source/index.ts';

/** The npm that publishes, where it is known to be too old for trusted publishing (11.5.1). */
export interface OldNpm {
  readonly at: Location;
  readonly version: string;
  readonly from: string;
}

/**
 * npm that comes with a major version of Node, where every release of it brings an older one than 11.5.1.
 * Source: https://nodejs.org/dist/index.json, read on 2026-11-20.
 */
const bundled: ReadonlyMap<number, string> = new Map([
  [14, '6'],
  [16, '8'],
  [18, '10'],
  [20, '10'],
  [21, '10'],
  [22, '10'],
  [23, '10'],
]);
/** Node 24 came with npm 11.3.0; the first release of it with npm 11.5.1 is 24.5.0. */
const earlyNode24 = /^\s*v?24\.([0-4])(?:\.[\dx*]+)?\s*$/i;
const names: Readonly<Record<string, number>> = { hydrogen: 18, iron: 20, jod: 22 };

/** Looks at the steps before a publication, the last word first; undefined when npm is new enough or its version is not known. */
export function oldNpm(before: readonly Step[], world: World): OldNpm | undefined {
  for (const step of [...before].reverse()) {
    const { run, uses } = step;
    if (run) {
      const found = [...run.text.matchAll(/\bnpm\s+(?:i|install|add)\b[^\n;&|]*?["']?\bnpm@([^\s"']+)/g)].at(-1);
      if (found)
        return isOld(found[1]!)
          ? { at: run.file.locate(scalarSpan(run, found.index, found.index + found[0].length)), version: found[1]!, from: `npm@${found[1]}` }
          : undefined;
      if (/\bnpm@|corepack|\bn\s+\d|nvm\b|volta|fnm\b|mise\b|asdf\b/.test(run.text)) return undefined;
    }
    if (uses?.is.kind === 'local') return undefined;
    if (uses?.is.kind !== 'remote' || `${uses.is.owner}/${uses.is.repo}`.toLowerCase() !== 'actions/setup-node') {
      if (uses?.is.kind === 'remote' && /node|npm|pnpm|volta|mise|asdf|nix|setup-(?:js|env)/i.test(uses.is.repo)) {
        if (!/^pnpm\/action-setup$/i.test(`${uses.is.owner}/${uses.is.repo}`)) return undefined;
      }
      continue;
    }
    return ofNode(step, world);
  }
  return undefined;
}

function ofNode(step: Step, world: World): OldNpm | undefined {
  const given = step.with.find((p) => p.name === 'node-version')?.value;
  const file = step.with.find((p) => p.name === 'node-version-file')?.value;
  const node = given ?? file;
  if (node?.kind !== 'scalar' || node.text.includes('${{')) return undefined;
  const text = given ? node.text : /package\.json$/.test(node.text) ? '' : (world.tree.read(node.text.replace(/^\.\//, '')) ?? '');
  const major =
    names[
      text
        .trim()
        .toLowerCase()
        .replace(/^lts\//, '')
    ] ?? Number(/^\s*v?(\d+)(?:\.[\dx*.]+)?\s*$/i.exec(text)?.[1] ?? Number.NaN);
  const npm = bundled.get(major) ?? (earlyNode24.test(text) ? '11.4' : undefined);
  return npm === undefined ? undefined : { at: node.file.locate(node.span), version: npm, from: `Node ${major}` };
}

/** A version, or a range, of which every release is older than 11.5.1. */
function isOld(spec: string): boolean {
  const m = /^[~^]?v?(\d+)(?:\.(\d+|x))?(?:\.(\d+|x))?$/.exec(spec);
  if (!m) return false;
  const [major, minor, patch] = [
    Number(m[1]),
    m[2] === undefined || m[2] === 'x' ? undefined : Number(m[2]),
    m[3] === undefined || m[3] === 'x' ? undefined : Number(m[3]),
  ];
  if (major !== 11) return major < 11;
  if (minor === undefined || spec.startsWith('^')) return false;
  if (minor !== 5) return minor < 5;
  return patch !== undefined && patch < 1 && !spec.startsWith('~');
}
