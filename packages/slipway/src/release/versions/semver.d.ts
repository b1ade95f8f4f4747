/** The few functions of npm's `semver` that are used here; the package brings no types of its own. */
declare module 'semver' {
  export interface SemVer {
    readonly version: string;
    readonly major: number;
    readonly minor: number;
    readonly patch: number;
    readonly prerelease: readonly (string | number)[];
    readonly build: readonly string[];
  }
  const semver: {
    /** Null when the text is no version; a leading `v` is accepted. */
    parse(text: string): SemVer | null;
    /** By precedence; throws when one of them is no version. */
    compare(a: string, b: string): -1 | 0 | 1;
    gt(a: string, b: string): boolean;
    inc(version: string, release: 'major' | 'minor' | 'patch'): string | null;
    /** False as well when the range cannot be read. */
    satisfies(version: string, range: string, options?: { readonly includePrerelease?: boolean }): boolean;
    /** Whether a version is above all that the range takes; throws when the range cannot be read. */
    gtr(version: string, range: string): boolean;
    /** Null when the range cannot be read. */
    validRange(range: string): string | null;
  };
  export default semver;
}
