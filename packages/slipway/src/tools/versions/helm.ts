import { textAt } from '../config/documents.ts';
import { found, scalarPlace } from './place.ts';
import type { VersionReader } from './types.ts';

/** Chart.yaml: the chart's own version, and that of the application which it installs. */
export const helm: VersionReader = {
  *read(files) {
    for (const path of [...files.named('Chart.yaml'), ...files.named('Chart.yml')]) {
      const root = files.document(path);
      const name = textAt(root, 'name');
      const publishes = name === undefined ? [] : [{ registry: 'helm' as const, name }];
      yield* found(
        scalarPlace(root, ['version'], { ecosystem: 'helm', name, publishes }),
        scalarPlace(root, ['appVersion'], { ecosystem: 'helm', role: 'plain', name }),
      );
    }
  },
};
