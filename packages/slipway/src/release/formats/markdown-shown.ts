import { clean } from '../../doctor/formats/terminal.ts';

/** Markdown as a terminal shows it: links by their text, no emphasis, nothing escaped. Lines stay lines. */
export function plainMarkdown(markdown: string): string {
  const plain = markdown
    .replace(/!?\[((?:\\.|[^\]\\\n])*)\]\([^()\s]*\)/g, '$1')
    .replace(/\*\*((?:\\.|[^*\n])+)\*\*/g, '$1')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/&#8203;/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
  return clean(plain);
}
