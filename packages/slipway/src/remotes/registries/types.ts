/** Whether a version is at a destination. `unknown` is: it could not be asked, or its answer says nothing of it. */
export interface Presence {
  readonly state: 'present' | 'absent' | 'unknown';
  /** One sentence without its full stop: what was seen, or why it is not known. */
  readonly text: string;
}

/** A destination of a release as the walk names it: `npm:tool`, `crates.io:tool`, `pypi:tool`, `go:example.com/tool`, `ghcr.io/octo/tool`. */
export interface VersionAsked {
  readonly kind: string;
  readonly id: string;
  /** Without what a tag adds. */
  readonly version: string;
  /** The tag of the release: images may be called so. */
  readonly tag: string;
}

/** Where the registries are, and how long they are waited for. */
export interface RegistryOptions {
  /** Addresses without a slash at their end; npm's is not known where npm is not installed. */
  readonly npm: string | undefined;
  readonly crates?: string;
  readonly pypi?: string;
  readonly go?: string;
  /** Address of a registry of images by its host. */
  readonly images?: (host: string) => string;
  readonly userAgent: string;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
}
