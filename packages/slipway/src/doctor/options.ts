import type { Location } from '../source/types.ts';
import type { LinkKind } from './report.ts';

/** What is taken for true of a secret: absent, refused, a personal access token, an App's token, or the GITHUB_TOKEN. */
export type AssumedSecret = 'missing' | 'expired' | 'pat' | 'app' | 'github-token';

export interface DoctorOptions {
  /** `owner/name` of the repository. */
  slug?: string;
  slugHow?: 'remote' | '--repo';
  host?: 'github.com' | 'ghes';
  /** Day (YYYY-MM-DD) for which the platform's dated facts are judged. */
  asOf?: string;
  /** Secret name → what is assumed of it. */
  assume?: Map<string, AssumedSecret>;
  only?: string[];
  skip?: string[];
  /** Reads a file of another repository: undefined when it cannot. */
  elsewhere?: { read(slug: string, ref: string | undefined, path: string): string | undefined };
  npmRegistryHost?: string;
  /** Text of slipway.yaml. */
  config?: string;
  /** Slipway's own version. */
  version: string;
}

/** Who makes the traced event. */
export type TraceActor = 'github-token' | 'pat' | 'app' | 'deploy-key' | 'person';

/** The event whose walk is printed. */
export type TraceEvent = (
  | { kind: 'push'; tag?: string; branch?: string }
  | { kind: 'merge' }
  | { kind: 'dispatch'; workflow: string; inputs: Record<string, string>; ref?: string }
  | { kind: 'release'; activity: string; tag?: string; prerelease?: boolean }
  | { kind: 'schedule' }
) & { as?: TraceActor };

export interface TraceNode {
  readonly kind: LinkKind;
  readonly text: string;
  readonly location?: Location;
  readonly state: 'holds' | 'cut' | 'maybe';
  /** Why it is cut or not certain. */
  readonly why?: string;
  readonly children: readonly TraceNode[];
}

export interface Trace {
  readonly root: TraceNode;
  readonly limits: readonly string[];
}

export interface RulePage {
  readonly id: string;
  readonly title: string;
  readonly severity: 'error' | 'warning' | 'note';
  readonly group: string;
  /** Markdown. */
  readonly page: string;
}
