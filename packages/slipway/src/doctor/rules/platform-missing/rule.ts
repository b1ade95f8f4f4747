import { asksVersion, type Consumer, type Promises, type PublishedFile, promisesOf, shownName, type Want } from '../../../chain/index.ts';
import { platformOf } from '../../../tools/index.ts';
import { type Asked, askedOf, consumerText, isMissing, machineText, quoted, requestChain, sibling } from '../../asked-files.ts';
import type { Draft, Rule } from '../../rule.ts';
import { formulas } from './formulas.ts';
import { commentedLeg } from './legs.ts';
import type { PlatformSubject } from './subject.ts';
import { updaters } from './updaters.ts';

export const rule: Rule = {
  id: 'platform-missing',
  group: 'assets',
  severity: 'error',
  title: 'A promised platform that no job builds',
  *check(analysis) {
    const promises = promisesOf(analysis);
    yield* updaters(analysis);
    yield* formulas(promises, analysis);
    if (!promises.closed) return;
    for (const consumer of promises.consumers) {
      const draft =
        unbuilt(
          consumer,
          promises,
          analysis.world.workflows.map((w) => w.file),
        ) ?? wrongMachine(consumer, promises, (path) => analysis.world.tree.read(path));
      if (draft !== undefined) yield draft;
    }
  },
};

/** A name that the release has for other machines, and not for this one. */
function unbuilt(consumer: Consumer, promises: Promises, workflows: Parameters<typeof commentedLeg>[1]): Draft | undefined {
  const lost = askedOf(consumer).flatMap((a): { asked: Asked; want: Want }[] => {
    if (!isMissing(a.files, promises) || !a.files.every(asksVersion)) return [];
    const want = a.files.find((w) => sibling(w, promises) !== undefined);
    return want === undefined ? [] : [{ asked: a, want }];
  });
  const [first] = lost;
  if (first === undefined) return undefined;
  const other = sibling(first.want, promises)!;
  const names = [...new Set(lost.map(({ want }) => shownName(want.names[0]!)))];
  const machines = [
    ...new Set(lost.map(({ asked, want }) => machineText(asked.platform ?? platformOf(shownName(want.names[0]!)))).filter((t) => t !== '')),
  ];
  const isRead = consumer.kind === 'installer' || consumer.kind === 'package';
  const who = consumerText(consumer);
  const leg = commentedLeg(first.want, workflows);
  return {
    at: first.want.at,
    severity: isRead && !consumer.fallback ? 'error' : 'warning',
    certainty: isRead ? 'proven' : 'likely',
    title: `No job builds ${names.length === 1 ? `\`${names[0]}\`` : `what is promised for ${machines.slice(0, 3).join(' and ')}`}`,
    message: `${who} ${consumer.kind === 'document' ? 'offers' : 'asks for'} ${quoted(names)}${machines.length === 0 ? '' : ` for ${machines.slice(0, 4).join(', ')}`}, and no job uploads ${names.length === 1 ? 'it' : 'them'}: the release has \`${shownName(other.name)}\` for other machines only${leg === undefined ? '' : `, and the leg of the matrix is commented out at \`${leg.path}:${leg.line}\``}. The download answers 404.`,
    chain: [
      ...requestChain(first.want, other),
      ...(leg === undefined
        ? []
        : [{ kind: 'job' as const, text: 'the leg that would build it is commented out', location: leg, state: 'cut' as const }]),
    ],
    key: [consumer.kind, ...names.slice(0, 4)],
    subject: { kind: 'unbuilt', wants: lost.map((l) => l.want), consumer, sibling: other, leg } satisfies PlatformSubject,
    advice: 'Build and upload it, or let the script say that this machine is not supported.',
  };
}

/** An installer that knows a machine and gives it a program that is for another one. macOS and Windows carry out programs for amd64 on arm64. */
function wrongMachine(consumer: Consumer, promises: Promises, read: (path: string) => string | undefined): Draft | undefined {
  if (consumer.kind !== 'installer' && consumer.kind !== 'package') return undefined;
  for (const asked of askedOf(consumer)) {
    const { platform } = asked;
    if (platform?.os !== 'linux' || platform.arch === undefined || asked.files.length === 0 || isMissing(asked.files, promises)) continue;
    const given = asked.files.map((w) => ({ want: w, arch: w.names.map((n) => platformOf(shownName(n))?.arch) }));
    const isOther = (arch: string | undefined): boolean => arch !== undefined && arch !== 'universal' && !runsOn(arch, platform.arch!);
    if (!given.every(({ arch }) => arch.every(isOther))) continue;
    if (!knows[platform.arch]?.test(read(consumer.at.path) ?? '')) continue;
    const { want, arch } = given[0]!;
    const name = shownName(want.names[0]!);
    return {
      at: want.at,
      certainty: 'proven',
      title: `${machineText(platform)} gets a program for ${arch[0]}`,
      message: `${consumerText(consumer)} takes note of ${platform.arch} and downloads \`${name}\` on ${machineText(platform)} all the same. That is a program for ${arch[0]}: it is installed, and cannot be carried out. ${has(promises, platform.arch)}`,
      chain: requestChain(
        want,
        promises.files.find((f) => shownName(f.name) === name),
      ),
      key: ['machine', platform.arch, name],
      subject: {
        kind: 'machine',
        want,
        platform,
        given: promises.files.find((f) => shownName(f.name) === name),
        built: builtFor(promises, platform.arch),
      } satisfies PlatformSubject,
      advice: `Build for ${platform.arch}, or end the script with an error on ${machineText(platform)}.`,
    };
  }
  return undefined;
}

const knows: Readonly<Record<string, RegExp>> = { arm64: /aarch64|arm64/, armv7: /armv7|armhf/, '386': /i[36]86/ };

/** Whether a processor carries out programs for another one. */
const runsOn = (program: string, machine: string): boolean =>
  program === machine ||
  (machine === 'amd64' && program === '386') ||
  (machine.startsWith('arm') && program === 'arm' && machine !== 'arm64') ||
  (machine === 'armv7' && program.startsWith('armv'));

const builtFor = (promises: Promises, arch: string): PublishedFile | undefined =>
  promises.files.find((f) => f.asset.platform?.os === 'linux' && f.asset.platform.arch === arch && f.asset.what !== 'checksum');

function has(promises: Promises, arch: string): string {
  const found = builtFor(promises, arch);
  return found === undefined ? `No job builds for Linux on ${arch}.` : `The release has \`${shownName(found.name)}\` for it.`;
}
