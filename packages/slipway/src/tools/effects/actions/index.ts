/** The door of the catalogue of actions. One line for each file of the folder; a test holds that none is missing. */

import type { ActionKnowledge } from '../../types.ts';
import { knowledge as actionsCreateRelease } from './actions-create-release.ts';
import { knowledge as appTokens } from './app-tokens.ts';
import { knowledge as changesets } from './changesets.ts';
import { knowledge as checkout } from './checkout.ts';
import { knowledge as crates } from './crates.ts';
import { knowledge as deployments } from './deployments.ts';
import { knowledge as dispatches } from './dispatches.ts';
import { knowledge as dockerImages } from './docker-images.ts';
import { knowledge as dockerMetadata } from './docker-metadata.ts';
import { knowledge as gitPushers } from './git-pushers.ts';
import { knowledge as githubScript } from './github-script.ts';
import { knowledge as goreleaser } from './goreleaser.ts';
import { knowledge as harmless } from './harmless.ts';
import { knowledge as ncipolloReleaseAction } from './ncipollo-release-action.ts';
import { knowledge as npmPackages } from './npm-packages.ts';
import { knowledge as otherRegistries } from './other-registries.ts';
import { knowledge as pages } from './pages.ts';
import { knowledge as pullRequests } from './pull-requests.ts';
import { knowledge as pythonPackages } from './python-packages.ts';
import { knowledge as releasePlease } from './release-please.ts';
import { knowledge as releasePlz } from './release-plz.ts';
import { knowledge as releaseTools } from './release-tools.ts';
import { knowledge as remoteWorkflows } from './remote-workflows.ts';
import { knowledge as rustBinaries } from './rust-binaries.ts';
import { knowledge as scripted } from './scripted.ts';
import { knowledge as semanticRelease } from './semantic-release.ts';
import { knowledge as setupRegistries } from './setup-registries.ts';
import { knowledge as smallReleaseMakers } from './small-release-makers.ts';
import { knowledge as softpropsActionGhRelease } from './softprops-action-gh-release.ts';
import { knowledge as tagMakers } from './tag-makers.ts';
import { knowledge as taps } from './taps.ts';
import { knowledge as tauri } from './tauri.ts';
import { knowledge as versionBumpers } from './version-bumpers.ts';
import { knowledge as wrapped } from './wrapped.ts';

const FILES: readonly (readonly ActionKnowledge[])[] = [
  actionsCreateRelease,
  appTokens,
  changesets,
  checkout,
  crates,
  deployments,
  dispatches,
  dockerImages,
  dockerMetadata,
  gitPushers,
  githubScript,
  goreleaser,
  harmless,
  ncipolloReleaseAction,
  npmPackages,
  otherRegistries,
  pages,
  pullRequests,
  pythonPackages,
  releasePlease,
  releasePlz,
  releaseTools,
  remoteWorkflows,
  rustBinaries,
  scripted,
  semanticRelease,
  smallReleaseMakers,
  softpropsActionGhRelease,
  tagMakers,
  setupRegistries,
  taps,
  tauri,
  versionBumpers,
  wrapped,
];

/** No repository and path is longer. */
const LONGEST_NAME = 500;

let byName: Map<string, ActionKnowledge> | undefined;

function catalogue(): Map<string, ActionKnowledge> {
  if (byName) return byName;
  byName = new Map();
  for (const knowledge of FILES.flat()) {
    for (const name of typeof knowledge.action === 'string' ? [knowledge.action] : knowledge.action) {
      // The first one wins, so that deeds come before harmlessness whatever the order of the files.
      const known = byName.get(name);
      if (known === undefined || (known.harmless && !knowledge.harmless)) byName.set(name, knowledge);
    }
  }
  return byName;
}

/**
 * What is known of an action, or of a reusable workflow of another repository.
 * @param name `owner/repo` or `owner/repo/path`, without the reference, in any case.
 * @returns undefined when nothing is known: then it may do anything with what it is given.
 */
export function actionKnowledge(name: string): ActionKnowledge | undefined {
  if (name.length > LONGEST_NAME) return undefined;
  const all = catalogue();
  const wanted = name.toLowerCase();
  const exact = all.get(wanted);
  if (exact) return exact;
  const segments = wanted.split('/');
  for (let length = segments.length - 1; length >= 2; length -= 1) {
    const found = all.get(`${segments.slice(0, length).join('/')}/*`);
    if (found) return found;
  }
  return undefined;
}

/** Names of all actions that are known, sorted; `owner/repo/*` stands for every path. */
export function knownActions(): readonly string[] {
  return [...catalogue().keys()].sort();
}
