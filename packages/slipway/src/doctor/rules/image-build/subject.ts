import type { Effect, Name } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import type { BuildSeen } from './builds.ts';

/** What a fix looks at, by what the build lacks. */
export type ImageSubject =
  | { readonly kind: 'set-up'; readonly what: 'buildx' | 'qemu'; readonly seen: BuildSeen }
  | { readonly kind: 'context'; readonly seen: BuildSeen }
  | { readonly kind: 'push'; readonly seen: BuildSeen }
  /** `other`: a file whose name differs in the case of letters. */
  | {
      readonly kind: 'source';
      readonly seen: BuildSeen;
      readonly path: string;
      readonly at: Location;
      readonly copied: boolean;
      readonly other?: string;
    }
  | { readonly kind: 'copied'; readonly at: Location; readonly from: Name; readonly to: Name | undefined }
  | { readonly kind: 'assets'; readonly seen: BuildSeen; readonly uploader: Effect };
