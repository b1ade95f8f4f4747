import type { Change, Component } from '../types.ts';
import { type NotesOptions, notesData } from './data.ts';
import { fillTemplate } from './template.ts';

/** What is written when the configuration has no template; both styles differ in their sections only. */
const DEFAULT_TEMPLATE = `{{#if breaking}}
### Breaking changes

{{#each breaking}}
- {{#if scope}}**{{scope}}:** {{/if}}{{#if breakingText}}{{breakingText}}{{else}}{{description}}{{/if}} ({{links}})
{{/each}}

{{/if}}
{{#each sections}}
### {{title}}

{{#each changes}}
- {{#if marked}}**Breaking:** {{/if}}{{#if scope}}**{{scope}}:** {{/if}}{{description}}{{#if marked}}{{#if breakingText}} — {{breakingText}}{{/if}}{{/if}} ({{links}})
{{/each}}

{{/each}}
{{#if contributors}}
### Contributors

{{#each contributors}}
- {{#if url}}[{{login}}]({{url}}){{else}}{{name}}{{/if}}{{#if first}} (first contribution{{#if pullRequestUrl}} in [#{{pullRequest}}]({{pullRequestUrl}}){{/if}}){{/if}}
{{/each}}

{{/if}}
{{#if compareUrl}}
[All changes since {{previousVersion}}]({{compareUrl}})
{{/if}}
`;

/**
 * The notes of one version of a component in Markdown, without its heading: breaking changes first, then a section for each title of the
 * configuration. Empty when no change has a place in them and there is nothing else to say. What others wrote is escaped.
 *
 * @param changes those of this component that count, in the order in which they shall stand
 * @throws TemplateError when the configuration has a template that cannot be followed
 */
export function notesOf(component: Component, changes: readonly Change[], options: NotesOptions): string {
  const { template } = options.config;
  const data = notesData(component, changes, options);
  const text = template === undefined ? fillTemplate(DEFAULT_TEMPLATE, data, Number.POSITIVE_INFINITY) : fillTemplate(template, data);
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '');
}

/**
 * Why a template cannot be followed, in one sentence; undefined when it can. It is filled with a release that has something in every field and with
 * an empty one, so that each name in it is looked for.
 */
export function notesTemplateProblem(template: string): string | undefined {
  const commit = { hash: '0'.repeat(40), parents: [], author: { name: 'A', email: '' }, date: 0, message: '' };
  const change: Change = { commit, type: 'feat', scope: 's', description: 'd', footers: [], reverts: [], pullRequest: 1, breaking: 'b' };
  const component = { name: 'c' } as Component;
  const config = { style: 'sections', sections: new Map([['feat', 'F']]), contributors: true, compare: true } as const;
  const empty = { config, version: '1.1.0', tag: 'v1.1.0', from: null, date: '2026-01-01' };
  const contributors = [{ name: 'A', login: 'a', first: true, pullRequest: 1 }];
  const full = { ...empty, from: { version: '1.0.0', tag: 'v1.0.0' }, repository: 'a/b', contributors };
  try {
    fillTemplate(template, notesData(component, [change], full));
    fillTemplate(template, notesData(component, [], empty));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
