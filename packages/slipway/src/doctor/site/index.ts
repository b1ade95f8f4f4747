import { subjects } from '../../actions/facts/index.ts';
import { ruleIds } from '../diagnose.ts';
import { rulePage } from '../rule-pages.ts';
import { factsIndex, factsPage } from './facts.ts';
import { rulesIndex, sitePage } from './rule-page.ts';

/** The generated files of the site, by path below `docs/`. */
export function siteFiles(): Map<string, string> {
  const rules = ruleIds().flatMap((id) => rulePage(id) ?? []);
  return new Map([
    ['rules/README.md', rulesIndex(rules)],
    ...rules.map((rule): [string, string] => [`rules/${rule.id}.md`, sitePage(rule, '')]),
    ['facts/README.md', factsIndex()],
    ...subjects().map((subject): [string, string] => [`facts/${subject.id}.md`, factsPage(subject)]),
  ]);
}
