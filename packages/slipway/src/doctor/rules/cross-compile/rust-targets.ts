import type { RunnerHost } from '../../../actions/index.ts';

/** Why rustc cannot link for a target on a host as GitHub delivers it. */
export interface LinkGap {
  /** What it links with unless it is told otherwise. */
  readonly linker: string;
  /** A compiler that could, when a package brings one. */
  readonly cross?: string;
  /** rustc takes `cross` by itself once it is installed: nothing has to name it. */
  readonly named?: true;
  /** What the linker says, or why there is none. */
  readonly why: string;
}

const gnuArches: Readonly<Record<string, string>> = {
  aarch64: 'aarch64-linux-gnu-gcc',
  armv7: 'arm-linux-gnueabihf-gcc',
  arm: 'arm-linux-gnueabihf-gcc',
  powerpc64le: 'powerpc64le-linux-gnu-gcc',
  s390x: 's390x-linux-gnu-gcc',
  riscv64gc: 'riscv64-linux-gnu-gcc',
  x86_64: 'x86_64-linux-gnu-gcc',
};

const archOf: Readonly<Record<RunnerHost['arch'], string>> = { x64: 'x86_64', arm64: 'aarch64' };
const systems = { linux: 'Linux', macos: 'macOS', windows: 'Windows' } as const;

/**
 * What is missing to link for a target, or undefined when the host's own linker does it or nothing is known. Sources: the target
 * specifications of rustc (their `linker` field) and the software that GitHub's runner images list, read on 2026-11-20.
 */
export function linkGap(target: string, host: RunnerHost): LinkGap | undefined {
  const [arch = ''] = target.split('-');
  const on = systems[host.os];
  if (/-linux-(?:gnu|musl)\w*$/.test(target)) {
    if (host.os !== 'linux') return { linker: 'cc', why: `${on} links no programs for Linux` };
    if (arch === archOf[host.arch]) return undefined;
    const cross = gnuArches[arch];
    return cross === undefined ? undefined : { linker: 'cc', cross, why: `the \`cc\` of the runner links for ${archOf[host.arch]} only` };
  }
  if (/-pc-windows-msvc$/.test(target))
    return host.os === 'windows' ? undefined : { linker: 'link.exe', why: `\`link.exe\` is part of Visual Studio, which ${on} does not have` };
  if (/^(?:x86_64|i686)-pc-windows-gnu$/.test(target)) {
    if (host.os === 'windows') return undefined;
    const cross = `${arch}-w64-mingw32-gcc`;
    return { linker: cross, cross, named: true, why: `the runner has no \`${cross}\`` };
  }
  if (/-apple-(?:darwin|ios)\b/.test(target))
    return host.os === 'macos' ? undefined : { linker: 'cc', why: `${on} has neither Apple's SDK nor a linker for it` };
  if (/-unknown-(?:freebsd|netbsd)$/.test(target)) return { linker: 'cc', why: `the runner has no libraries of ${target.split('-')[2]}` };
  return undefined;
}

/** Targets whose standard library a runner's own Rust has, beside the host's. */
export function imageTargets(host: RunnerHost): readonly string[] {
  if (host.os !== 'windows') return [];
  return ['x86_64-pc-windows-msvc', 'i686-pc-windows-msvc', 'x86_64-pc-windows-gnu', 'aarch64-pc-windows-msvc'];
}

/** A target triple as rustc writes it, and not a file's path or a name of an asset. */
export function isTarget(text: string): boolean {
  return /^(?:x86_64|i686|aarch64|armv7|arm|powerpc64le|s390x|riscv64gc)-(?:unknown|pc|apple)-[\w-]+$/.test(text);
}
