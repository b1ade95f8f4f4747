import { pageExamples } from '../page-examples.ts';

pageExamples('secret-missing', { assume: new Map([['NPM_TOKEN', 'missing']]) });
