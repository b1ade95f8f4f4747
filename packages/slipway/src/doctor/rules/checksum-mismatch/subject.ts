import type { AssetSet, Consumer, PublishedFile, Want } from '../../../chain/index.ts';
import type { Location } from '../../../source/index.ts';

/** What a fix looks at, by what keeps the sum from being compared. */
export type SumSubject =
  /** `files`: those whose sum is asked for. `made`: the checksums that there are. */
  | {
      readonly kind: 'missing';
      readonly want: Want;
      readonly consumer: Consumer;
      readonly files: readonly Want[];
      readonly made: readonly PublishedFile[];
    }
  | { readonly kind: 'pattern'; readonly at: Location }
  | { readonly kind: 'paths'; readonly at: Location }
  | { readonly kind: 'unsummed'; readonly set: AssetSet };
