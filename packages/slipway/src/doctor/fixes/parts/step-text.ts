import type { Step } from '../../../actions/index.ts';

/** A step as it is written, as YAML of an item: indented from column 0, with the comments in it. */
export function stepText({ node }: Step): string {
  const { text } = node.file;
  const column = node.span.start - (text.lastIndexOf('\n', node.span.start - 1) + 1);
  return text
    .slice(node.span.start, node.span.end)
    .replace(new RegExp(`\\n {0,${column}}`, 'g'), '\n')
    .trimEnd();
}
