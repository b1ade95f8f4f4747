import type { Truth, Val } from '../../actions/value.ts';

/** How a step builds an image, with its inputs as they are given. */
export interface ImageBuild {
  /** Commas and lines part several; undefined: the builder's own. */
  readonly platforms?: Val;
  /** Path of the Dockerfile; undefined: `Dockerfile` in the context. Relative to `directory`. */
  readonly file?: Val;
  /** Directory or URL; undefined: the repository at the event's commit, which the builder fetches itself. Relative to `directory`. */
  readonly context?: Val;
  /** Further contexts and secrets are given by name, so that a `COPY --from` may take from them. */
  readonly target?: Val;
  /** The builder is named. */
  readonly builder?: Val;
  /** `tags` as one value; undefined when the step gives none. */
  readonly tags?: Val;
  /** The result goes somewhere else than to a registry: loaded, written to files, kept as a cache. */
  readonly keeps: Truth;
  /** From the root of the workspace; undefined when it is not known. */
  readonly directory: string | undefined;
}

/** What a rule of docker/metadata-action comes to for an event. */
export interface ImageTagRule {
  /** `semver`, `raw`, …; undefined when it cannot be told. */
  readonly type: string | undefined;
  /** Its place among the lines of the input, comments and empty lines not counted; -1 for a rule of the action's own. */
  readonly line: number;
  /** undefined: it may make one or not. */
  readonly enabled: Truth;
  /** The tag without the image's name, prefix and suffix; undefined when it makes none. */
  readonly tag?: Val;
  /** Its own; undefined: the flavor's. */
  readonly prefix?: Val;
  readonly suffix?: Val;
  /** What the tag is made of, where it is made of a version. */
  readonly from?: Val;
  /** `latest` goes along when this rule is the first that makes a tag. */
  readonly latest?: Truth;
  /** Why it makes none, as half a sentence: `tool-v1.2.3 is no semantic version`. */
  readonly why?: string;
  /** The action ends with this error instead. */
  readonly error?: string;
}
