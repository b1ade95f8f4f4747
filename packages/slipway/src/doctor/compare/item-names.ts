/** Other spellings of one platform. Longer ones first, because the first that fits is taken. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/x86_64|x86-64|amd64|(?<![a-z0-9])x64(?![a-z0-9])|64-?bit/g, 'amd64'],
  [/aarch64|arm64(?:-?v8)?/g, 'arm64'],
  [/armv7(?:l|hf)?|armhf/g, 'armv7'],
  [/(?<![a-z0-9])(?:i[36]86|386|x86|32-?bit)(?![a-z0-9])/g, '386'],
  [/apple-darwin|macos(?:-\d+)?|(?<![a-z])osx(?![a-z])|darwin|(?<![a-z])mac(?![a-z])/g, 'macos'],
  [/pc-windows-(?:msvc|gnu)|windows(?:-(?:msvc|gnu))?|win32|win64|(?<![a-z])win(?![a-z])/g, 'windows'],
  [/(?:unknown-)?linux-musl(?:eabihf)?/g, 'linux-musl'],
  [/(?:unknown-)?linux(?:-gnu(?:eabihf)?)?/g, 'linux'],
];

/** A name without what may differ when it is only spelled in another way: separators, the version, how the platform is called. */
export function plainName(name: string): string {
  let out = name.toLowerCase().replace(/v?\{version\}|…/g, '');
  for (const [spelling, plain] of spellings) out = out.replace(spelling, plain);
  // Which of system and machine comes first is spelling too.
  const parts = out.split(/[-_.+ ]+/).filter((part) => part !== '');
  return parts.sort().join('-');
}
