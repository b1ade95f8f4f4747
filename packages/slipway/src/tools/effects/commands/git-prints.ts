import type { Part, Val } from '../../../actions/index.ts';
import { hole, str, text } from '../../../actions/index.ts';
import type { CommandCall } from '../../types.ts';
import { readArguments } from './arguments.ts';
import { known, shape } from './words.ts';

interface Split {
  readonly name: string | undefined;
  readonly after: readonly Val[];
}

const VERSION: Part = { hole: 'version' };

/**
 * What a git command prints, where it can be said: a commit's hash, the branch, the tag that a pattern admits. The last tag of a repository
 * without a pattern is not known here.
 */
export function gitPrints(call: CommandCall, { name, after }: Split): Val | undefined {
  const args = readArguments(after, {
    valued: ['--match', '--exclude', '--sort', '--format', '--pretty', '-n', '--points-at', '--merged', '--contains'],
  });
  switch (name) {
    case 'describe': {
      if (args.given('--exact-match') && call.event.refType === 'tag') return call.event.refName;
      return args.given('--abbrev') && known(args.value('--abbrev')) !== '0' && args.value('--match') === undefined
        ? undefined
        : byPattern(args.value('--match'));
    }
    case 'tag':
      if (args.value('--points-at') !== undefined || args.given('--points-at') === true) return pointedAt(call, args.words[0]);
      return byPattern(args.words[0]);
    case 'rev-parse':
      if (args.given('--abbrev-ref')) return call.event.refType === 'branch' ? call.event.refName : undefined;
      if (args.given('--show-toplevel')) return undefined;
      return /^(HEAD|\u0000)/.test(shape(args.words[0] ?? str('HEAD'))) ? hole('sha') : undefined;
    case 'branch':
      return args.given('--show-current') && call.event.refType === 'branch' ? call.event.refName : undefined;
    case 'log':
      return fromLog(call, known(args.value('--format', '--pretty')));
    case 'config':
      return known(args.words[0])?.toLowerCase() === 'remote.origin.url' && call.world.slug
        ? str(`https://github.com/${call.world.slug}`)
        : undefined;
    case 'remote':
      return known(args.words[0]) === 'get-url' && call.world.slug ? str(`https://github.com/${call.world.slug}`) : undefined;
    default:
      return undefined;
  }
}

function fromLog(call: CommandCall, format: string | undefined): Val | undefined {
  const plain = format?.replace(/^t?format:/, '');
  if (plain === '%H' || plain === '%h') return hole('sha');
  if (call.event.name !== 'push') return undefined;
  if (plain === '%B') return call.event.message;
  const message = known(call.event.message);
  return plain === '%s' && message !== undefined ? str(message.split('\n')[0] ?? '') : undefined;
}

/** The tag on a commit of a release: the event's own, or one of the usual shape. */
function pointedAt(call: CommandCall, pattern: Val | undefined): Val {
  if (call.event.refType === 'tag') return call.event.refName;
  return byPattern(pattern) ?? text([{ hole: 'any' }, VERSION]);
}

/** A pattern like `v*` or `cli-v[0-9]*` admits tags of its literal prefix and a version. */
function byPattern(pattern: Val | undefined): Val | undefined {
  const written = known(pattern);
  const prefix = written === undefined ? undefined : /^([\w@./-]*?)(?:\*|\[|\?)/.exec(written)?.[1];
  return prefix === undefined || prefix === '' ? undefined : text([prefix, VERSION]);
}
