import { asText, type RunnerHost, rustHost } from '../../../actions/index.ts';
import type { World } from '../../../chain/index.ts';
import type { Leg } from '../../legs.ts';
import { literally } from '../../patterns.ts';
import { cargoTree } from './cargo-config.ts';
import type { Impossible } from './impossible.ts';
import { bringsNoLinker, saidBefore } from './known-steps.ts';
import { type RustBuild, rustBuilds } from './rust-builds.ts';
import { imageTargets, isTarget, type LinkGap, linkGap } from './rust-targets.ts';

/** Builds of Rust that a leg's runner cannot do. */
export function* rustFailures(leg: Leg, world: World): Generator<Impossible> {
  const { host } = leg;
  if (host === undefined) return;
  for (const build of rustBuilds(leg)) {
    const { target } = build;
    if (target === undefined || !isTarget(target) || target === rustHost(host)) continue;
    if (!bringsNoLinker(leg, build.step)) continue;
    const tree = cargoTree(world);
    const gap = tree.links ? linkGap(target, host) : undefined;
    const found = (gap && unlinked(build, target, gap, leg, tree.configs)) ?? missingStd(build, target, host, leg, world);
    if (found) yield { ...found, step: build.step.step, target, by: build.by, ...(build.command ? { command: build.command } : {}) };
  }
}

type Reason = Pick<Impossible, 'what' | 'why' | 'advice' | 'remedy'>;

function unlinked(build: RustBuild, target: string, gap: LinkGap, leg: Leg, configs: string): Reason | undefined {
  const upper = target.toUpperCase().replaceAll('-', '_');
  if (
    ['RUSTFLAGS', 'CARGO_ENCODED_RUSTFLAGS', 'CARGO_BUILD_RUSTFLAGS', `CARGO_TARGET_${upper}_RUSTFLAGS`].some((n) =>
      /linker|\?/.test(build.env(n) ?? ''),
    )
  )
    return undefined;
  const written = new RegExp(`\\[target\\.[^\\]]*(?:${target}|cfg\\()`).test(configs) || /^\s*linker\s*=|rustflags/m.test(configs);
  const linker =
    build.env(`CARGO_TARGET_${upper}_LINKER`) ?? (written ? /^\s*linker\s*=\s*["']([^"']+)/m.exec(sectionOf(configs, target))?.[1] : undefined);
  const said = saidBefore(leg, build.step);
  const prefix = gap.cross?.replace(/-gcc$/, '');
  const installed = prefix === undefined || said.includes(prefix) || /mingw|multilib|crossbuild/.test(said);
  if (linker === undefined && written) return undefined;
  if (linker === undefined && gap.named && installed) return undefined;
  if (linker === undefined) {
    const half =
      installed && prefix !== undefined && said.includes(prefix) ? ` \`${gap.cross}\` is installed, but nothing tells cargo to link with it.` : '';
    return {
      what: `\`${target}\` cannot be linked on \`${leg.label}\``,
      why: `rustc links with \`${gap.linker}\` unless it is told otherwise, and ${gap.why}.${half} Nothing before it sets another linker.`,
      advice:
        gap.cross === undefined
          ? 'Build this target on a runner of its own system.'
          : `Install \`${gap.cross}\` and set \`CARGO_TARGET_${upper}_LINKER\`, build with cross or cargo-zigbuild, or use a runner of that architecture.`,
      ...(gap.cross === undefined ? {} : { remedy: { as: 'linker', command: gap.cross, isSet: false } as const }),
    };
  }
  if (linker !== gap.cross || installed) return undefined;
  return {
    what: `\`${target}\` is linked with \`${linker}\`, which is not on \`${leg.label}\``,
    why: `cargo is told to link with \`${linker}\`, the runner does not have it, and no step before installs it.`,
    advice: `Install the package of \`${linker}\` before the build.`,
    remedy: { as: 'linker', command: linker, isSet: true },
  };
}

/** The lines of a TOML text from a target's header to the next one. */
function sectionOf(configs: string, target: string): string {
  const at = configs.search(new RegExp(`^\\s*\\[target\\.["']?${literally(target)}["']?\\]`, 'm'));
  if (at < 0) return '';
  const rest = configs.slice(at + 1);
  const end = rest.search(/^\s*\[/m);
  return end < 0 ? rest : rest.slice(0, Math.max(end, rest.indexOf('\n')) || end);
}

/** The standard library of a target is not there: no step adds the target to the toolchain that builds. */
function missingStd(build: RustBuild, target: string, host: RunnerHost, leg: Leg, world: World): Reason | undefined {
  const file = cargoTree(world).toolchain;
  if (imageTargets(host).includes(target) || file?.targets.includes(target)) return undefined;
  const overridden = build.toolchain === undefined && build.env('RUSTUP_TOOLCHAIN') === undefined ? file?.channel : undefined;
  let elsewhere: string | undefined;
  for (const { step, commands, value } of leg.steps) {
    if (step === build.step.step) break;
    for (const command of commands) {
      const words = command.words.map((w) => asText(w));
      if (words[0] !== 'rustup') continue;
      if (words.some((w) => w === undefined || w === target)) return undefined;
    }
    if (step.uses?.is.kind !== 'remote') continue;
    const name = `${step.uses.is.owner}/${step.uses.is.repo}`.toLowerCase();
    if (!/rust|cargo|actions-rs|toolchain/.test(name) || name === 'swatinem/rust-cache') continue;
    const given = step.with.filter((p) => /^targets?$/.test(p.name)).map((p) => asText(value(p.value) ?? { k: 'null' }));
    if (given.some((t) => t === undefined)) return undefined;
    if (!given.some((t) => t!.split(/[\s,]+/).includes(target))) continue;
    if (name !== 'dtolnay/rust-toolchain' || overridden === undefined) return undefined;
    const channel = step.with.some((p) => p.name === 'toolchain') ? undefined : step.uses.is.ref;
    if (channel === undefined || !/^(?:stable|nightly|beta|\d+\.\d+(?:\.\d+)?)$/.test(channel) || channel === overridden) return undefined;
    elsewhere = channel;
  }
  // In the script of the build itself, before it.
  for (const command of build.step.commands) {
    if (command === build.command) break;
    if (asText(command.words[0]!) === 'rustup' && command.words.some((w) => [undefined, target].includes(asText(w)))) return undefined;
  }
  return {
    what: `\`${target}\` is not installed on \`${leg.label}\``,
    why:
      elsewhere === undefined
        ? `the runner's Rust has the standard library of ${rustHost(host)} only, and no step before adds this target: the compiler stops at "can't find crate for \`std\`".`
        : `the target is added to \`${elsewhere}\`, but ${file!.path} makes cargo build with \`${overridden}\`, which does not have it: the compiler stops at "can't find crate for \`std\`".`,
    advice:
      elsewhere === undefined
        ? `Add it: \`rustup target add ${target}\`.`
        : `Run \`rustup target add ${target}\` after the checkout, or write it in ${file!.path}.`,
    remedy: { as: 'target' },
  };
}
