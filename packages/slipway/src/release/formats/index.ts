/** The door to a plan's formats: pure functions from a plan to text. */
export { type PlanMarkdownOptions, planMarkdown } from './markdown.ts';
export { type PullRequestPreview, pullRequestMarkdown, pullRequestTitle } from './pull-request.ts';
export { firstSentence, nothingSentence } from './shown.ts';
export { type PlanTextOptions, planText } from './text.ts';
