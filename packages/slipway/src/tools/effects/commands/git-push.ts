import type { Val } from '../../../actions/index.ts';
import { concat, str } from '../../../actions/index.ts';
import type { Deed, GitDeed } from '../../types.ts';
import type { Arguments } from './arguments.ts';
import { CONTENTS, GIT } from './credentials.ts';
import { known, shape } from './words.ts';

/**
 * A push: remote or URL, refspecs as written (`HEAD:main`, `+v1`, `refs/tags/x`; a `tag NAME` pair becomes `refs/tags/NAME`, `--all`
 * becomes `refs/heads/*`) and the flags that send more. A dry run is no deed. `git push` alone has no refspecs: the walk knows the branch.
 */
export function pushDeeds(args: Arguments, base: GitDeed): readonly Deed[] {
  if (args.may('--dry-run', '-n')) return [];
  const [first, ...rest] = args.words;
  const repository = args.value('--repo');
  const remote = first ?? repository;
  const remove = args.given('-d', '--delete') !== false;
  return [
    {
      ...base,
      by: GIT,
      needs: CONTENTS,
      facts: ['tok.persist', 'tok.extraheader'],
      ...(remote ? { remote } : {}),
      refspecs: [...namedTags(rest).filter((one) => known(one) !== ''), ...(args.may('--all', '--branches') ? [str('refs/heads/*')] : [])],
      allTags: args.may('--tags'),
      followTags: args.may('--follow-tags'),
      force: args.may('-f', '--force', '--force-with-lease', '--force-if-includes') || rest.some((one) => shape(one).startsWith('+')),
      mirror: args.may('--mirror'),
      ...(remove ? { remove: true } : {}),
    },
  ];
}

function namedTags(words: readonly Val[]): readonly Val[] {
  const specs: Val[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const next = words[index + 1];
    if (known(words[index]) === 'tag' && next) {
      specs.push(concat(str('refs/tags/'), next));
      index += 1;
    } else specs.push(words[index] as Val);
  }
  return specs;
}
