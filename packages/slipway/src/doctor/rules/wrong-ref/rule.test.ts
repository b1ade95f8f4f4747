import { pageExamples } from '../page-examples.ts';

pageExamples('wrong-ref');
