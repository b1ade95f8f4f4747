import type { FileKind, Platform } from './types.ts';

const kinds: readonly (readonly [RegExp, FileKind])[] = [
  [/\.(?:sha(?:1|224|256|384|512)(?:sum)?s?|md5|b2|blake3)(?:\.txt)?$|checksums?|(?:sha(?:1|256|512)|md5)[-_]?sums?(?:$|[._-])/i, 'checksum'],
  [/\.(?:sig|asc|pem|minisig|sigstore(?:\.json)?|cosign\.bundle|crt|intoto\.jsonl|pub)$/i, 'signature'],
  [/(?:^|[-_/.])install(?:er)?[^/]*\.(?:sh|ps1|bat|cmd)$|\.(?:msi|dmg|pkg|msix)$|setup[^/]*\.exe$/i, 'installer'],
  [/\.(?:deb|rpm|appimage|apk|aab|snap|flatpak|whl|gem|crate|nupkg|vsix|jar|war|msixbundle|ipa|nar|charm)$/i, 'package'],
  [/\.(?:tar(?:\.\w+)?|tgz|txz|tbz2?|zip|7z|gz|xz|zst|bz2|tar\.br)$/i, 'archive'],
  [/\.(?:json|ya?ml|toml|xml|plist|blockmap|rb|spdx|cdx)$/i, 'manifest'],
  [/\.(?:md|txt|html|pdf|png|svg|1|man)$|(?:^|\/)(?:LICEN[CS]E|NOTICE|README|CHANGELOG)[^/]*$/i, 'other'],
];

/** What a file is, by the ending of its name. */
export function kindOfFile(name: string): FileKind {
  return kinds.find(([pattern]) => pattern.test(name))?.[1] ?? 'binary';
}

const systems: readonly (readonly [RegExp, NonNullable<Platform['os']>])[] = [
  [/android/i, 'android'],
  [/(?:^|[^a-z])ios(?:[^a-z]|$)/i, 'ios'],
  [/windows|win(?:32|64)|(?:^|[^a-z])win(?:[^a-z]|$)|pc-windows|\.exe$|\.msi$/i, 'windows'],
  [/darwin|macos|apple|osx|(?:^|[^a-z])mac(?:[^a-z]|$)|\.dmg$/i, 'darwin'],
  [/freebsd/i, 'freebsd'],
  [/linux|musl|ubuntu|\.deb$|\.rpm$|\.appimage$/i, 'linux'],
];

const architectures: readonly (readonly [RegExp, string])[] = [
  [/aarch64|arm64|armv8/i, 'arm64'],
  [/armv7|armhf|arm-?7|gnueabihf/i, 'armv7'],
  [/armv6|(?:^|[^a-z])arm(?:[^a-z0-9]|$)/i, 'arm'],
  [/universal/i, 'universal'],
  [/riscv64/i, 'riscv64'],
  [/ppc64le|powerpc64le/i, 'ppc64le'],
  [/s390x/i, 's390x'],
  [/loong(?:arch)?64/i, 'loong64'],
  [/x86_64|amd64|x64|(?:^|[^0-9])64-?bit|win64/i, 'amd64'],
  [/i[3-6]86|x86(?![_-]?64)|(?:^|[^a-z0-9])386(?:[^0-9]|$)|win32|32-?bit/i, '386'],
];

/** The machine that a name or a target triple speaks of, as far as it does. */
export function platformOf(name: string): Platform | undefined {
  const os = systems.find(([pattern]) => pattern.test(name))?.[1];
  const arch = architectures.find(([pattern]) => pattern.test(name))?.[1];
  if (os === undefined && arch === undefined) return undefined;
  const libc = /musl/i.test(name) ? 'musl' : /msvc/i.test(name) ? 'msvc' : /gnu/i.test(name) ? 'gnu' : undefined;
  return { ...(os === undefined ? {} : { os }), ...(arch === undefined ? {} : { arch }), ...(libc === undefined ? {} : { libc }) };
}
