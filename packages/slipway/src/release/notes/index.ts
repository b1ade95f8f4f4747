export { type ContributorsOptions, contributorsOf } from './contributors.ts';
export { type Contributor, compareUrl, type NotesOptions } from './data.ts';
export { inlineMarkdown } from './escape.ts';
export type { NotesHeading } from './headings.ts';
export { insertNotes, NotesError, notesFor, replaceNotes } from './insert.ts';
export { mergeNotes } from './merge.ts';
export { notesOf, notesTemplateProblem } from './notes.ts';
export { type Mailmap, readMailmap } from './people.ts';
export { TemplateError } from './template.ts';
