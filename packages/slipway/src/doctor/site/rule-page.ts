import type { RulePage } from '../options.ts';
import { factPlace } from './facts.ts';

/** The page of a rule for the site: what its own page says, with its severity above and its facts linked. */
export function sitePage(rule: RulePage): string {
  const [title = '', ...rest] = rule.page.trim().split('\n');
  const body = rest.join('\n').trim();
  const [before = '', after = ''] = body.split('\n## Why\n');
  const why = after.replace(/`([a-z][\w.-]*\.[\w.-]+)`/g, (whole, slug: string) => {
    const place = factPlace(slug);
    return place === undefined ? whole : `[${whole}](../${place})`;
  });
  return `${title}\n\n*${rule.severity}, ${rule.group}: ${lower(rule.title)}*\n\n${before.trim()}\n\n## Why\n${why}\n\n[All rules](README.md)\n`;
}

const lower = (title: string): string => (/^[A-Z][a-z]/.test(title) ? title[0]!.toLowerCase() + title.slice(1) : title);

/** The list of all rules by group. */
export function rulesIndex(rules: readonly RulePage[]): string {
  const groups = [...new Set(rules.map((r) => r.group))];
  const tables = groups.map((group) => {
    const rows = rules.filter((r) => r.group === group).map((r) => `| [\`${r.id}\`](${r.id}.md) | ${r.severity} | ${r.title} |`);
    return `## ${group}\n\n| rule | severity | defect |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
  });
  return `# Rules\n\nWhat the doctor looks for. \`slipway explain RULE\` prints the same page; \`slipway fix\` mends what it can prove.\n\n${tables.join('\n')}`;
}
