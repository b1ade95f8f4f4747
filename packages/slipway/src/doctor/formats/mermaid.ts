import type { Link } from '../report.ts';
import { oneLine } from './terminal.ts';

/** A chain as a Mermaid flowchart for GitHub's Markdown: the broken edge is dotted, red and marked. Without a code fence. */
export function mermaidChain(links: readonly Link[]): string {
  const lines = ['flowchart TD'];
  links.forEach((link, index) => {
    lines.push(`  n${index}["${label(`${link.kind}: ${link.text}`)}"]`);
    if (index > 0) lines.push(`  n${index - 1} ${arrow(link)} n${index}`);
  });
  const cut = links.flatMap((link, index) => (link.state === 'cut' ? [`n${index}`] : []));
  if (cut.length > 0) {
    lines.push('  classDef cut stroke:#d1242f,stroke-width:2px,color:#d1242f', `  class ${cut.join(',')} cut`);
  }
  return lines.join('\n');
}

function arrow(link: Link): string {
  return link.state === 'cut' ? '-. ✖ .->' : link.state === 'maybe' ? '-. ? .->' : '-->';
}

/** Mermaid reads quotes, `#` entities and HTML inside a label, so all of them are written as entities. */
function label(text: string): string {
  const short = oneLine(text).slice(0, 160);
  return short.replace(/[#"<>&`\\{}[\]|;]/g, (character) => `#${character.charCodeAt(0)};`);
}
