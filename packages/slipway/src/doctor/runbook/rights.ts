import type { Effect } from '../../chain/index.ts';

/** Rights of a fine-grained token or an App for an effect, as GitHub's pages call them. */
export function githubRights({ deed }: Effect): string[] {
  switch (deed.kind) {
    case 'tag':
    case 'branch':
    case 'release':
    case 'tap':
      return ['Contents: write'];
    case 'pull-request':
      return ['Contents: write', 'Pull requests: write'];
    case 'dispatch':
      return [deed.act === 'workflow' ? 'Actions: write' : 'Contents: write'];
    default:
      return [];
  }
}
