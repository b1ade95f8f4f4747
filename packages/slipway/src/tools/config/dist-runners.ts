/**
 * The runners that cargo-dist asks for when its configuration names none, by version: read in its source at each tagged version from 0.0.7 to
 * 0.31.0 on 2026-11-20 (https://github.com/axodotdev/cargo-dist, cargo-dist/src/backend/ci/github.rs).
 */
interface Row {
  /** First version with these. */
  readonly from: readonly [major: number, minor: number, patch: number];
  readonly linux: string;
  readonly intelMac: string;
  readonly armMac: string;
  readonly windows: string;
}

const rows: readonly Row[] = [
  { from: [0, 0, 7], linux: 'ubuntu-20.04', intelMac: 'macos-11', armMac: 'macos-11', windows: 'windows-2019' },
  { from: [0, 9, 0], linux: 'ubuntu-20.04', intelMac: 'macos-12', armMac: 'macos-12', windows: 'windows-2019' },
  { from: [0, 21, 0], linux: 'ubuntu-20.04', intelMac: 'macos-13', armMac: 'macos-13', windows: 'windows-2019' },
  { from: [0, 28, 1], linux: 'ubuntu-22.04', intelMac: 'macos-13', armMac: 'macos-13', windows: 'windows-2022' },
  { from: [0, 30, 1], linux: 'ubuntu-22.04', intelMac: 'macos-15-intel', armMac: 'macos-14', windows: 'windows-2022' },
];

/** The label that a version of dist (`0.22.1`) chooses for a target; undefined when the version or the system is not known. */
export function distRunner(version: string, target: string): string | undefined {
  const found = /^(\d+)\.(\d+)\.(\d+)/.exec(version);
  if (!found) return undefined;
  const [major, minor, patch] = found.slice(1).map(Number) as [number, number, number];
  const row = rows.findLast(({ from: [a, b, c] }) => major > a || (major === a && (minor > b || (minor === b && patch >= c))));
  if (row === undefined) return undefined;
  if (target.includes('-linux-')) return row.linux;
  if (target.includes('-windows-')) return row.windows;
  if (target.includes('-apple-darwin')) return target.startsWith('aarch64') ? row.armMac : row.intelMac;
  return undefined;
}
