/**
 * What GitHub's own runners are: dated data, read on 2026-11-20 in https://github.com/actions/runner-images and in GitHub's documentation on
 * GitHub-hosted runners. Labels of larger and self-hosted runners are anyone's to choose: nothing is known of them.
 */

export interface RunnerHost {
  readonly os: 'linux' | 'macos' | 'windows';
  readonly arch: 'x64' | 'arm64';
}

interface HostRow extends RunnerHost {
  readonly label: RegExp;
  /** First day on which the label has this architecture; a later row of the same label overrides an earlier one. */
  readonly from?: string;
}

const rows: readonly HostRow[] = [
  { label: /^ubuntu-(?:latest|slim|\d\d\.04)$/, os: 'linux', arch: 'x64' },
  { label: /^ubuntu-\d\d\.04-arm$/, os: 'linux', arch: 'arm64' },
  { label: /^windows-(?:latest|20\d\d(?:-vs20\d\d)?)$/, os: 'windows', arch: 'x64' },
  { label: /^windows-11(?:-vs20\d\d)?-arm$/, os: 'windows', arch: 'arm64' },
  { label: /^macos-(?:10\.\d\d|11(?:\.0)?|12|13)(?:-large)?$/, os: 'macos', arch: 'x64' },
  { label: /^macos-(?:12|13)-xlarge$/, os: 'macos', arch: 'arm64' },
  { label: /^macos-(?:1[4-9]|2\d)(?:-xlarge)?$/, os: 'macos', arch: 'arm64' },
  { label: /^macos-(?:1[4-9]|2\d)-(?:large|intel)$/, os: 'macos', arch: 'x64' },
  { label: /^macos-latest$/, os: 'macos', arch: 'x64' },
  // The move of the label to macOS 14 began on 2024-04-22 and took until the end of June; the later day accuses nobody too early.
  { label: /^macos-latest$/, os: 'macos', arch: 'arm64', from: '2024-07-01' },
  { label: /^macos-latest-xlarge$/, os: 'macos', arch: 'arm64' },
  { label: /^macos-latest-large$/, os: 'macos', arch: 'x64' },
];

/**
 * The system and architecture of one of GitHub's own runners on a day (ISO date); undefined for a label that is not GitHub's own, or that it
 * never had.
 */
export function runnerHost(label: string, asOf: string): RunnerHost | undefined {
  const lower = label.trim().toLowerCase();
  const found = rows.findLast((row) => row.label.test(lower) && (row.from === undefined || row.from <= asOf));
  return found && { os: found.os, arch: found.arch };
}

/** rustc's name of a host. */
export function rustHost(host: RunnerHost): string {
  const arch = host.arch === 'x64' ? 'x86_64' : 'aarch64';
  return `${arch}-${{ linux: 'unknown-linux-gnu', macos: 'apple-darwin', windows: 'pc-windows-msvc' }[host.os]}`;
}
