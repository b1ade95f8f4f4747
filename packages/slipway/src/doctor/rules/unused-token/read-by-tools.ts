/**
 * Environment variables that tools read without being told their names. Read from the tools' documentation on 2026-11-20; whole families where a
 * tool takes any name with a prefix.
 */
export const readByTools: readonly RegExp[] = [
  // git, GitHub's command line tool, and everything that asks GitHub.
  /^(?:GITHUB_TOKEN|GH_TOKEN|GH_ENTERPRISE_TOKEN|GITHUB_ENTERPRISE_TOKEN|GITHUB_API_TOKEN|GITHUB_AUTH|GITHUB_OAUTH_TOKEN|GITHUB_ACCESS_TOKEN|GIT_TOKEN|GL_TOKEN|GITLAB_TOKEN|GITEA_TOKEN|BITBUCKET_TOKEN|BB_TOKEN|COMMITTER_TOKEN|TOKEN)$/,
  // JavaScript.
  /^(?:NPM_TOKEN|NODE_AUTH_TOKEN|NPM_AUTH_TOKEN|YARN_NPM_AUTH_TOKEN|BUN_AUTH_TOKEN|NPM_CONFIG_\w+|YARN_\w+|JSR_TOKEN|DENO_\w+|VSCE_\w+|OVSX_\w+)$/i,
  // Rust, Python, Ruby, the JVM, .NET, Elixir, Dart, Go.
  /^(?:CARGO_\w+|CRATES_\w+|RELEASE_PLZ_TOKEN|DIST_\w+|TWINE_\w+|UV_\w+|POETRY_\w+|PDM_\w+|HATCH_\w+|FLIT_\w+|MATURIN_\w+|RYE_\w+|PIP_\w+|PYPI_TOKEN|PYPI_API_TOKEN|CONDA_\w+|ANACONDA_\w+|PREFIX_\w+)$/,
  /^(?:GEM_HOST_\w+|RUBYGEMS_\w+|BUNDLE_\w+|ORG_GRADLE_PROJECT_\w+|GRADLE_\w+|MAVEN_\w+|SONATYPE_\w+|OSSRH_\w+|JRELEASER_\w+|JITPACK_\w+|NUGET_\w+|HEX_\w+|PUB_\w+|GORELEASER_\w+|GOPROXY|GOPRIVATE)$/,
  // Other registries, clouds, signing and reporting services.
  /^(?:HOMEBREW_\w+|SNAPCRAFT_\w+|DOCKER_\w+|DOCKERHUB_\w+|HELM_\w+|CR_\w+|COSIGN_\w+|AWS_\w+|AZURE_\w+|ARM_\w+|GOOGLE_\w+|GCP_\w+|CLOUDFLARE_\w+|CF_\w+|VERCEL_\w+|NETLIFY_\w+|FLY_\w+|HEROKU_\w+|RAILWAY_\w+|RENDER_\w+|FIREBASE_\w+|SURGE_\w+|EXPO_\w+|EAS_\w+|PULUMI_\w+|TF_\w+|VAULT_\w+|OP_\w+|DOPPLER_\w+|INFISICAL_\w+|DIGITALOCEAN_\w+|HCLOUD_\w+)$/,
  /^(?:CODECOV_\w+|COVERALLS_\w+|CC_\w+|SONAR_\w+|SNYK_\w+|SENTRY_\w+|DATADOG_\w+|DD_\w+|SLACK_\w+|DISCORD_\w+|TELEGRAM_\w+|NX_\w+|TURBO_\w+|LERNA_\w+|CHROMATIC_\w+|PERCY_\w+|CYPRESS_\w+|BROWSERSTACK_\w+|SAUCE_\w+|FOSSA_\w+|CROWDIN_\w+|LOKALISE_\w+|TRANSIFEX_\w+|TX_\w+|HF_\w+|HUGGING_\w+|OPENAI_\w+|ANTHROPIC_\w+|CACHIX_\w+|EARTHLY_\w+|DEPOT_\w+|BUF_\w+|BUILDKITE_\w+|APPLE_\w+|FASTLANE_\w+|MATCH_\w+|ALGOLIA_\w+|RENOVATE_\w+|DANGER_\w+|MISE_\w+|AQUA_\w+|STEAM_\w+|MODRINTH_\w+|CURSEFORGE_\w+|CODACY_\w+|SCALINGO_\w+|GITGUARDIAN_\w+|TAURI_\w+)$/,
];
