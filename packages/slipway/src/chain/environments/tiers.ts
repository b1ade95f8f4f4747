/** What an environment is for, as its name says. */
export type Tier = 'production' | 'staging' | 'development' | 'other';

/** Read in this order: `pre-prod` and `non-prod` are no production. */
const names: readonly [RegExp, Tier][] = [
  [/^(?:non|not?)[-_ ]?prod/i, 'development'],
  [/(?:^|[-_./ ])(?:pre[-_ ]?prod(?:uction)?|stag(?:e|ing)|stg|uat|qa|acceptance|preview|canary)(?:$|[-_./ \d])/i, 'staging'],
  [/(?:^|[-_./ ])(?:prod(?:uction)?|prd|live)(?:$|[-_./ \d])/i, 'production'],
  [/(?:^|[-_./ ])(?:dev(?:el(?:op(?:ment)?)?)?|sandbox|integration|test(?:ing)?)(?:$|[-_./ \d])/i, 'development'],
];

/** The tier of an environment, a job or a choice by its name: `prod-eu` is production, `pypi` is `other`. */
export function tierOf(name: string): Tier {
  return names.find(([pattern]) => pattern.test(name))?.[1] ?? 'other';
}

const words = /(?:^|[^a-z])(pre[-_ ]?prod(?:uction)?|production|prod|prd|staging|stage|stg|uat|development|develop|dev|sandbox)(?=$|[^a-z])/i;

/** The environment that a job speaks of in its id or name: `deploy-prod` speaks of `prod`. */
export function environmentWord(text: string): string | undefined {
  return words.exec(text)?.[1]?.toLowerCase();
}

const families: Readonly<Record<string, string>> = {
  prod: 'production',
  prd: 'production',
  live: 'production',
  stage: 'staging',
  stg: 'staging',
  dev: 'development',
  devel: 'development',
  develop: 'development',
};

/** One name for the spellings of one environment: `prod` and `Production` are `production`. GitHub takes names without regard to case. */
export function plainName(name: string): string {
  const low = name.trim().toLowerCase();
  return families[low] ?? low;
}
