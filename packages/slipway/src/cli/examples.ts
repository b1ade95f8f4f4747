/** What the help of each command shows: how it is used. */
export const EXAMPLES = `
Examples:
  slipway doctor                              audit this repository
  slipway doctor ../app owner/name            audit a folder and a repository on GitHub
  slipway doctor --git-dir repo.git --rev v2  audit a revision without checking it out
  slipway doctor --format sarif > out.sarif   for code scanning
  slipway doctor --format html > audit.html   a page to read, print or hand on
  slipway fix --plan                          mend what stops a release, step by step
  slipway trace push --tag v1.2.3             what a person's tag starts
  slipway timeline                            since when it is broken, and what mended it
  slipway test                                play what slipway.yaml expects of a release
  slipway credentials                         each secret, and what dies without it
  slipway contract                            what a release must consist of
  slipway docs check                          hold the documents against the workflows
  slipway docs write                          write the release runbook from the workflows
  slipway init                                write the release configuration that there already is
  slipway config check                        mistakes in slipway.yaml, with their places
  slipway plan                                what would be released, as which version, and why
  slipway notes                               the notes of the next release, or of any other
  slipway prepare                             make the plan a pull request, or a local commit
  slipway tag                                 tag what was prepared, after proving what it starts
  slipway explain token-cannot-trigger        what a rule means, and what to do

Exit codes: 0 done, 1 findings at or above --fail-on, 2 wrong usage or input, 10 nothing to release,
30 waiting, 40 incomplete or not known, 50 something outside failed, 70 a defect of Slipway.`;

export const DOCTOR_EXAMPLES = `
Examples:
  slipway doctor
  slipway doctor services/api services/web --jsonl
  slipway doctor owner/name
  slipway doctor --fail-on warning --skip missing-concurrency
  slipway doctor --assume RELEASE_TOKEN=missing
  slipway doctor --base origin/main...
  slipway doctor --forecast 180
  slipway doctor --git-dir /srv/app.git --rev main --repo owner/app --format json`;

export const FIX_EXAMPLES = `
Every way is walked before it is offered: the finding is gone, its destinations are reached, nothing new
stands. Nothing is written without --write.

Examples:
  slipway fix                                   each finding, with the ways to mend it
  slipway fix --plan                            everything that stops a release, in order
  slipway fix --finding 4f2c9a17 --fix dispatch --write
  slipway fix --rule missing-permission --patch | git apply
  slipway fix --plan --pr                       a pull request with the proof as its text
  slipway fix --interactive                     choose, finding by finding
  slipway fix --revert 0a1b2c3d4e               take a written fix back`;

export const TRACE_EXAMPLES = `
Events:
  push --tag TAG | push --branch BRANCH     a tag or a branch is pushed
  merge                                     a pull request is merged
  dispatch FILE [-f KEY=VALUE ...]          a workflow is started by hand
  release ACTIVITY [--tag TAG]              published, released, prereleased, created, ...
  schedule                                  the clock

Examples:
  slipway trace push --tag v1.2.3
  slipway trace push --tag v1.2.3 --as github-token
  slipway trace dispatch release.yml -f version=1.2.3
  slipway trace release published --expect npm:my-package`;

export const TEST_EXAMPLES = `
Expectations stand under \`tests:\` in slipway.yaml, as sentences or as maps:
  - tag v1.2.3 by github-token reaches npm and 7 assets
  - rc never reaches environment production
  - RELEASE_TOKEN missing fails loudly

Examples:
  slipway test                            play them: exit code 1 when one fails
  slipway test --strict                   also when one is not decided
  slipway test --format junit > out.xml   for the reports of continuous integration
  slipway test --init >> slipway.yaml     propose what holds today`;

export const CREDENTIALS_EXAMPLES = `
Examples:
  slipway credentials
  slipway credentials owner/name --format json
  slipway credentials --git-dir repo.git --rev v2 --repo owner/name`;

export const TIMELINE_EXAMPLES = `
Looks at commits that touched workflows or the configuration of releases, along first parents; each is
judged for its own day.

Examples:
  slipway timeline
  slipway timeline --since 2025-01-01
  slipway timeline --since v2.0.0 --limit 100 --format json
  slipway timeline --git-dir /srv/app.git --rev main --repo owner/app`;

export const CONTRACT_EXAMPLES = `
Examples:
  slipway contract
  slipway contract --channel rc --format json
  slipway contract --write                    release.contract.json, to be committed
  slipway contract --check                    in CI: what a change removes and renames
  slipway contract --git-dir repo.git --rev v2 --repo owner/name`;

export const DOCS_CHECK_EXAMPLES = `
Reads release guides, READMEs, runbooks and the instruction files of agents. Exit code 1 when
something that they say is not so.

Examples:
  slipway docs check                      what is documented and is not so
  slipway docs check --all                every claim, also those that are true
  slipway docs check --format markdown    a table: documented, actual, impact
  slipway docs check --git-dir repo.git --rev v2 --repo owner/name`;

export const DOCS_WRITE_EXAMPLES = `
Sections stand between <!-- slipway:begin ID --> and <!-- slipway:end ID -->; everything else in the
document stays as it is.

Examples:
  slipway docs write                      docs/RELEASE.md of this repository
  slipway docs write --file RELEASING.md
  slipway docs write --check              print what would change, exit with 1 when something would
  slipway docs write --state              docs/RELEASE_STATE.md: what holds, and what documents say`;
