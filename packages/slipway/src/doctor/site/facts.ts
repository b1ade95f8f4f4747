import { type Fact, type Subject, subjects } from '../../actions/facts/index.ts';

const CONFIDENCE: Readonly<Record<string, string>> = {
  H: 'documented, or many consistent reports',
  M: 'consistent reports, or inferred',
  L: 'one report, or not verified',
};

/** Where a fact stands, from the folder `docs/`. */
export function factPlace(slug: string): string | undefined {
  const subject = subjects().find((one) => one.facts.some((f) => f.slug === slug));
  return subject && `facts/${subject.id}.md#${anchor(slug)}`;
}

/** GitHub's own anchor of a heading that is one slug in backticks. */
function anchor(slug: string): string {
  return slug.toLowerCase().replace(/[^\w-]/g, '');
}

/** The page of one subject: each fact with what follows from it, its sources, date and confidence. */
export function factsPage(subject: Subject): string {
  return `# Facts: ${subject.title}\n\n${subject.about}\n\n${subject.facts.map(section).join('\n')}`;
}

function section(fact: Fact): string {
  const lines = [`## \`${fact.slug}\``, '', fact.says];
  if (fact.consequence !== '') lines.push('', `So: ${fact.consequence}`);
  if (fact.note !== undefined) lines.push('', `Note: ${fact.note}`);
  const confidence = CONFIDENCE[fact.confidence] ?? fact.confidence;
  lines.push('', `Read in ${fact.sources.map(linked).join(', ')}${fact.date === '' ? '' : ` (${fact.date})`}; ${confidence}.`, '');
  return lines.join('\n');
}

function linked(source: string): string {
  return /^https?:\/\/\S+$/.test(source) ? `<${source}>` : source;
}

/** The list of subjects. */
export function factsIndex(): string {
  const rows = subjects().map((s) => `- [${s.title}](${s.id}.md): ${s.about} ${s.facts.length} facts.`);
  return `# What Slipway takes to be true\n\nEach fact of GitHub and of the registries has a name, a source, a date and a confidence. Findings name the facts on which they rest; \`slipway explain NAME\` prints one.\n\n${rows.join('\n')}\n`;
}
