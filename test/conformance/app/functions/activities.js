const df = require('durable-functions');

df.app.activity('echo', { handler: (input) => input });
df.app.activity('fail', {
  handler: (input) => {
    throw new TypeError(`failed on purpose: ${JSON.stringify(input)}`);
  },
});
df.app.activity('sleep', {
  handler: async (ms) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    return ms;
  },
});
