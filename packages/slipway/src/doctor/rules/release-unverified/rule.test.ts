import { pageExamples } from '../page-examples.ts';

pageExamples('release-unverified');
