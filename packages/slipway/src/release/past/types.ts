/** The notes of one version of one component. */
export interface VersionNotes {
  readonly component: string;
  readonly version: string;
  readonly tag: string;
  /** ISO day of the release. */
  readonly date: string;
  /** The release before it, from which its changes are counted; null for the first. */
  readonly previous: { readonly version: string; readonly tag: string } | null;
  /** Markdown without a heading. */
  readonly notes: string;
  /** Whether they stand in the changelog, were made of the commits, or are those of a plan. */
  readonly source: 'changelog' | 'commits' | 'plan';
}
