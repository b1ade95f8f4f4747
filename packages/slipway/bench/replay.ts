import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openGitDir, openHistory } from '../src/remotes/index.ts';
import { eventsOf } from './replay/events.ts';
import { judge, type Row } from './replay/judge.ts';

const { values } = parseArgs({
  options: {
    mirrors: { type: 'string' },
    repos: { type: 'string' },
    last: { type: 'string', default: '20' },
    json: { type: 'string' },
    show: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help || values.mirrors === undefined) {
  process.stderr.write(
    [
      'npm run bench:replay -- --mirrors DIR [--repos FILE|LIST] [--last N] [--json FILE] [--show]',
      '  --mirrors DIR  repositories as git directories, DIR/<owner>+<name>/repo',
      '  --repos        owner/name, separated by commas, or a file with one on each line; all that are there when not given',
      '  --last N       so many releases of each, the newest (default 20); a release is all tags of one commit',
      '  --json FILE    what became of each tag, with the reasons of the plan',
      '  --show         each tag that the plan would have called otherwise',
      '',
    ].join('\n'),
  );
  process.exit(values.help ? 0 : 2);
}

const { mirrors } = values;
const rows: Row[] = [];
const more: { repository: string; tags: readonly string[] }[] = [];
const failed: string[] = [];
for (const repository of repositories()) {
  const gitDir = join(mirrors, repository.replace('/', '+'), 'repo');
  try {
    const [history, tree] = await Promise.all([openHistory({ gitDir }), openGitDir(gitDir, 'HEAD')]);
    const own: Row[] = [];
    for (const event of eventsOf(gitDir, history, Number(values.last))) {
      const judged = await judge(repository, gitDir, history, event, tree.git?.defaultBranch).catch((error: unknown) => {
        failed.push(`${repository} at ${event.commit.slice(0, 10)}: ${error instanceof Error ? error.message : String(error)}`);
        return { rows: [], more: [] };
      });
      own.push(...judged.rows);
      if (judged.more.length > 0) more.push({ repository, tags: judged.more });
    }
    rows.push(...own);
    print(repository, own);
  } catch (error) {
    failed.push(`${repository}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
}
for (const driver of [...new Set(rows.map((row) => row.driver))].sort())
  print(
    `[${driver}]`,
    rows.filter((row) => row.driver === driver),
  );
print('[all]', rows);
for (const one of failed) process.stdout.write(`failed  ${one}\n`);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ rows, more, failed }, null, 1)}\n`);
process.exitCode = rows.length === 0 || failed.length > 0 ? 1 : 0;

function repositories(): readonly string[] {
  const given = values.repos;
  if (given === undefined) return readdirSync(mirrors!).map((folder) => folder.replace('+', '/'));
  const text = existsSync(given) ? readFileSync(given, 'utf8') : given;
  return text.split(/[\s,]+/).filter((name) => name !== '');
}

function print(title: string, some: readonly Row[]): void {
  const agreed = some.filter((row) => row.planned === row.tag).length;
  const loud = some.filter((row) => row.quietAfter === false).length;
  const share = some.length === 0 ? '-' : `${((100 * agreed) / some.length).toFixed(1)} %`;
  const drivers = [...new Set(some.map((row) => row.driver))].join(', ');
  process.stdout.write(`${title.padEnd(44)}${`${agreed}/${some.length}`.padStart(9)}${share.padStart(9)}  loud after ${loud}  ${drivers}\n`);
  if (!values.show || title.startsWith('[')) return;
  for (const row of some)
    if (row.planned !== row.tag || row.quietAfter === false)
      process.stdout.write(
        `  ${row.tag} ${row.date} at ${row.before}: ${row.planned ?? 'nothing'} (from ${row.from})${row.quietAfter === false ? ' LOUD AFTER' : ''}\n      ${row.why.join(' | ').slice(0, 400)}\n${row.raised
          .slice(0, 4)
          .map((one) => `        ${one}\n`)
          .join('')}`,
      );
}
