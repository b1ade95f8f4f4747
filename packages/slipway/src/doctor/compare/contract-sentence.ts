import { baseName } from '../../chain/index.ts';
import type { ContractItem } from '../report.ts';
import { listed } from '../wording.ts';
import type { AskedBy, ContractChange } from './types.ts';

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
/** Names that one sentence bears. */
const MOST_NAMES = 2;

/** The rest of a sentence: `removes tool-linux-arm64-musl and renames three assets that install.sh asks for`. */
export function contractSentence({ added, removed, renamed }: ContractChange): string {
  const parts = [
    removed.length === 0 ? '' : `removes ${namesOf(removed.map((r) => r.item))}${askers(removed.flatMap((r) => r.askedBy))}`,
    renamed.length === 0
      ? ''
      : `renames ${renamed.length === 1 ? `${text(renamed[0]!.from)} to ${renamed[0]!.to.name}` : counted(renamed.map((r) => r.from))}${askers(renamed.flatMap((r) => r.askedBy))}`,
    added.length === 0 ? '' : `adds ${namesOf(added)}`,
  ].filter((part) => part !== '');
  return parts.some((part) => part.includes(' and ')) ? parts.join(', and ') : listed(parts);
}

function namesOf(items: readonly ContractItem[]): string {
  return items.length <= MOST_NAMES ? listed(items.map(text)) : counted(items);
}

const text = ({ kind, name }: ContractItem): string => (kind === 'asset' || kind === 'package' ? name : `${kind} ${name}`);

/** `three assets`, `two assets and one image`. */
function counted(items: readonly ContractItem[]): string {
  const kinds = [...new Set(items.map((i) => i.kind))];
  return listed(
    kinds.map((kind) => {
      const n = items.filter((i) => i.kind === kind).length;
      return `${NUMBERS[n] ?? n} ${n === 1 ? kind : plural(kind)}`;
    }),
  );
}

const plural = (kind: string): string => (kind === 'pages' ? 'sites' : `${kind.replace('-', ' ')}s`);

function askers(askedBy: readonly AskedBy[]): string {
  const names = [...new Set(askedBy.map((a) => baseName(a.path)))];
  if (names.length === 0) return '';
  const shown = names.length > 3 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
  return ` that ${listed(shown)} ${names.length === 1 ? 'asks' : 'ask'} for`;
}
