import { pageExamples } from '../page-examples.ts';

pageExamples('workflow-run-never-fires');
