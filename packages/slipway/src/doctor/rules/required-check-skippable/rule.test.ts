import { pageExamples } from '../page-examples.ts';

pageExamples('required-check-skippable');
