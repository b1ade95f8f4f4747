import { isForUsers, isNotNow, placeOf } from '../context.ts';
import type { Repository } from '../repository.ts';
import type { Claim, Document } from '../types.ts';

/** A stage that documents promise, how they say it, and what any implementation of it would have to name. */
interface Capability {
  readonly name: string;
  readonly said: RegExp;
  readonly done: RegExp;
}

const capabilities: readonly Capability[] = [
  {
    name: 'promotion from one environment to the next',
    said: /\bautomat\w*\s+(?:environment\s+)?promotion\b|\bautomatically promot\w+\b|\bpromot\w+ (?:happens|is|are) automat\w+/i,
    done: /promot/,
  },
  {
    name: 'a rollback that starts by itself',
    said: /\bautomat\w*\s+roll-?\s?back\b|\brolls?\s?back automatically\b|\bautomatically rolls? back\b|\broll-?back automation\b/i,
    done: /roll-?_?\s?back|revert/,
  },
  {
    name: 'signing',
    said: /\b(?:binaries|artifacts?|archives?|assets?|images?|installers?|checksums?|releases?)\b[^.]{0,30}\b(?:are|is|get) (?:automatically |also |digitally |cryptographically )?(?:code-?)?signed\b|\bautomat\w* (?:code )?signing\b|\b(?:are|is) notari[sz]ed\b/i,
    done: /codesign|notar|signtool|signing|cosign|gpg|sigstore|attest|minisign|provenance|sign_|_sign|signature|\bsign\b|signs?:/,
  },
  {
    name: 'an SBOM',
    said: /\bSBOMs?\b[^.]{0,30}\b(?:is|are) (?:automatically )?(?:generated|published|attached|uploaded)\b/i,
    done: /sbom|syft|cyclonedx|spdx/,
  },
  {
    name: 'a message to a chat',
    said: /\b(?:notif\w+|announce\w*|message)\b[^.]{0,30}\b(?:is|are) (?:automatically )?(?:sent|posted)\b[^.]{0,20}\b(?:slack|discord|teams)\b/i,
    done: /slack|discord|teams|webhook/,
  },
];

/** Stages that a document says happen by themselves: something in the tree at least speaks of them. */
export function capabilityClaims(document: Document, repository: Repository): Claim[] {
  if (document.kind !== 'guide' || !repository.releases || repository.otherCi) return [];
  return document.lines.flatMap((line, at): Claim[] => {
    if (line.kind === 'code' || line.kind === 'heading' || /^\s*[-*] \[[ x]\]/i.test(line.text) || isNotNow(line) || isForUsers(document, at))
      return [];
    return capabilities.flatMap(({ name, said, done }): Claim[] => {
      const found = said.exec(line.text);
      if (found === null) return [];
      const claim = { kind: 'capability' as const, at: placeOf(document, line), about: name, text: `"${found[0].trim()}"` };
      if (done.test(repository.deeds())) return [{ ...claim, verdict: 'true', actual: 'something in the automation is for it', impact: '' }];
      if (opaque(repository)) return [{ ...claim, verdict: 'unknown', actual: 'what other repositories do for this one is not known', impact: '' }];
      return [
        {
          ...claim,
          verdict: 'false',
          actual: `no workflow, action or script does anything of ${name}`,
          impact: 'whoever counts on it waits for something that does not come',
        },
      ];
    });
  });
}

/** Part of the release is done by workflows of other repositories. */
function opaque({ analysis }: Repository): boolean {
  return analysis.relevant.some((w) => w.jobs.some((j) => j.uses?.is.kind === 'remote'));
}
