import { subjects } from '../../actions/facts/index.ts';
import { ruleIds } from '../diagnose.ts';
import { fullPage } from '../fixes/index.ts';
import { rulePage } from '../rule-pages.ts';
import { factsIndex, factsPage } from './facts.ts';
import { rulesIndex, sitePage } from './rule-page.ts';

/** The generated files of the site, by path below `docs/`. */
export function siteFiles(): Map<string, string> {
  const rules = ruleIds().flatMap((id) => rulePage(id) ?? []);
  return new Map([
    ['rules/README.md', rulesIndex(rules)],
    ...rules.map((rule): [string, string] => [`rules/${rule.id}.md`, sitePage({ ...rule, page: fullPage(rule.id, rule.page) })]),
    ['facts/README.md', factsIndex()],
    ...subjects().map((subject): [string, string] => [`facts/${subject.id}.md`, factsPage(subject)]),
  ]);
}
