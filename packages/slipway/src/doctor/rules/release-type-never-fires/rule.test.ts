import { pageExamples } from '../page-examples.ts';

pageExamples('release-type-never-fires');
