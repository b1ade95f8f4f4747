import type { Truth, Val } from '../../actions/value.ts';
import type { Location } from '../../source/types.ts';
import type { FileDeed, FileKind, Platform } from '../../tools/files/types.ts';
import type { Effect, Run } from '../types.ts';

/** A file that a job has, with the place that made it. */
export interface MadeFile {
  /** From the root of the workspace; the version of the release is a hole. */
  readonly path: Val;
  readonly what: FileKind;
  /** The line that gives it the name that it has. */
  readonly at: Location;
  readonly platform?: Platform;
  /** Names in a file of checksums. */
  readonly lists?: readonly Val[];
  /** Leg of the matrix that made it: `os: ubuntu-latest, target: …`. */
  readonly leg?: string;
}

/** A set of files. When it is not closed, others may be among them, and `open` says why. */
export interface FileSet {
  readonly files: readonly MadeFile[];
  readonly closed: boolean;
  readonly open: readonly string[];
}

/** What one leg of a job does to files, in order. */
export interface LegFiles {
  readonly workflow: string;
  readonly job: string;
  /** Undefined when the job has no matrix. */
  readonly leg: string | undefined;
  readonly deeds: readonly { readonly deed: FileDeed; readonly at: Location; readonly cwd: string | undefined; readonly runs: Truth }[];
}

/** An artifact of a run. */
export interface Artifact {
  readonly name: Val;
  readonly at: Location;
  readonly workflow: string;
  readonly job: string;
  readonly leg: string | undefined;
  /** Paths inside of the artifact. */
  readonly contents: FileSet;
}

/** A file of a release. */
export interface Asset {
  /** The name under which it is downloaded; the version is a hole. */
  readonly name: Val;
  readonly what: FileKind;
  /** The line that gives it its name. */
  readonly at: Location;
  /** The upload. */
  readonly uploadAt: Location;
  readonly effect: Effect;
  readonly platform?: Platform;
  readonly lists?: readonly Val[];
  readonly leg?: string;
}

/** The assets that one uploader adds to a release. */
export interface AssetSet {
  readonly run: Run;
  readonly effect: Effect;
  readonly assets: readonly Asset[];
  readonly closed: boolean;
  readonly open: readonly string[];
}

export type ContractKind = 'tag' | 'release' | 'asset' | 'package' | 'image' | 'tap' | 'pages' | 'environment' | 'pull-request';

/** Something that a version must consist of. */
export interface ContractItem {
  readonly kind: ContractKind;
  /** With `{version}` for the version; a package has its registry's id (`npm:name`). */
  readonly name: string;
  readonly value: Val;
  readonly from: Location;
  readonly workflow: string;
  readonly platform?: Platform;
  readonly what?: FileKind;
}

/** What a version has at one point: at publication, or after a gate. */
export interface ContractStage {
  readonly name: string;
  /** Names of the stages before it. */
  readonly after: readonly string[];
  /** What a person does, or what protects it, before it happens. */
  readonly gate?: { readonly text: string; readonly at?: Location };
  readonly items: readonly ContractItem[];
  /** Every asset is known. */
  readonly closed: boolean;
  /** Why assets may be missing from the list. */
  readonly open: readonly string[];
}

export interface Contract {
  readonly stages: readonly ContractStage[];
  readonly assets: readonly AssetSet[];
  /** Files of the runs that assets come from, leg by leg. */
  readonly legs: readonly LegFiles[];
}
