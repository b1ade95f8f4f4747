import type { Location } from '../../../source/types.ts';
import type { Platform } from '../../../tools/files/types.ts';
import type { Name } from '../names.ts';

/** What kind of thing asks for files of a release. */
export type ConsumerKind = 'installer' | 'package' | 'document' | 'formula' | 'manifest' | 'dockerfile' | 'workflow';

/** One request: a file that some machine, or some reader, asks a release for. */
export interface Want {
  /** Any of these does: a placeholder may stand for a version with and without its `v`, and a script may try one name after the other. */
  readonly names: readonly Name[];
  /** The line that gives the name, or else the address. */
  readonly at: Location;
  /** The line that has the address, when it is another one. */
  readonly urlAt?: Location;
  /** The machine that asks. */
  readonly platform?: Platform;
  /** `latest`, or the tag as it is asked for. */
  readonly tag: 'latest' | Name;
  /** The download may fail: something else is tried, or nothing depends on it. */
  readonly optional: boolean;
}

/** A file picked from the list of a release's files by a pattern. */
export interface Selection {
  readonly pattern: string;
  readonly at: Location;
  readonly platform?: Platform;
  /** What comes out for the files in the order in which they are uploaded, and in the reverse order; undefined when that is not known. */
  readonly picks: readonly [Name | undefined, Name | undefined];
}

/** Something in the tree that asks for the files of a release. */
export interface Consumer {
  readonly kind: ConsumerKind;
  readonly at: Location;
  /** `owner/name` that is asked. */
  readonly repository: string;
  readonly wants: readonly Want[];
  readonly selections: readonly Selection[];
  /** It compares what it downloads with a checksum or a signature. */
  readonly verifies: boolean;
  /** It runs on any machine of these, and ends with an error on the others. */
  readonly machines: readonly Platform[];
  /** It has another way when the download fails (it builds from source). */
  readonly fallback: boolean;
}

/** What a consumer meets when it asks GitHub for the latest release. */
export interface Published {
  /** What stands before the version in its tag. */
  readonly prefix: string;
  readonly version: string;
  /** Names of all of its files with the version filled in; undefined when they are not all known. */
  readonly files: readonly string[] | undefined;
}
