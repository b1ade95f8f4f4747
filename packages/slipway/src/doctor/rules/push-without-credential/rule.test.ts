import { pageExamples } from '../page-examples.ts';

pageExamples('push-without-credential');
