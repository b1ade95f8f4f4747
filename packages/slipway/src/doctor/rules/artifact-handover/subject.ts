import type { Step } from '../../../actions/index.ts';
import type { JobRun, Name, Run } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import type { Download, Handover, Upload } from './handover.ts';

/** What a fix looks at, by what is wrong with the handover. */
export type HandoverSubject =
  | { readonly kind: 'conflict'; readonly handover: Handover; readonly uploads: readonly Upload[]; readonly name: Name }
  | { readonly kind: 'bad-name'; readonly handover: Handover; readonly upload: Upload; readonly name: Name }
  | { readonly kind: 'ignored-pattern'; readonly handover: Handover; readonly download: Download }
  | { readonly kind: 'missing-name'; readonly handover: Handover; readonly download: Download; readonly name: Name }
  | { readonly kind: 'missing-pattern'; readonly handover: Handover; readonly download: Download }
  | { readonly kind: 'order'; readonly top: JobRun; readonly jobs: readonly string[] }
  | { readonly kind: 'input'; readonly at: Location; readonly meant: string }
  | { readonly kind: 'hidden'; readonly upload: Upload }
  | {
      readonly kind: 'layout';
      readonly download: Download;
      readonly apart: boolean;
      readonly reader: Location;
      readonly path: Name;
      readonly found: readonly Name[];
    }
  | {
      readonly kind: 'retired';
      readonly run: Run;
      readonly steps: readonly { readonly step: Step; readonly job: string; readonly instead: string }[];
    };
