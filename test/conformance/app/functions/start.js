const { app } = require('@azure/functions');
const df = require('durable-functions');

/** Answers with the management URLs, by which the suite does all the rest; or with what the SDK threw. */
app.http('start', {
  methods: ['POST'],
  authLevel: 'function',
  route: 'start/{name}/{id}',
  extraInputs: [df.input.durableClient()],
  handler: async (request, context) => {
    const client = df.getClient(context);
    const { name, id } = request.params;
    const body = await request.text();
    try {
      await client.startNew(name, { instanceId: id, input: body === '' ? undefined : JSON.parse(body) });
    } catch (error) {
      return { status: 400, jsonBody: { error: error.message } };
    }
    return client.createCheckStatusResponse(request, id);
  },
});
