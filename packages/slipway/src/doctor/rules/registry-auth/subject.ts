import type { Job, Step, Workflow } from '../../../actions/index.ts';
import type { OldNpm } from './npm-version.ts';
import type { Upload } from './uploads.ts';

/** What a fix needs to know of an upload that its registry refuses. */
export type Unaccepted =
  | {
      readonly why: 'nothing';
      readonly upload: Upload;
      readonly registry: 'npm' | 'crates.io' | 'PyPI';
      /** The variable in which the tool looks for a token. */
      readonly variable?: string;
      /** The step that trades the identity of the run for a token. */
      readonly trade?: Step;
    }
  | { readonly why: 'old npm'; readonly upload: Upload; readonly old: OldNpm }
  /** npm trusts the file of `main`. */
  | { readonly why: 'two files'; readonly upload: Upload; readonly main: Upload; readonly tokens?: boolean }
  | { readonly why: 'provenance'; readonly upload: Upload }
  | { readonly why: 'unread'; readonly upload: Upload; readonly variable: string; readonly hasFile: boolean }
  | { readonly why: 'event'; readonly job: Job; readonly workflow: Workflow };
