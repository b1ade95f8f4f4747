import { pageExamples } from '../page-examples.ts';

pageExamples('artifact-handover', { slug: 'octo/tool' });
