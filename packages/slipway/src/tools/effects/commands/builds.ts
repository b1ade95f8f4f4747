import type { CommandCall, CommandKnowledge, Deed } from '../../types.ts';
import { LOCAL } from './credentials.ts';
import { resolve } from './words.ts';

/** Builds whose version comes from git: without tags they build `0.1.dev1` instead of failing. */
function deeds(call: CommandCall): readonly Deed[] {
  if (call.cwd === undefined) return [];
  const read = (file: string) => call.world.read(resolve(call.cwd, file) ?? file) ?? '';
  const project = read('pyproject.toml').slice(0, 50_000);
  const uses =
    /setuptools[_-]scm|hatch-vcs|poetry-dynamic-versioning|uv-dynamic-versioning|versioningit|pdm-?scm|dunamai|versioneer/.exec(project)?.[0] ??
    /use_scm_version/.exec(read('setup.py').slice(0, 50_000))?.[0];
  if (!uses) return [];
  return [
    { kind: 'history', tool: uses, by: LOCAL, needs: [], wants: 'tags', why: `${uses} takes the version from the last tag`, facts: ['tok.fetch'] },
  ];
}

export const builds: CommandKnowledge = {
  command: ['pyproject-build', 'cibuildwheel'],
  source: 'documentation of setuptools-scm, hatch-vcs and their kin',
  asOf: '2026-11-20',
  deeds,
};
