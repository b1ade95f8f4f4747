import { asText } from '../../../actions/index.ts';
import type { World } from '../../../chain/index.ts';
import type { Leg } from '../../legs.ts';
import type { Impossible } from './impossible.ts';
import { bringsNoLinker, saidBefore } from './known-steps.ts';

/** Modules of Go that are nothing without a C compiler. */
const cgoModules =
  /^\s*(?:require\s+)?(?:github\.com\/(?:mattn\/go-sqlite3|confluentinc\/confluent-kafka-go|go-gl\/|libgit2\/git2go|marcboeker\/go-duckdb|webview\/webview|wailsapp\/wails|go-vgo\/robotgo|gordonklaus\/portaudio|bytecodealliance\/wasmtime-go)|fyne\.io\/fyne|gioui\.org)\S*\s+v/m;

const systems: Readonly<Record<string, string>> = { linux: 'linux', macos: 'darwin', windows: 'windows' };
const arches: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

export function usesCgo(world: World): boolean {
  return cgoModules.test(world.tree.read('go.mod') ?? '');
}

/** Why the C compiler of a host does not compile for a system and an architecture of Go; undefined when it does, or is not known. */
export function compilerGap(os: string, arch: string, host: { readonly os: string; readonly arch: string }): string | undefined {
  const hostOs = systems[host.os]!;
  const hostArch = arches[host.arch]!;
  if (os !== hostOs) return /^(?:linux|darwin|windows|freebsd)$/.test(os) ? `the runner's C compiler compiles for ${hostOs}` : undefined;
  // Apple's clang does both of its architectures; gcc on amd64 compiles for 386 where the 32-bit headers are.
  if (os === 'darwin' || arch === hostArch || arch === '386') return undefined;
  return `the runner's C compiler compiles for ${hostArch}`;
}

/** `go build` with cgo switched on for another system or architecture, and no compiler for it. */
export function* goFailures(leg: Leg, world: World): Generator<Impossible> {
  const { host } = leg;
  if (host === undefined) return;
  for (const one of leg.steps)
    for (const command of one.commands) {
      if (one.runs !== true || command.runs !== true || command.swallowed) continue;
      if (asText(command.words[0]!) !== 'go' || asText(command.words[1] ?? { k: 'null' }) !== 'build') continue;
      const env = (name: string): string | undefined => {
        const value = command.env(name);
        return value === undefined ? undefined : asText(value);
      };
      if (env('CGO_ENABLED') !== '1' || command.env('CC') !== undefined) continue;
      const os = command.env('GOOS') === undefined ? systems[host.os] : env('GOOS');
      const arch = command.env('GOARCH') === undefined ? arches[host.arch] : env('GOARCH');
      if (os === undefined || arch === undefined) continue;
      const gap = compilerGap(os, arch, host);
      if (gap === undefined || !bringsNoLinker(leg, one) || /\bCC\b/.test(saidBefore(leg, one))) continue;
      yield {
        step: one.step,
        command,
        target: `${os}/${arch}`,
        by: 'go build',
        what: `\`${os}/${arch}\` cannot be compiled with cgo on \`${leg.label}\``,
        why: `\`CGO_ENABLED=1\` makes Go compile C for ${os}/${arch}, ${gap}, and \`CC\` names no other.`,
        remedy: { as: 'no-cgo' },
        advice: 'Set `CC` to a compiler for that target, build it on a runner of its own, or switch cgo off.',
        ...(usesCgo(world) ? {} : { assumes: 'a package of the program uses cgo, as `net` and `os/user` do' }),
      };
    }
}
