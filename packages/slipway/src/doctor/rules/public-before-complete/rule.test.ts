import { pageExamples } from '../page-examples.ts';

pageExamples('public-before-complete', { slug: 'acme/tool' });
