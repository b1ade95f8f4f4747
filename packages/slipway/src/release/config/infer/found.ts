import type { Location } from '../../../source/index.ts';
import type { ToolRules } from '../../../tools/index.ts';
import type { BumpRules, Channel, Driver, Line, ReleaseConfig, Scheme } from '../../types.ts';
import { canonicalRules, rulesOf } from '../defaults.ts';

/** Why a part of the configuration is as it is. */
export interface Reason {
  /** The part, by its path below `release`: `driven-by`, `components.core`, `channels`. */
  readonly key: string;
  /** One sentence. */
  readonly why: string;
  /** The line that says so; undefined when it is git that does. */
  readonly at: Location | undefined;
}

/** A component as a tool's configuration describes it; what is left out is as the driver's default. */
export interface FoundComponent {
  /** undefined: it has none of its own. */
  readonly name: string | undefined;
  readonly path: string;
  readonly paths?: readonly string[];
  readonly tag?: string;
  readonly scheme?: Scheme;
  readonly rules?: BumpRules;
  readonly first?: string;
  readonly group?: string;
  /** false: it keeps none. */
  readonly changelog?: string | false;
  readonly dependsOn?: readonly string[];
  readonly reasons: readonly Reason[];
}

/** What a repository says of its releases by the configuration of one tool, or by its tags and manifests. */
export interface Found {
  readonly driver: Driver;
  readonly components: readonly FoundComponent[];
  readonly channels?: readonly Channel[];
  readonly lines?: readonly Line[];
  readonly from?: ReleaseConfig['from'];
  readonly reasons: readonly Reason[];
}

/** The rules of a driver with what its configuration says instead. */
export function rulesWith(driver: Driver, said: ToolRules): BumpRules {
  const base = rulesOf(driver);
  return canonicalRules({
    types: new Map([...base.types, ...said.types]),
    ...(said.labels ? { labels: said.labels } : {}),
    ...(said.further ? { further: said.further } : {}),
    breaking: said.breaking ?? base.breaking,
    other: said.other ?? base.other,
    ...((said.breakingMark ?? base.breakingMark ?? true) ? {} : { breakingMark: false }),
    beforeOne: {
      ...base.beforeOne,
      breaking: said.early?.breaking ?? base.beforeOne.breaking,
      feature: said.early?.feature ?? base.beforeOne.feature,
    },
  });
}

/** The reason of rules, and what they leave out; none when the configuration says nothing of them. */
export function rulesReasons(driver: Driver, said: ToolRules, key = 'rules'): Reason[] {
  const own: Reason[] =
    said.at === undefined || JSON.stringify(plain(rulesWith(driver, said))) === JSON.stringify(plain(rulesOf(driver)))
      ? []
      : [{ key, why: `what raises a version is as ${driver} is told here`, at: said.at }];
  return [
    ...own,
    ...said.beyond.map((what) => ({
      key: own.length > 0 ? key : 'driven-by',
      why: `not told here, because it is no rule by type: ${what}`,
      at: undefined,
    })),
  ];
}

const plain = (rules: BumpRules): unknown => ({ ...rules, types: [...rules.types], labels: [...(rules.labels ?? [])] });

/** A tag template with the name of the component as a placeholder, where it begins with it. */
export function withName(tag: string, name: string | undefined): string {
  return name !== undefined && name !== '' && tag.startsWith(name) && /^[-@/_.]/.test(tag.slice(name.length))
    ? `{name}${tag.slice(name.length)}`
    : tag;
}
