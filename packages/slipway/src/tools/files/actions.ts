import { str, type Val } from '../../actions/index.ts';
import { flag, given, list } from '../effects/actions/build.ts';
import type { ActionCall } from '../types.ts';
import { anythingIn, asDirectory, textOf } from './commands/places.ts';
import { kindOfFile } from './kinds.ts';
import type { ActionFiles, FileDeed } from './types.ts';

/** `actions/upload-artifact` and the forks that keep its inputs. */
const upload: ActionFiles = {
  action: ['actions/upload-artifact', 'christopherhx/gitea-upload-artifact'],
  files(call) {
    const ifNoFiles = textOf(given(call, 'if-no-files-found'));
    return [
      {
        op: 'upload-artifact',
        name: given(call, 'name') ?? str('artifact'),
        paths: list(call.input('path')),
        overwrite: flag(call.input('overwrite'), false),
        includeHidden: flag(call.input('include-hidden-files'), false),
        ifNoFiles: ifNoFiles === 'error' || ifNoFiles === 'ignore' ? ifNoFiles : 'warn',
        major: call.version?.major,
      },
    ];
  },
};

const download: ActionFiles = {
  action: ['actions/download-artifact', 'christopherhx/gitea-download-artifact'],
  files(call) {
    const name = given(call, 'name');
    const pattern = given(call, 'pattern');
    return [
      {
        op: 'download-artifact',
        ...(name === undefined ? {} : { name }),
        ...(pattern === undefined ? {} : { pattern }),
        mergeMultiple: flag(call.input('merge-multiple'), false),
        path: given(call, 'path') ?? str(''),
        major: call.version?.major,
        otherRun: given(call, 'run-id', 'repository') !== undefined,
      },
    ];
  },
};

/** Artifacts of another workflow's run. */
const fromElsewhere: ActionFiles = {
  action: ['dawidd6/action-download-artifact', 'aochmann/actions-download-artifact'],
  files: (call) => [anythingIn(given(call, 'path') ?? str('./'), 'artifacts of another run are downloaded there')],
};

/** Downloads assets of a release. */
const releaseDownloads: ActionFiles = {
  action: ['robinraju/release-downloader', 'dsaltares/fetch-gh-release-asset', 'i3h/download-release-asset', 'blauqs/actions-download-asset'],
  files: (call) => [anythingIn(given(call, 'out-file-path', 'target', 'path') ?? str('./'), 'assets of a release are downloaded there')],
};

/** Builders and packers, with the directory that they write to. */
const builders: readonly (readonly [actions: readonly string[], directory: (call: ActionCall) => Val])[] = [
  [['pypa/cibuildwheel'], (c) => given(c, 'output-dir') ?? str('wheelhouse')],
  [['pyo3/maturin-action', 'messense/maturin-action'], (c) => maturinOut(c)],
  [['hynek/build-and-inspect-python-package'], () => str('dist')],
  [['goreleaser/goreleaser-action'], () => str('dist')],
  [['samuelmeuli/action-electron-builder', 'paneron/action-electron-builder'], () => str('dist')],
  [['tauri-apps/tauri-action'], () => str('src-tauri/target')],
  [
    ['actions-rs/cargo', 'houseabsolute/actions-rust-cross', 'clechasseur/rs-cargo', 'dtolnay/rust-cross'],
    (c) => asDirectory(given(c, 'target-dir') ?? str('target')),
  ],
  [['wangyoucao577/go-release-action', 'rust-build/rust-build.action'], () => str('./')],
  [['snapcore/action-build', 'diddlesnaps/snapcraft-multiarch-action'], () => str('./')],
  [['docker/build-push-action', 'docker/bake-action'], () => str('./')],
  [['anchore/sbom-action', 'anchore/sbom-action/download-syft'], (c) => given(c, 'output-file') ?? str('./')],
  [['orhun/git-cliff-action'], (c) => given(c, 'output') ?? str('git-cliff')],
  [['slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml'], () => str('./')],
];

function maturinOut(call: ActionCall): Val {
  const words = textOf(call.input('args')).split(/\s+/);
  const at = words.findIndex((w) => w === '--out' || w === '-o');
  return str(at < 0 ? 'target/wheels' : (words[at + 1] ?? 'target/wheels'));
}

const builderFiles: readonly ActionFiles[] = builders.map(([action, directory]) => ({
  action,
  files: (call): FileDeed[] => [anythingIn(directory(call), `${call.name} names its files itself`)],
}));

/** Archives by action. */
const archivers: ActionFiles = {
  action: ['thedoctor0/zip-release', 'vimtor/action-zip', 'a7ul/tar-action', 'papeloto/action-zip', 'byteever/action-build-zip'],
  files(call) {
    const path = given(call, 'filename', 'dest', 'outpath', 'file_name');
    return path === undefined
      ? [anythingIn(str('./'), 'an archive whose name is not known')]
      : [{ op: 'make', path, what: kindOfFile(textOf(path)) }];
  },
};

/** They change or bring files, but none of a release. */
const aside: ActionFiles = {
  action: ['actions/checkout', 'swatinem/rust-cache', 'actions/cache', 'actions/cache/restore', 'actions/cache/save'],
  files: () => [],
};

export const actionFileTable: readonly ActionFiles[] = [upload, download, fromElsewhere, releaseDownloads, archivers, aside, ...builderFiles];
