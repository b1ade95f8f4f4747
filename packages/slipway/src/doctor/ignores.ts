import { compileGlob } from '../actions/index.ts';
import type { Tree } from '../remotes/types.ts';
import type { ConfiguredIgnore } from './config.ts';
import { fingerprint } from './fingerprint.ts';
import type { Finding } from './report.ts';

interface Ignore {
  readonly rules: readonly string[];
  readonly path: string;
  /** Line of the comment; it speaks for itself and for the next line that is no comment. */
  readonly line: number;
  readonly lines: readonly number[];
  readonly reason: string;
  used: boolean;
}

const comment = /#\s*slipway:\s*ignore\[([^\]]*)\](.*)$/;

/** Leaves out what comments and the configuration ignore; an ignore without a reason, or that matches nothing, is a note. */
export function applyIgnores(
  findings: readonly Finding[],
  tree: Tree,
  configured: readonly ConfiguredIgnore[],
  rulesRun: readonly string[],
): Finding[] {
  const paths = new Set([...findings.map((f) => f.location.path), ...tree.list().filter((p) => p.startsWith('.github/workflows/'))]);
  const ignores = [...paths].sort().flatMap((path) => ignoresIn(path, tree.read(path)));
  const usedConfig = new Set<ConfiguredIgnore>();
  const out: Finding[] = [];
  for (const f of findings) {
    const here = ignores.find(
      (i) =>
        i.path === f.location.path &&
        i.reason !== '' &&
        i.rules.includes(f.rule) &&
        i.lines.some((l) => l >= f.location.line && l <= Math.max(f.location.line, Math.min(f.location.endLine, f.location.line))),
    );
    if (here) {
      here.used = true;
      continue;
    }
    const far = configured.find(
      (c) => c.rule === f.rule && (c.path === undefined || c.path === f.location.path || globMatches(c.path, f.location.path)),
    );
    if (far) {
      usedConfig.add(far);
      continue;
    }
    out.push(f);
  }
  for (const i of ignores) {
    if (i.reason === '')
      out.push(
        noteOn(
          i.path,
          i.line,
          'An ignore needs a reason',
          `Write why after the bracket: \`# slipway: ignore[${i.rules.join(', ')}] because …\`. Without a reason it ignores nothing.`,
        ),
      );
    else if (!i.used && i.rules.every((r) => rulesRun.includes(r)))
      out.push(
        noteOn(
          i.path,
          i.line,
          'This ignore matches nothing',
          `No finding of ${i.rules.join(', ')} stands on this line or the next; remove the comment.`,
        ),
      );
  }
  for (const c of configured)
    if (!usedConfig.has(c) && rulesRun.includes(c.rule))
      out.push(
        noteOn(
          'slipway.yaml',
          c.line,
          'This ignore matches nothing',
          `No finding of ${c.rule}${c.path === undefined ? '' : ` stands in ${c.path}`}; remove it.`,
        ),
      );
  return out;
}

function globMatches(pattern: string, path: string): boolean {
  const glob = compileGlob(pattern);
  return 'matches' in glob && glob.matches(path);
}

function ignoresIn(path: string, text: string | undefined): Ignore[] {
  if (text === undefined || !text.includes('slipway:')) return [];
  const lines = text.split(/\r\n|\r|\n/);
  const out: Ignore[] = [];
  lines.forEach((line, index) => {
    const m = comment.exec(line);
    if (!m) return;
    const covered = [index + 1];
    if (/^\s*#/.test(line)) {
      let next = index + 1;
      while (next < lines.length && /^\s*(?:#.*)?$/.test(lines[next]!)) next++;
      covered.push(next + 1);
    }
    out.push({
      rules: (m[1] ?? '')
        .split(',')
        .map((r) => r.trim())
        .filter(Boolean),
      path,
      line: index + 1,
      lines: covered,
      reason: (m[2] ?? '').trim(),
      used: false,
    });
  });
  return out;
}

function noteOn(path: string, line: number, title: string, message: string): Finding {
  return {
    id: fingerprint('unused-ignore', path, title, message),
    rule: 'unused-ignore',
    severity: 'note',
    certainty: 'proven',
    title,
    message,
    location: { path, line, column: 1, endLine: line, endColumn: 1 },
    chain: [],
    assumptions: [],
    needs: [],
    facts: [],
    fixes: [],
  };
}
