import type { Platform } from '../../../tools/files/types.ts';

/** A machine on which somebody runs an installer, and what its programs say of it. */
export interface Machine {
  readonly platform: Platform;
  /** `uname -s`, `-m`, `-o`. */
  readonly system: string;
  readonly hardware: string;
  readonly operating: string;
  /** bash's `$OSTYPE`. */
  readonly ostype: string;
  /** `dpkg --print-architecture`, where there is dpkg. */
  readonly debian?: string;
  /** Node's `process.platform` and `process.arch`. */
  readonly node: readonly [platform: string, arch: string];
}

const linux = (hardware: string, arch: string, node: string, debian: string): Machine => ({
  platform: { os: 'linux', arch },
  system: 'Linux',
  hardware,
  operating: 'GNU/Linux',
  ostype: 'linux-gnu',
  debian,
  node: ['linux', node],
});

const mac = (hardware: string, arch: string, node: string): Machine => ({
  platform: { os: 'darwin', arch },
  system: 'Darwin',
  hardware,
  operating: 'Darwin',
  ostype: 'darwin24.0',
  node: ['darwin', node],
});

/** The machines that an installer is read for. Source: uname(1) of Linux and macOS, `os.arch()` and `os.platform()` of Node; 2026-11. */
export const usualMachines: readonly Machine[] = [
  linux('x86_64', 'amd64', 'x64', 'amd64'),
  linux('aarch64', 'arm64', 'arm64', 'arm64'),
  mac('x86_64', 'amd64', 'x64'),
  mac('arm64', 'arm64', 'arm64'),
];

const windows: Machine = {
  platform: { os: 'windows', arch: 'amd64' },
  system: 'MINGW64_NT-10.0-19045',
  hardware: 'x86_64',
  operating: 'Msys',
  ostype: 'msys',
  node: ['win32', 'x64'],
};

const rare: readonly (readonly [RegExp, Machine])[] = [
  [/armv7|armhf/, linux('armv7l', 'armv7', 'arm', 'armhf')],
  [/i[36]86/, linux('i686', '386', 'ia32', 'i386')],
  [/MINGW|MSYS|mingw|msys/, windows],
];

/** The machines that a script knows of: the usual ones, and others that it names. */
export function machinesFor(script: string): readonly Machine[] {
  return [...usualMachines, ...rare.filter(([named]) => named.test(script)).map(([, machine]) => machine)];
}

/** Node's names of a machine, as maps of installers use them. */
export function nodePlatform(os: string, arch: string): Platform | undefined {
  const system = ({ linux: 'linux', darwin: 'darwin', win32: 'windows', freebsd: 'freebsd' } as const)[os];
  const hardware = { x64: 'amd64', arm64: 'arm64', arm: 'armv7', ia32: '386' }[arch];
  return system === undefined || hardware === undefined ? undefined : { os: system, arch: hardware };
}
