import { app } from '@azure/functions';
import { HELP_ANSWER } from './help-answer';

/** The least a function app on this host can do: no signature, no parsing, the same answer. What is below it is the SDK's and the host's. */
const jsonBody = HELP_ANSWER;

app.http('floor', { methods: ['POST'], authLevel: 'anonymous', handler: () => ({ jsonBody }) });
