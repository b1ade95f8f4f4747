import type { Consumer, PublishedFile, Want } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';
import type { Platform } from '../../../tools/index.ts';

/** What a fix looks at, by who promises the platform. */
export type PlatformSubject =
  | { readonly kind: 'formula'; readonly at: Location }
  /** A machine that is given a program for another one. `given`: what it gets. `built`: what the release has for it. */
  | {
      readonly kind: 'machine';
      readonly want: Want;
      readonly platform: Platform;
      readonly given: PublishedFile | undefined;
      readonly built: PublishedFile | undefined;
    }
  | {
      readonly kind: 'unbuilt';
      readonly wants: readonly Want[];
      readonly consumer: Consumer;
      readonly sibling: PublishedFile;
      readonly leg: Location | undefined;
    }
  | { readonly kind: 'updater'; readonly config: string };
