import type { Analysis } from '../../../chain/index.ts';
import type { Draft } from '../../rule.ts';
import { runbooks } from '../../runbooks.ts';

const deletion = /\b(?:delet\w+|remov\w+)\b[^.\n]{0,30}\b(?:tags?|(?:github )?releases?)\b/i;
const installs =
  /\b(?:prevent|stop|block|avoid|halt)(?:s|ing)?\b[^.\n]{0,20}\b(?:new |further |more |any )?(?:installs?|installations?|users? from installing|people from installing|installing|upgrades?)\b|\b(?:unpublish|take back|withdraw|revoke)(?:s|es|ing)?\b[^.\n]{0,30}\b(?:package|crate|version|publication|crates\.io|npm|pypi)\b|\bkeep(?:s|ing)?\b[^.\n]{0,20}\bfrom (?:installing|downloading|upgrading)\b|\bno (?:one|longer)\b[^.\n]{0,20}\binstall/i;

/** How a version is taken back where it was published; registries that most people know come first. */
const withdrawals: Readonly<Record<string, string>> = {
  'crates.io': '`cargo yank` keeps new projects from choosing it; what is in a lock file still builds.',
  npm: '`npm deprecate` warns, `npm dist-tag add` moves `latest` back; `npm unpublish` works for 72 hours only.',
  pypi: 'Yank the release on PyPI: installers then take it only when it is asked for by its exact version.',
};

/** Steps back that a runbook describes with an effect that they do not have. */
export function* effectsOnPaper({ world, targets }: Analysis): Generator<Draft> {
  const registries = [...new Set([...targets.values()].filter((t) => t.kind === 'registry').map((t) => t.id.split(':')[0]!))];
  const registry = Object.keys(withdrawals).find((r) => registries.includes(r)) ?? registries[0];
  if (registry === undefined) return;
  for (const { file, lines } of runbooks(world)) {
    if (!deletion.test(file.text)) continue;
    for (const line of lines) {
      if (
        line.kind === 'code' ||
        line.text.length > 500 ||
        !deletion.test(line.text) ||
        !installs.test(line.text) ||
        /\b(?:not|never|n['’]t)\b/i.test(line.text)
      )
        continue;
      const start = file.lineStart(line.number);
      yield {
        at: file.locate({ start, end: start + line.text.length }),
        severity: 'warning',
        certainty: 'proven',
        title: `Deleting the tag takes nothing back from ${registry}`,
        message:
          `${file.path} says that deleting the tag or the release keeps people from installing the version. ${registry} keeps what was published, and its clients never ask git for a tag: the version is installed as before. ` +
          `On GitHub the release of a deleted tag turns into a draft, which takes its files away from installers that ask for them.`,
        chain: [{ kind: 'destination', text: `${registry} keeps the version`, state: 'holds' }],
        facts: ['rls.delete'],
        key: ['paper', line.text.trim().slice(0, 80)],
        advice: withdrawals[registry] ?? `Withdraw the version at ${registry} itself, or release a fixed one.`,
      };
    }
  }
}
