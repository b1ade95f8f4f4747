import { pageExamples } from '../page-examples.ts';

pageExamples('image-build', { slug: 'octo/tool' });
