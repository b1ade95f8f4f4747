import { str } from '../../../actions/index.ts';
import { publishableNames } from '../../config/index.ts';
import type { ActionCall, ActionKnowledge, CredentialSource, Deed, Registry } from '../../types.ts';
import { BY_OIDC, credential, flag, given, ID_TOKEN, known, plain } from './build.ts';

const AS_OF = '2026-03-01';

function registryOf(url: string | undefined): Registry {
  if (url === undefined || url === '') return 'pypi';
  if (/test\.pypi\.org/.test(url)) return 'testpypi';
  return /(^|\.|\/)pypi\.org/.test(url) ? 'pypi' : 'other';
}

function upload(call: ActionCall, registry: Registry, by: CredentialSource, directory?: string): Deed {
  const names = registry === 'pypi' || registry === 'testpypi' ? publishableNames(call.world, 'pypi') : [];
  return {
    kind: 'package',
    registry,
    names: names.length === 1 ? names : [],
    tool: call.name,
    by,
    needs: by.how === 'oidc' ? ID_TOKEN : [],
    directory,
  };
}

/** A password, or trusted publishing when none is given. */
function pypaPublish(call: ActionCall): readonly Deed[] {
  const url = given(call, 'repository-url', 'repository_url');
  const registry = url !== undefined && plain(url) === undefined ? 'pypi' : registryOf(plain(url));
  const password = credential(call, { inputs: ['password'] });
  const emptied = call.input('password') !== undefined && password.how === 'none';
  return [upload(call, registry, password.how === 'token' ? password : emptied ? { how: 'none', why: 'input password is empty' } : BY_OIDC)];
}

/** Builds, unless its command is `upload` or `publish`. */
function maturin(call: ActionCall): readonly Deed[] {
  const command = plain(call.input('command') ?? str('build'));
  if (command !== 'upload' && command !== 'publish') return [];
  const found = credential(call, { env: ['MATURIN_PYPI_TOKEN', 'MATURIN_PASSWORD'] });
  const repository = plain(call.env('MATURIN_REPOSITORY'));
  return [
    upload(call, repository === 'testpypi' ? 'testpypi' : 'pypi', found.how === 'token' ? found : BY_OIDC, plain(given(call, 'working-directory'))),
  ];
}

function poetry(call: ActionCall): readonly Deed[] {
  const url = plain(given(call, 'repository_url', 'PUBLISH_REGISTRY'));
  return [
    upload(
      call,
      registryOf(url),
      credential(call, { inputs: ['pypi_token', 'PYPI_TOKEN', 'ACCESS_TOKEN', 'PUBLISH_REGISTRY_PASSWORD', 'repository_password'] }),
    ),
  ];
}

function deployPypi(call: ActionCall): readonly Deed[] {
  const uploads = flag(call.input('upload'), true);
  if (uploads === false) return [];
  return [{ ...upload(call, 'pypi', credential(call, { inputs: ['password'] })), certain: uploads === true ? true : undefined }];
}

export const knowledge: readonly ActionKnowledge[] = [
  known('pypa/gh-action-pypi-publish', 'https://github.com/pypa/gh-action-pypi-publish action.yml and README.md, v1.4 to v1.13', AS_OF, pypaPublish),
  known(['pyo3/maturin-action', 'messense/maturin-action'], 'https://github.com/PyO3/maturin-action README.md', AS_OF, maturin),
  known(['jrubics/poetry-publish', 'code-specialist/pypi-poetry-publish'], 'https://github.com/JRubics/poetry-publish README.md', AS_OF, poetry),
  known('casperdcl/deploy-pypi', 'https://github.com/casperdcl/deploy-pypi README.md', AS_OF, deployPypi),
];
