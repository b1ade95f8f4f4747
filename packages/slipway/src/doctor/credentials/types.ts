import type { Location } from '../../source/types.ts';

/** One place that reads a credential. */
export interface Read {
  readonly location: Location;
  readonly workflow: string;
  /** undefined: the environment of the whole workflow. */
  readonly job?: string;
  /** Name or id of the step, or what it runs; undefined: the job's own keys. */
  readonly step?: string;
}

/** Something that is done with it. */
export interface Use {
  readonly text: string;
  readonly location: Location;
}

export interface Death {
  /** The destination's id. */
  readonly destination: string;
  /** red: a run fails. silent: every run is green, or none starts. */
  readonly how: 'red' | 'silent' | 'unknown';
  readonly why: string;
  readonly location: Location;
}

/** What happens under one assumption. `dies` is empty when everything is still reached, or when what is done with the secret is not followed (`unknown`). */
export interface Consequence {
  readonly how: 'nothing' | 'red' | 'silent' | 'unknown';
  readonly dies: readonly Death[];
}

/** Somebody who gets to see a credential beside the step that needs it. */
export interface Sight {
  readonly text: string;
  readonly location: Location;
}

export interface CredentialRow {
  readonly name: string;
  readonly kind: 'secret' | 'github-token' | 'variable' | 'oidc';
  readonly reads: readonly Read[];
  readonly uses: readonly Use[];
  /** What it must be, with the least rights, as a reader is told; '' when that is not known. */
  readonly needs: string;
  /** Undefined for what cannot be missing, or is not walked. */
  readonly missing?: Consequence;
  readonly expired?: Consequence;
  readonly asGithubToken?: Consequence;
  readonly seenBy: readonly Sight[];
}

export interface CredentialReport {
  readonly schemaVersion: 1;
  readonly credentials: readonly CredentialRow[];
  readonly limits: readonly string[];
}
