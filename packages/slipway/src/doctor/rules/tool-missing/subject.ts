import type { Job, ShellCommand, Step } from '../../../actions/index.ts';
import type { Location } from '../../../source/index.ts';

/** What a fix looks at, by what is not there. */
export type ToolSubject =
  | { readonly kind: 'container'; readonly job: Job; readonly step: Step; readonly tools: readonly string[]; readonly image: string }
  | { readonly kind: 'repository'; readonly step: Step; readonly job: Job }
  | { readonly kind: 'shell'; readonly step: Step; readonly job: Job }
  | { readonly kind: 'owner'; readonly job: Job }
  | { readonly kind: 'number'; readonly at: Location; readonly text: string }
  | { readonly kind: 'script'; readonly at: Location; readonly name: string; readonly near?: string }
  | { readonly kind: 'sed'; readonly step: Step; readonly job: Job; readonly command: ShellCommand }
  | { readonly kind: 'pip'; readonly at: Location }
  | { readonly kind: 'other'; readonly why: string };
