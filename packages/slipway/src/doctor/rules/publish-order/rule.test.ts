import { pageExamples } from '../page-examples.ts';

pageExamples('publish-order');
