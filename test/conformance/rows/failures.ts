import type { Row } from '../row';
import { firstLine } from './first-line';

const reason = `Activity function 'fail' failed:  failed on purpose: {"n":1} `;

export const failureRows: Row[] = [
  {
    name: 'the failure of an activity, as the SDK throws it',
    source: 'recording orchestration-everything',
    expected: {
      firstLine: reason,
      type: 'System.Exception, System.Private.CoreLib',
      message: ' failed on purpose: {"n":1}',
      innerType: 'Microsoft.Azure.WebJobs.Script.Workers.Rpc.RpcException, Microsoft.Azure.WebJobs.Script',
      remoteMessage: 'failed on purpose: {"n":1}',
      remoteStack: 'TypeError: failed on purpose: {"n":1}',
    },
    run: async (app) => {
      const output: string = await (await app.run('catchesFailure')).output();
      const details = JSON.parse(output.slice(output.indexOf('\n') + 1));
      return {
        firstLine: firstLine(output),
        type: details.$type,
        message: details.Message,
        innerType: details.InnerException.$type,
        remoteMessage: details.InnerException.RemoteMessage,
        remoteStack: firstLine(details.InnerException.RemoteStackTrace),
      };
    },
  },
  {
    name: 'a failure that nobody catches fails the orchestrator, whose output says it',
    source: 'recording orchestration-failing',
    expected: { runtimeStatus: 'Failed', output: `Orchestrator function 'failing' failed: ${reason}` },
    run: async (app) => {
      const { runtimeStatus, output } = await (await app.start('failing')).ended();
      return { runtimeStatus, output: firstLine(output) };
    },
  },
  {
    name: 'an orchestrator that throws has failed',
    source: 'recording orchestration-throwing',
    expected: { runtimeStatus: 'Failed', output: "Orchestrator function 'throwing' failed: orchestrator threw" },
    run: async (app) => {
      const { runtimeStatus, output } = await (await app.start('throwing')).ended();
      return { runtimeStatus, output };
    },
  },
  {
    name: 'the failure of a sub-orchestration, as its parent gets it',
    source: 'recording orchestration-everything',
    expected: { runtimeStatus: 'Completed', caught: `Orchestrator function 'failing' failed: ${reason}` },
    run: async (app) => {
      const { runtimeStatus, output } = await (await app.start('parentOfFailing')).ended();
      return { runtimeStatus, caught: firstLine(output) };
    },
  },
  {
    name: 'code that does not fit its history fails the instance loudly, naming both sides',
    source: 'recording sdk-client-calls (instance nd-…)',
    expected: {
      runtimeStatus: 'Failed',
      output:
        "Non-Deterministic workflow detected: A previous execution of this orchestration scheduled an activity task with sequence number 0 named 'sleep', but the current orchestration replay instead scheduled an activity task named 'echo' with this sequence number.  Was a change made to the orchestrator code after this instance had already started running?",
    },
    run: async (app) => {
      const { runtimeStatus, output } = await (await app.start('changesItsMind')).ended();
      return { runtimeStatus, output };
    },
  },
  {
    name: 'an orchestrator that does not exist can be started, and its instance fails',
    source: 'recordings durable-start-unknown-function, orchestration-unknown',
    expected: {
      runtimeStatus: 'Failed',
      output:
        "Orchestrator function 'noSuch' failed: The function 'noSuch' doesn't exist, is disabled, or is not an orchestrator function.",
    },
    run: async (app) => {
      const { runtimeStatus, output } = await (await app.start('noSuch', 1)).ended();
      return { runtimeStatus, output: withoutKnown(output) };
    },
  },
  {
    name: 'an activity that does not exist fails its orchestrator',
    source: "source of the Durable extension (GetInvalidActivityFunctionMessage) and its test's message",
    expected: {
      runtimeStatus: 'Failed',
      output:
        "Orchestrator function 'callsUnknownActivity' failed: The function 'nowhere' doesn't exist, is disabled, or is not an activity function.",
    },
    run: async (app) => {
      const { runtimeStatus, output } = await (await app.start('callsUnknownActivity')).ended();
      return { runtimeStatus, output: withoutKnown(output) };
    },
  },
];

/** The functions that the host knows stand in no order. */
function withoutKnown(output: unknown): string {
  return String(output).replace(/ Additional info: .*/s, '');
}
