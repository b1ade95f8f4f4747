import { pageExamples } from '../page-examples.ts';

pageExamples('image-tags', { slug: 'octo/tool' });
