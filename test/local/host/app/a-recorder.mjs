// Loaded before the app: writes down what passes between host and SDK, as the recorder on Microsoft's host did.
import { appendFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const core = createRequire(import.meta.url)('@azure/functions-core');
const file = process.env.RECORD_TO;
const plain = (value) =>
  JSON.parse(
    JSON.stringify(value, (key, inner) =>
      inner?.type === 'Buffer' || inner instanceof Uint8Array
        ? { $bytes: (inner.data ?? inner).length, utf8: Buffer.from(inner.data ?? inner).toString() }
        : inner,
    ) ?? 'null',
  );

if (file) {
  const registered = (line) => appendFileSync(`${file}.registered`, `${JSON.stringify(line)}\n`);
  const registerFunction = core.registerFunction;
  core.registerFunction = (metadata, callback) => {
    registered({ kind: 'registerFunction', coreVersion: core.version, hostVersion: core.hostVersion, metadata });
    return registerFunction(metadata, callback);
  };
  const setProgrammingModel = core.setProgrammingModel;
  core.setProgrammingModel = (model) => {
    registered({ kind: 'setProgrammingModel', name: model.name, coreKeys: Object.keys(core) });
    const getInvocationModel = model.getInvocationModel.bind(model);
    model.getInvocationModel = (coreContext) => {
      const invocation = getInvocationModel(coreContext);
      const note = (outcome) =>
        appendFileSync(
          file,
          `${JSON.stringify({ function: coreContext.metadata.name, metadata: plain(coreContext.metadata), request: plain(coreContext.request), ...outcome })}\n`,
        );
      const invokeFunction = invocation.invokeFunction.bind(invocation);
      const getResponse = invocation.getResponse.bind(invocation);
      invocation.invokeFunction = async (...args) => {
        try {
          return await invokeFunction(...args);
        } catch (error) {
          note({ thrown: { name: error.name, message: error.message, stack: error.stack } });
          throw error;
        }
      };
      invocation.getResponse = async (...args) => {
        const response = await getResponse(...args);
        note({ response: plain(response) });
        return response;
      };
      return invocation;
    };
    setProgrammingModel(model);
  };
}
