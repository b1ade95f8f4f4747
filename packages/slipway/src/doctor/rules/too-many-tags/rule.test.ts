import { pageExamples } from '../page-examples.ts';

pageExamples('too-many-tags');
