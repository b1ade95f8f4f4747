import type { Location, SourceFile, SourceNode, Span } from '../../source/index.ts';
import type { Registry, ToolWorld } from '../types.ts';

export type VersionEcosystem =
  | 'cargo'
  | 'changelog'
  | 'dart'
  | 'dotnet'
  | 'elixir'
  | 'go'
  | 'haskell'
  | 'helm'
  | 'jvm'
  | 'node'
  | 'php'
  | 'plain'
  | 'plugin'
  | 'python'
  | 'release-tool'
  | 'ruby'
  | 'swift'
  | 'tauri';

/**
 * What a place with a version is for: `manifest` gives a package its version, `lock` is written by a package manager after it, `requirement`
 * is what one package of the tree asks of another, `plain` repeats a version for programs and people, `changelog` is the newest heading,
 * `tool` is where a release tool remembers the last version.
 */
export type VersionRole = 'manifest' | 'lock' | 'requirement' | 'plain' | 'changelog' | 'tool';

/** One place of the tree that holds a version. */
export interface VersionSource {
  readonly path: string;
  /** Where the value stands, without quotes. */
  readonly at: Location;
  /** The same as UTF-16 offsets: the file's text between them is exactly `value`. */
  readonly span: Span;
  readonly ecosystem: VersionEcosystem;
  readonly role: VersionRole;
  /** What the file calls it: `version`, `appVersion`, `__version__`, the dependency's name. */
  readonly key: string;
  /** The package whose version it is. */
  readonly name?: string;
  /** As written, also with the operator of a requirement. */
  readonly value: string;
  /** Packages that are published with this version: of a manifest, also those that inherit it. */
  readonly publishes: readonly { readonly registry: Registry; readonly name: string }[];
  /** Path of the file whose version this place must say too, when the tree has it. */
  readonly repeats?: string;
  /** Of a requirement that a lock file keeps: the manifest that asks, where the entry tells it. */
  readonly asker?: string;
  /** `0.0.0`, `1.2.0-SNAPSHOT`, a template: a stand-in, not a version that was or will be released. */
  readonly placeholder: boolean;
}

/** The files of a tree as the readers of versions ask for them; examples, fixtures and vendored code are left out. */
export interface VersionFiles {
  readonly world: ToolWorld;
  /** Paths whose last part is this, sorted. */
  named(base: string): readonly string[];
  /** Paths that end in `.extension`, sorted. */
  ending(extension: string): readonly string[];
  /** Text with positions; undefined when the file is not there, no text, or too long. */
  text(path: string): SourceFile | undefined;
  /** Root of a YAML, TOML or JSON file. */
  document(path: string): SourceNode | undefined;
}

/** Knows the places of one ecosystem. */
export interface VersionReader {
  read(files: VersionFiles): Iterable<VersionSource>;
  /** Places in lock files, given what was read of all ecosystems. */
  locks?(files: VersionFiles, sources: readonly VersionSource[]): Iterable<VersionSource>;
  /** Places that only who writes a version must know: further repetitions, and what lock files keep of the packages' requirements. */
  more?(files: VersionFiles, sources: readonly VersionSource[]): Iterable<VersionSource>;
}
