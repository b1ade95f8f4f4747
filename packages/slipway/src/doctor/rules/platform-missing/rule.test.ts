import { pageExamples } from '../page-examples.ts';

pageExamples('platform-missing');
