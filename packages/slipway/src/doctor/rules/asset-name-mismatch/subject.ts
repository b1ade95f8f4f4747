import type { Consumer, Name, PublishedFile, Want } from '../../../chain/index.ts';
import type { Location, ScalarNode } from '../../../source/index.ts';
import type { Asked } from '../../asked-files.ts';

/** What a fix looks at, by how the names came apart. */
export type NameSubject =
  | { readonly kind: 'names'; readonly consumer: Consumer; readonly lost: readonly Asked[] }
  | { readonly kind: 'twin'; readonly want: Want; readonly file: PublishedFile; readonly consumer: Consumer }
  | { readonly kind: 'pattern'; readonly at: Location; readonly patterns: readonly Name[]; readonly files: readonly PublishedFile[] }
  | { readonly kind: 'stranger'; readonly consumer: Consumer; readonly slug: string }
  /** A prefix that is taken off the name of a directory of GoReleaser, at offsets of the script. */
  | {
      readonly kind: 'prefix';
      readonly run: ScalarNode;
      readonly start: number;
      readonly end: number;
      readonly variable: string;
      readonly from: string;
      readonly ids: readonly string[];
    }
  | { readonly kind: 'unmade'; readonly config: string; readonly draft: boolean };
