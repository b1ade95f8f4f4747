import type { Analysis } from '../../../chain/index.ts';
import { type SourceFile, sourceFile } from '../../../source/index.ts';
import { isAside, isDocument, isRecord } from '../../../tools/index.ts';
import type { Draft } from '../../rule.ts';
import { retention, usualDays } from './retention.ts';

const installer = /(?:^|\/)[^/]*(?:install|setup|bootstrap|download|update)[^/]*\.(?:sh|bash|ps1)$/i;
const mostRead = 60;
const mostLetters = 300_000;
const mostSaid = 5;

/** Things in a text that are there only as long as an artifact is kept. */
const marks: readonly { readonly find: RegExp; readonly fixed: boolean; readonly what: string }[] = [
  {
    find: /github\.com\/([\w.-]+\/[\w.-]+)\/(?:actions\/runs\/\d+(?:\/attempts\/\d+)?|suites\/\d+)\/artifacts\/\d+/g,
    fixed: true,
    what: 'a link to an artifact of one run',
  },
  {
    find: /nightly\.link\/([\w.-]+\/[\w.-]+)\/(?:actions\/(?:runs|artifacts)|suites)\/\d+[\w/.-]*/g,
    fixed: true,
    what: 'a link to an artifact of one run',
  },
  { find: /\bgh\s+run\s+download\s+(?:-R\s+\S+\s+|--repo[= ]\S+\s+)?\d{6,}\b/g, fixed: true, what: 'a download from one run' },
  { find: /nightly\.link\/([\w.-]+\/[\w.-]+)\/workflows\/([\w.-]+)[\w/.-]*/g, fixed: false, what: 'a link to the artifact of the latest run' },
];
const mayMatter = /\/artifacts\/\d|nightly\.link\/|gh\s+run\s+download/;

/** Documents and installers that send their readers to an artifact of a run. */
export function* writtenDrafts({ world }: Analysis): Generator<Draft> {
  const paths = world.tree.list().filter((p) => (isDocument(p) || installer.test(p)) && !isAside(p) && !isRecord(p));
  const near = paths.map((path) => ({ path, depth: path.split('/').length })).sort((a, b) => a.depth - b.depth);
  let said = 0;
  world.tree.prefetch?.(near.slice(0, mostRead).map(({ path }) => path));
  for (const { path } of near.slice(0, mostRead)) {
    const text = world.tree.read(path);
    if (text === undefined || text.length > mostLetters || !mayMatter.test(text)) continue;
    const file = sourceFile(path, text);
    for (const { find, fixed, what } of marks)
      for (const found of text.matchAll(find)) {
        const repository = found[1];
        // What others keep is theirs to say.
        if (repository !== undefined && /^[\w.-]+\/[\w.-]+$/.test(repository) && repository.toLowerCase() !== world.slug?.toLowerCase()) continue;
        if (said++ >= mostSaid) return;
        const workflow = fixed || found[2] === undefined ? undefined : /\.ya?ml$/.test(found[2]) ? found[2] : `${found[2]}.yml`;
        yield draftOf(file, found.index, found[0], what, fixed, retention(world, undefined, workflow));
      }
    if (installer.test(path)) {
      const found = /^[^#\n]*?\bgh\s+run\s+download\b(?!\s+\d{6})/m.exec(text);
      if (found && said++ < mostSaid) {
        const start = text.indexOf('gh', found.index + found[0].search(/\bgh\s+run\s+download/));
        yield draftOf(file, start, 'gh run download', 'a download of artifacts', false, retention(world), true);
      }
    }
  }
}

function draftOf(file: SourceFile, start: number, text: string, what: string, fixed: boolean, days: number, installs = false): Draft {
  const at = file.locate({ start, end: start + text.length });
  return {
    at,
    severity: fixed || installs ? 'warning' : 'note',
    certainty: fixed ? 'proven' : 'likely',
    title: fixed ? `This leads nowhere ${days} days after that run` : `This works for ${days} days after the last run`,
    message: `\`${text.length > 90 ? `${text.slice(0, 87)}…` : text}\` is ${what}. GitHub deletes artifacts ${days === usualDays ? `after ${days} days, or earlier where a repository says so` : `of this workflow after ${days} days (\`retention-days\`)`}, and gives them to nobody who is not logged in. ${fixed ? 'The run does not come again' : 'When nothing runs for so long'}, and whoever follows ${file.path} finds nothing.`,
    facts: ['art.ret'],
    key: [text],
    advice: 'Upload the file to a release (a rolling one such as `nightly` serves for development builds), and link to that.',
  };
}
