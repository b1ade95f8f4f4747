import type { CommandCall, CommandKnowledge, CredentialSource, Deed, PackageDeed } from '../../types.ts';
import { readArguments } from './arguments.ts';
import { CONTENTS, fromEnv, GIT, LOCAL } from './credentials.ts';
import { known, shape } from './words.ts';

const SONATYPE = [
  'MAVEN_CENTRAL_TOKEN',
  'MAVEN_CENTRAL_PASSWORD',
  'ORG_GRADLE_PROJECT_mavenCentralPassword',
  'SONATYPE_PASSWORD',
  'SONATYPE_TOKEN',
  'OSSRH_TOKEN',
  'OSSRH_PASSWORD',
  'MAVEN_PASSWORD',
  'MAVEN_GPG_PASSPHRASE',
];

function upload(call: CommandCall, tool: string, registry: PackageDeed['registry'] = 'maven', env: readonly string[] = SONATYPE): PackageDeed {
  const by: CredentialSource = fromEnv(call, env) ?? { how: 'unknown', why: 'settings.xml, gradle.properties or the build decides' };
  return { kind: 'package', registry, names: [], tool, by, needs: [] };
}

function maven(call: CommandCall): readonly Deed[] {
  const args = readArguments(call.words.slice(1), {
    words: true,
    valued: ['-f', '--file', '-s', '--settings', '-P', '-pl', '--projects', '-D', '-T', '-gs'],
  });
  const goals = args.words.map((word) => known(word) ?? '');
  const found: Deed[] = [];
  const release = goals.find((goal) => /release:(prepare|perform|clean)|^release$/.test(goal));
  if (release?.includes('prepare')) {
    const local = { kind: 'git' as const, tool: 'mvn release:prepare', by: LOCAL, needs: [] };
    found.push(
      { ...local, act: 'commit' },
      { ...local, act: 'tag', name: { k: 'unknown', why: 'pom.xml and its properties name the tag' }, annotated: true },
    );
    if (!args.may('-DpushChanges=false'))
      found.push({ kind: 'git', act: 'push', tool: 'mvn release:prepare', by: GIT, needs: CONTENTS, refspecs: [], followTags: true });
  }
  // `-DaltDeploymentRepository=local::file:…` deploys to a folder of the runner.
  const toFolder = call.words.some((word) => /^-DaltDeploymentRepository=.*file:/.test(shape(word)));
  if (
    !toFolder &&
    goals.some((goal) => /^deploy$|deploy:deploy|release:perform|nexus-staging:(deploy|release)|central-publishing:publish/.test(goal))
  )
    found.push(upload(call, `mvn ${goals.find((goal) => /deploy|perform|publish|staging/.test(goal))}`));
  const dry = call.words.some((word) => /^-Djreleaser\.dry\.?run(?:=true)?$/.test(shape(word)));
  if (!dry && goals.some((goal) => /jreleaser:(full-release|release|deploy)/.test(goal))) found.push(...jreleaserDeeds(call, 'full-release'));
  return found;
}

function gradle(call: CommandCall): readonly Deed[] {
  const args = readArguments(call.words.slice(1), {
    words: true,
    valued: ['-p', '-b', '-c', '-I', '--project-dir', '--init-script', '-x', '--exclude-task'],
  });
  if (args.may('-m', '--dry-run')) return [];
  const found: Deed[] = [];
  for (const word of args.words) {
    const task = (known(word) ?? '').split(':').at(-1) ?? '';
    if (/publishPlugins$/.test(task)) found.push(upload(call, `gradle ${task}`, 'other', ['GRADLE_PUBLISH_SECRET']));
    else if (/^publishPlugin$|^patchAndPublishPlugin$/.test(task))
      found.push(upload(call, `gradle ${task}`, 'jetbrains', ['PUBLISH_TOKEN', 'JETBRAINS_TOKEN', 'INTELLIJ_PUBLISH_TOKEN']));
    else if (/ToMavenLocal$|^publishTo.*Local/.test(task)) continue;
    else if (/GitHubPackages/i.test(task))
      found.push({
        ...upload(call, `gradle ${task}`, 'github-packages', ['GITHUB_TOKEN', 'GITHUB_PACKAGES_TOKEN']),
        needs: [{ scope: 'packages', level: 'write' }],
      });
    else if (/^publish|^closeAndRelease|^uploadArchives$|^bintrayUpload$|^artifactoryPublish$/.test(task)) found.push(upload(call, `gradle ${task}`));
    else if (/^jreleaser(FullRelease|Release|Deploy)$/.test(task))
      found.push(...jreleaserDeeds(call, task === 'jreleaserDeploy' ? 'deploy' : 'full-release'));
    else if (/^jib$/.test(task))
      found.push({
        kind: 'image',
        tool: 'gradle jib',
        by: { how: 'unknown', why: "the registry's login decides" },
        needs: [],
        images: [],
        push: true,
      });
  }
  return found;
}

