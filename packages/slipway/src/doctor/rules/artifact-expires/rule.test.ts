import { pageExamples } from '../page-examples.ts';

pageExamples('artifact-expires', { slug: 'octo/tool' });
