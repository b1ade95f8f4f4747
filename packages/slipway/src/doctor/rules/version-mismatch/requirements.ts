import type { Analysis } from '../../../chain/index.ts';
import { type VersionSource, versionSources } from '../../../tools/index.ts';
import type { Draft } from '../../rule.ts';
import { numbers, said } from './versions.ts';

const BUILDS = /\bcargo\b|release-plz|cross build|maturin|tauri/;

/** A crate asks another one of its workspace for versions that the other does not have: cargo refuses to resolve that. */
export function* requirements({ world }: Analysis): Generator<Draft> {
  if (!world.workflows.some((w) => BUILDS.test(w.file.text))) return;
  const sources = versionSources(world.tools);
  for (const asked of sources) {
    if (asked.ecosystem !== 'cargo' || asked.role !== 'requirement') continue;
    const given = sources.find((one) => one.ecosystem === 'cargo' && one.role === 'manifest' && one.path === asked.repeats);
    if (given === undefined || accepts(asked.value, given.value) !== false) continue;
    const others = sources.filter(
      (one) => one !== asked && one.role === 'requirement' && one.repeats === asked.repeats && accepts(one.value, given.value) === false,
    );
    yield draft(asked, given, others);
    return;
  }
}

/** Whether a plain Cargo requirement (`1.2`, `^1.2`, `=1.2.3`, `~1.2`) takes a version; undefined for others, and for pre-releases. */
function accepts(requirement: string, version: string): boolean | undefined {
  const parts = /^([\^=~]?)\s*(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?$/.exec(requirement);
  const has = numbers(version);
  if (parts === null || has === undefined || /[-+]/.test(version)) return undefined;
  const [, operator, ...texts] = parts;
  const given = texts.flatMap((one) => (one === undefined ? [] : [Number(one)]));
  const wanted = [...given, 0, 0].slice(0, 3);
  const same = (count: number): boolean => wanted.slice(0, count).every((one, at) => has[at] === one);
  if (operator === '=') return same(given.length);
  if (operator === '~') return same(Math.min(2, given.length)) && !less(has, wanted);
  // Up to the first number that is not zero the version must be the same.
  const fixed = given.findIndex((one) => one !== 0);
  return same(fixed < 0 ? given.length : fixed + 1) && !less(has, wanted);
}

function less(a: readonly number[], b: readonly number[]): boolean {
  for (let at = 0; at < 3; at++) if (a[at] !== b[at]) return a[at]! < b[at]!;
  return false;
}

function draft(asked: VersionSource, given: VersionSource, others: readonly VersionSource[]): Draft {
  return {
    at: asked.at,
    certainty: 'proven',
    title: `${asked.path} asks for ${asked.key} ${asked.value}, and the workspace has ${given.value}`,
    message:
      `${said(given)}, which is the version of ${asked.name ?? asked.key}. The requirement \`${asked.value}\` in ${asked.path} does not take it, and cargo takes the package at the path only when the requirement does: ` +
      'nothing of this workspace can be built or published. The version was raised, and the requirement was not.',
    chain: [
      { kind: 'step', text: said(given), location: given.at, state: 'holds' },
      ...[asked, ...others]
        .slice(0, 5)
        .map((one) => ({ kind: 'step' as const, text: `asks for ${one.value}`, location: one.at, state: 'cut' as const })),
    ],
    facts: [],
    key: ['requirement', asked.key],
    advice: `Raise the requirement together with the version, also in what your release tool writes.`,
  };
}
