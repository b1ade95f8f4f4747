import { pageExamples } from '../page-examples.ts';

pageExamples('registry-auth');
