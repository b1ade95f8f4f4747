import type { Publisher } from './publisher-table.ts';

/** Programs that upload to the stores of editors, browsers and systems. */
export const STORES: readonly Publisher[] = [
  {
    command: ['vsce'],
    forms: [['publish']],
    registry: 'vscode',
    valued: ['-p', '--pat', '-i', '--packagePath', '-t', '--target', '-m', '--message'],
    options: ['-p', '--pat'],
    env: ['VSCE_PAT'],
    otherwise: 'vsce login or Azure decides',
  },
  {
    command: ['ovsx'],
    forms: [['publish']],
    registry: 'openvsx',
    valued: ['-p', '--pat', '-i', '--packagePath', '-t', '--target', '-r', '--registryUrl'],
    options: ['-p', '--pat'],
    env: ['OVSX_PAT'],
    otherwise: 'ovsx has no OVSX_PAT',
  },
  {
    command: 'snapcraft',
    forms: [['upload'], ['push'], ['release']],
    registry: 'snap',
    valued: ['--release', '--component'],
    env: ['SNAPCRAFT_STORE_CREDENTIALS', 'SNAPCRAFT_TOKEN'],
    otherwise: 'snapcraft login decides',
  },
  {
    command: ['choco', 'chocolatey'],
    forms: [['push']],
    registry: 'choco',
    valued: ['-k', '--api-key', '--apikey', '-s', '--source', '-t'],
    options: ['-k', '--api-key', '--apikey'],
    env: ['CHOCO_API_KEY', 'CHOCOLATEY_API_KEY'],
    otherwise: 'choco apikey decides',
  },
];
