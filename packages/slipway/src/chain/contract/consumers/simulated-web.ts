import { asText, str, type Val } from '../../../actions/index.ts';
import type { Machine } from './machines.ts';
import type { Published } from './types.ts';

const downloaders = new Set(['curl', 'wget', 'fetch', 'aria2c', 'axel', 'http', 'https', 'xh', 'curlie']);

/** Whether a command fetches an address. */
export const isDownloader = (name: string | undefined): boolean => name !== undefined && downloaders.has(name.slice(name.lastIndexOf('/') + 1));

/**
 * What the programs of a machine print that an installer asks: which machine it is, and what GitHub answers about the latest release. Files that
 * it downloads such an answer to are remembered. Source of the answers' form: GitHub's REST API and its redirect from `releases/latest`.
 */
export class SimulatedWeb {
  readonly #machine: Machine;
  readonly #release: Published;
  readonly #files = new Map<string, string>();
  readonly #reversed: boolean;
  #temporary = 0;

  constructor(machine: Machine, release: Published, reversed: boolean) {
    this.#machine = machine;
    this.#release = release;
    this.#reversed = reversed;
  }

  /** What a pipeline prints; undefined when it is not known here. */
  prints(pipeline: readonly (readonly Val[])[]): Val | undefined {
    const words = (pipeline[0] ?? []).map(asText);
    const name = words[0]?.slice(words[0].lastIndexOf('/') + 1);
    if (pipeline.length > 1) return this.#queried(words, pipeline.at(-1)!.map(asText));
    switch (name) {
      case 'uname':
        return this.#uname(words.slice(1));
      case 'arch':
        return line(this.#machine.hardware);
      case 'dpkg':
        return words[1] === '--print-architecture' && this.#machine.debian !== undefined ? line(this.#machine.debian) : undefined;
      case 'getconf':
        return words[1] === 'LONG_BIT' ? line(/64/.test(this.#machine.hardware) ? '64' : '32') : undefined;
      case 'sysctl':
        return words.includes('sysctl.proc_translated') ? line('0') : undefined;
      case 'mktemp':
        return line(`/tmp/made-${this.#temporary++}`);
      case 'cat': {
        const known = words.length === 2 && words[1] !== undefined ? this.#files.get(words[1]) : undefined;
        return known === undefined ? undefined : str(known);
      }
      default:
        return isDownloader(name) ? this.#fetched(words) : undefined;
    }
  }

  #uname(flags: readonly (string | undefined)[]): Val | undefined {
    if (flags.includes(undefined)) return undefined;
    const asked =
      flags.map((f) => ({ '--kernel-name': 's', '--machine': 'm', '--operating-system': 'o' })[f!] ?? f!.replace(/^-/, '')).join('') || 's';
    if (!/^[smopi]+$/.test(asked)) return undefined;
    const { system, hardware, operating } = this.#machine;
    return line(
      [...'smpio']
        .filter((c) => asked.includes(c))
        .map((c) => (c === 's' ? system : c === 'o' ? operating : hardware))
        .join(' '),
    );
  }

  /** `curl … | jq -r .tag_name`, and the same with `grep -Po` or `awk`. */
  #queried(first: readonly (string | undefined)[], last: readonly (string | undefined)[]): Val | undefined {
    if (!first.some((w) => w !== undefined && answerFor.test(w))) return undefined;
    const program = last.slice(1).find((w) => w !== undefined && !w.startsWith('-')) ?? '';
    const plain = program.replaceAll('"', '');
    if (last[0] === 'jq') return /^\.(?:\[0\]\.?)?(?:tag_name|name)(?:\s*\/\/\s*empty)?$/.test(plain) ? line(this.#tag()) : undefined;
    if (last[0] === 'grep' && /tag_name.*\\K/.test(program)) return line(/v\\K/.test(program) ? this.#release.version : this.#tag());
    if (last[0] === 'awk' && last.some((w) => w === '-F"' || w === '"') && /^\s*\/tag_name\/\s*\{\s*print \$4;?\s*(?:exit;?)?\s*\}\s*$/.test(plain))
      return line(this.#tag());
    return undefined;
  }

  #tag(): string {
    return `${this.#release.prefix}${this.#release.version}`;
  }

  #fetched(words: readonly (string | undefined)[]): Val | undefined {
    const answer = this.#answer(words);
    if (answer === undefined) return undefined;
    const at = words.findIndex((w) => w === '-o' || w === '--output' || w === '-O' || /^-[a-zA-Z]*[oO]$/.test(w ?? ''));
    const file = at < 0 ? undefined : words[at + 1];
    // `curl -O` takes no name; what it then saves is not asked for again.
    if (file === undefined || file === '-' || file.startsWith('http') || /%\{/.test(words.join(' '))) return str(answer);
    this.#files.set(file, answer);
    return str('');
  }

  #answer(words: readonly (string | undefined)[]): string | undefined {
    const found = words.map((w) => (w === undefined ? null : answerFor.exec(w))).find((m) => m !== null && m !== undefined);
    if (found === undefined || found === null) return undefined;
    const repository = found[1]!;
    const tag = this.#tag();
    const page = `https://github.com/${repository}/releases/tag/${tag}`;
    if (found[0].includes('api.github.com')) return this.#api(repository, page);
    const said = words.join(' ');
    if (/%\{(?:url_effective|redirect_url)\}/.test(said)) return page;
    if (/%\{http_code\}/.test(said)) return '200';
    if (/accept:\s*application\/(?:vnd\.github\S*)?json/i.test(said))
      return `{"id":1,"tag_name":"${tag}","update_url":"/${repository}/releases/tag/${tag}"}\n`;
    return `HTTP/2 302\r\nlocation: ${page}\r\n`;
  }

  #api(repository: string, page: string): string {
    const tag = this.#tag();
    const files = [...(this.#release.files ?? [])];
    if (this.#reversed) files.reverse();
    const assets = files.map((name, id) =>
      [
        '    {',
        `      "id": ${id + 1},`,
        `      "name": "${name}",`,
        '      "state": "uploaded",',
        `      "browser_download_url": "https://github.com/${repository}/releases/download/${tag}/${name}"`,
        `    }${id === files.length - 1 ? '' : ','}`,
      ].join('\n'),
    );
    return [
      '{',
      `  "html_url": "${page}",`,
      '  "id": 1,',
      `  "tag_name": "${tag}",`,
      `  "name": "${tag}",`,
      '  "draft": false,',
      '  "prerelease": false,',
      '  "assets": [',
      ...assets,
      '  ]',
      '}',
      '',
    ].join('\n');
  }
}

const answerFor = /^https?:\/\/(?:api\.github\.com\/repos|github\.com)\/([^/\s]+\/[^/\s]+)\/releases(?:\/latest)?\/?(?:\?\S*)?$/;

const line = (text: string): Val => str(`${text}\n`);
