import type { RulePage } from './options.ts';
import { rules } from './rules/index.ts';
import { pages } from './rules/pages.ts';

/** A rule's page in Markdown, with what every format needs to know of it. */
export function rulePage(id: string): RulePage | undefined {
  const rule = rules.find((r) => r.id === id);
  const page = pages.get(id);
  return rule && page !== undefined ? { id, title: rule.title, severity: rule.severity, group: rule.group, page } : undefined;
}