function sbt(call: CommandCall): readonly Deed[] {
  const words = call.words.slice(1).map((word) => known(word) ?? '');
  const task = words.find(
    (word) =>
      /(^|[\s;+/])(ci-release|publishSigned|publish|sonatypeBundleRelease|sonatypeCentralRelease|release|docker:publish|Docker\/publish)\b/.test(
        word,
      ) && !/publishLocal/.test(word),
  );
  if (!task) return [];
  if (/docker/i.test(task))
    return [{ kind: 'image', tool: `sbt ${task}`, by: { how: 'unknown', why: "the registry's login decides" }, needs: [], images: [], push: true }];
  return [upload(call, `sbt ${task}`)];
}

function jreleaserDeeds(call: CommandCall, act: string): readonly Deed[] {
  const by = fromEnv(call, ['JRELEASER_GITHUB_TOKEN']) ?? { how: 'unknown' as const, why: 'its configuration decides' };
  const text = ['jreleaser.yml', 'jreleaser.toml', 'jreleaser.json'].map((path) => call.world.read(path)).find((one) => one !== undefined) ?? '';
  const tag = /^\s*tagName['"]?\s*[:=]\s*['"]?([^'"\n]+)/m.exec(text)?.[1]?.trim();
  const name = (tag ?? 'v{{projectVersion}}').split(/\{\{\s*projectVersion\s*\}\}/).join(call.world.version);
  const found: Deed[] = [];
  if (act === 'full-release' || act === 'release')
    found.push({
      kind: 'release',
      act: 'create',
      tool: `jreleaser ${act}`,
      by,
      needs: CONTENTS,
      tag: /\{\{/.test(name) ? { k: 'unknown', why: 'a template of jreleaser' } : { k: 'str', v: name },
      draft: /^\s*draft['"]?\s*[:=]\s*true/m.test(text),
      prerelease: undefined,
      draftFirst: undefined,
    });
  if (act === 'full-release' || act === 'deploy') found.push({ ...upload(call, `jreleaser ${act}`), certain: undefined });
  return found;
}

function deeds(call: CommandCall): readonly Deed[] {
  const program = known(call.words[0]);
  if (program === 'mvn' || program === 'mvnw' || program === 'mvnd') return maven(call);
  if (program === 'gradle' || program === 'gradlew') return gradle(call);
  if (program === 'sbt' || program === 'sbtn') return sbt(call);
  const args = readArguments(call.words.slice(1), {
    valued: ['-c', '--config-file', '-g', '--git-root-search', '-b', '--basedir', '-P', '--set-property'],
  });
  return args.may('-y', '--dryrun', '--dry-run') ? [] : jreleaserDeeds(call, known(args.words[0]) ?? '');
}

export const jvm: CommandKnowledge = {
  command: ['mvn', 'mvnw', 'mvnd', 'gradle', 'gradlew', 'sbt', 'sbtn', 'jreleaser'],
  source: 'documentation of Maven, Gradle, sbt-ci-release and JReleaser',
  asOf: '2026-11-20',
  deeds,
};
