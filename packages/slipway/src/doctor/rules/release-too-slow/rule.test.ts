import { pageExamples } from '../page-examples.ts';

pageExamples('release-too-slow');
