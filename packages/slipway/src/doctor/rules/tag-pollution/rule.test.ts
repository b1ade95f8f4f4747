import { pageExamples } from '../page-examples.ts';

pageExamples('tag-pollution');
