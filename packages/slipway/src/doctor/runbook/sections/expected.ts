import { count } from '../../formats/terminal.ts';
import type { ContractItem, ContractStage } from '../../report.ts';
import { capital } from '../../wording.ts';
import { environmentNames } from '../targets.ts';
import type { Material } from '../types.ts';
import { blocks, code, placeCode, plain, table, versioned } from '../words.ts';

const KIND: Readonly<Record<ContractItem['kind'], string>> = {
  tag: 'tag',
  release: 'GitHub release',
  asset: 'release file',
  package: 'package',
  image: 'image',
  tap: 'tap',
  pages: 'site',
  environment: 'deployed',
  'pull-request': 'pull request to',
};

/** What exists when a version is out, stage by stage. */
export function expected({ contract, analysis }: Material): string {
  const stages = contract.stages.filter((stage) => stage.items.length > 0);
  if (stages.length === 0) return '';
  return blocks('## What a version consists of', ...stages.map((stage) => one(stage, stages.length > 1, analysis.world)));
}

function one({ name, gate, items, open }: ContractStage, titled: boolean, world: Material['analysis']['world']): string {
  const kinds = [...new Set(items.map((item) => item.kind))].filter((kind) => kind !== 'asset');
  const rows = kinds.map((kind) => {
    const mine = items.filter((item) => item.kind === kind);
    return [KIND[kind], namesOf(mine, world).map(code).join(', '), placesOf(mine)];
  });
  const assets = items.filter((item) => item.kind === 'asset');
  return blocks(
    titled ? `### ${capital(plain(versioned(name, world)))}` : '',
    gate === undefined ? '' : `Once ${plain(versioned(gate, world))}:`,
    table(['what', 'names', 'made at'], rows),
    assetsOf(assets, world),
    open.length === 0
      ? ''
      : `There may be more files: ${open
          .slice(0, 2)
          .map((text) => plain(versioned(text, world)))
          .join('; ')}${open.length > 2 ? `; ${count(open.length - 2, 'more reason')}` : ''}.`,
  );
}

function namesOf(items: readonly ContractItem[], world: Material['analysis']['world']): string[] {
  return items.flatMap(({ kind, name }) => {
    const text = versioned(name.replace(/^\{any\} /, ''), world);
    return kind === 'environment' ? environmentNames({ name: text }) : [text];
  });
}

function placesOf(items: readonly ContractItem[]): string {
  const places = [...new Set(items.map((item) => placeCode(item.from)))];
  return places.length > 3 ? `${places.slice(0, 2).join(', ')} and ${places.length - 2} more places` : places.join(', ');
}

const BESIDE = ['.sha256', '.sha512', '.sha256sum', '.asc', '.sig', '.minisig', '.sigstore', '.pem'];

/** The files one below the other; checksums and signatures that lie beside a file are said with it. */
function assetsOf(items: readonly ContractItem[], world: Material['analysis']['world']): string {
  if (items.length === 0) return '';
  const names = namesOf(items, world);
  const all = new Set(names);
  const own = names.filter((name) => !BESIDE.some((end) => name.endsWith(end) && all.has(name.slice(0, -end.length))));
  const lines = own.map((name) => [name, ...BESIDE.filter((end) => all.has(`${name}${end}`)).map((end) => `(+ ${end})`)].join('  '));
  return blocks(`${count(names.length, 'release file')}, made at ${placesOf(items)}:`, `\`\`\`text\n${lines.join('\n')}\n\`\`\``);
}
