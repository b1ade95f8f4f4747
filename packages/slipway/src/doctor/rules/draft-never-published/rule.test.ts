import { pageExamples } from '../page-examples.ts';

pageExamples('draft-never-published');
