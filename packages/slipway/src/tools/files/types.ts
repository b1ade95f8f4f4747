import type { Truth, Val } from '../../actions/value.ts';
import type { Location } from '../../source/types.ts';
import type { ActionCall, CommandCall } from '../types.ts';

/** What a file is to a release. */
export type FileKind = 'binary' | 'archive' | 'checksum' | 'installer' | 'package' | 'signature' | 'manifest' | 'other';

/** The machine that a file is for, in GOOS and GOARCH's words where they have one. */
export interface Platform {
  readonly os?: 'linux' | 'darwin' | 'windows' | 'freebsd' | 'android' | 'ios' | 'any';
  readonly arch?: string;
  readonly libc?: 'gnu' | 'musl' | 'msvc';
}

/**
 * What a command or an action does to files. Paths are relative to the directory where it runs, or absolute; one that ends with `/` is a
 * directory. A path may be a glob only where it says so.
 */
export type FileDeed =
  /** Makes a file. `lists`: names that stand in a file of checksums. `certain` is false when it is one of several that may come out. */
  | {
      readonly op: 'make';
      readonly path: Val;
      readonly what: FileKind;
      readonly platform?: Platform;
      readonly lists?: readonly Val[];
      /** Globs of files that it reads. */
      readonly of?: readonly Val[];
      /** The line of a configuration that asks for it. */
      readonly at?: Location;
    }
  /** `cp`, `mv`, `install`, `ln -s`: sources may be globs. */
  | {
      readonly op: 'copy';
      readonly from: readonly Val[];
      readonly to: Val;
      readonly move: boolean;
      /** The target is a directory for certain (several sources, `-t`). */
      readonly into?: boolean;
    }
  | { readonly op: 'remove'; readonly paths: readonly Val[] }
  | { readonly op: 'directory'; readonly path: Val }
  | UploadArtifact
  | DownloadArtifact
  /** Fetches assets of a release of this or another repository. */
  | { readonly op: 'download-asset'; readonly names: readonly Val[]; readonly into: Val; readonly repository?: Val; readonly tag?: Val }
  /** May make any file (below a directory, when one is named). */
  | { readonly op: 'anything'; readonly under?: Val; readonly why: string };

export interface UploadArtifact {
  readonly op: 'upload-artifact';
  /** The default is `artifact`. */
  readonly name: Val;
  /** Lines of `path:`, globs, `!` excludes. */
  readonly paths: readonly Val[];
  readonly overwrite: Truth;
  readonly includeHidden: Truth;
  readonly ifNoFiles: 'warn' | 'error' | 'ignore';
  /** Major version of the action; undefined when it is not known. */
  readonly major: number | undefined;
}

export interface DownloadArtifact {
  readonly op: 'download-artifact';
  /** undefined: all of the run's. */
  readonly name?: Val;
  readonly pattern?: Val;
  readonly mergeMultiple: Truth;
  /** Directory; '' is where it runs. */
  readonly path: Val;
  readonly major: number | undefined;
  /** From another run: its id is given. */
  readonly otherRun: boolean;
}

/** A command with what it redirects. */
export interface FileCommandCall extends CommandCall {
  readonly redirects: readonly { readonly op: string; readonly target?: Val }[];
}

/** What a program does to files. `undefined`: this call is not known, so it may do anything. An empty list: it makes no file. */
export interface CommandFiles {
  readonly command: string | readonly string[];
  files(call: FileCommandCall): readonly FileDeed[] | undefined;
}

/** What an action does to files; the same answers. */
export interface ActionFiles {
  /** `owner/repo`, lower case, as in the catalogue of effects. */
  readonly action: string | readonly string[];
  files(call: ActionCall): readonly FileDeed[] | undefined;
}
