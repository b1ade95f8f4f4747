import { readChangelog, titleOf } from './changelog.ts';
import type { NotesHeading } from './headings.ts';

const UNRELEASED = /^( {0,3}\[unreleased\]:[ \t]*\S*?\/compare\/)([^\s.]\S*?)(\.{2,3})([^\s.]\S*)[ \t]*$/im;
const REFERENCE = /^ {0,3}\[([^\]\n]+)\]:[ \t]*\S+/gm;

/**
 * The link references at the end of a changelog brought along: "Unreleased" counts from the new tag, and the version gets a reference of its own,
 * before those of the older ones. Files without references of versions stay as they are.
 */
export function withReferences(text: string, heading: NotesHeading, eol: string): string {
  const { references } = readChangelog(text);
  const head = text.slice(0, references);
  const block = text.slice(references);
  const labels = [...block.matchAll(REFERENCE)];
  if (labels.length === 0 || labels.some((one) => one[1] === heading.version)) return text;
  const unreleased = heading.tag === undefined ? null : UNRELEASED.exec(block);
  if (unreleased !== null) {
    const [whole, lead = '', old = '', dots = '', end = ''] = unreleased;
    const link = lead.replace(/\[unreleased\]/i, `[${heading.version}]`) + (heading.previousTag ?? old) + dots + heading.tag;
    return head + block.slice(0, unreleased.index) + lead + heading.tag + dots + end + eol + link + block.slice(unreleased.index + whole.length);
  }
  const first = labels.find((one) => titleOf(one[1] ?? '')?.version !== undefined);
  if (first === undefined || heading.compareUrl === undefined) return text;
  return `${head}${block.slice(0, first.index)}[${heading.version}]: ${heading.compareUrl}${eol}${block.slice(first.index)}`;
}
