/** The door to a plan's formats: pure functions from a plan to text. */
export { asked } from './again.ts';
export { type PlanMarkdownOptions, planMarkdown } from './markdown.ts';
export { type PullRequestPreview, pullRequestMarkdown, pullRequestTitle } from './pull-request.ts';
export { firstSentence, nothingSentence, tagCommand } from './shown.ts';
export { type PlanTextOptions, planText } from './text.ts';
