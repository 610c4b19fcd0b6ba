/**
 * How Microsoft's host words a failure (recordings orchestration-failing, orchestration-everything, crash-worker-kill). Callers see
 * these texts in `error.message`, so the embedded host writes the same, .NET stack traces and all.
 */
const hostStack = [
  'WorkerFunctionInvoker.InvokeCore(Object[] parameters, FunctionInvocationContext context) in /src/host/src/WebJobs.Script/Description/Workers/WorkerFunctionInvoker.cs:line 101',
  'FunctionInvokerBase.Invoke(Object[] parameters) in /src/host/src/WebJobs.Script/Description/FunctionInvokerBase.cs:line 82',
  'FunctionGenerator.Coerce[T](Task`1 src) in /src/host/src/WebJobs.Script/Description/FunctionGenerator.cs:line 225',
].map((line) => `   at Microsoft.Azure.WebJobs.Script.Description.${line}`);

const executors = [
  'FunctionInvoker`2.InvokeAsync(Object instance, Object[] arguments)',
  'FunctionExecutor.InvokeWithTimeoutAsync(IFunctionInvoker invoker, ParameterHelper parameterHelper, CancellationTokenSource timeoutTokenSource, CancellationTokenSource functionCancellationTokenSource, Boolean throwOnTimeout, TimeSpan timerInterval, IFunctionInstance instance) in /_/src/Microsoft.Azure.WebJobs.Host/Executors/FunctionExecutor.cs:line 590',
  'FunctionExecutor.ExecuteWithWatchersAsync(IFunctionInstanceEx instance, ParameterHelper parameterHelper, ILogger logger, CancellationTokenSource functionCancellationTokenSource) in /_/src/Microsoft.Azure.WebJobs.Host/Executors/FunctionExecutor.cs:line 536',
  'FunctionExecutor.ExecuteWithLoggingAsync(IFunctionInstanceEx instance, FunctionStartedMessage message, FunctionInstanceLogEntry instanceLogEntry, ParameterHelper parameterHelper, ILogger logger, CancellationToken cancellationToken) in /_/src/Microsoft.Azure.WebJobs.Host/Executors/FunctionExecutor.cs:line 315',
].map((line) => `   at Microsoft.Azure.WebJobs.Host.Executors.${line}`);

const stackTrace = [...hostStack, ...executors].join('\n');
const noData = { $type: 'System.Collections.ListDictionaryInternal, System.Private.CoreLib' };
const unset = {
  HelpURL: null,
  StackTraceString: null,
  RemoteStackTraceString: null,
  RemoteStackIndex: 0,
  ExceptionMethod: null,
  HResult: -2146233088,
  Source: null,
  WatsonBuckets: null,
};
const origin = { HelpLink: null, Source: 'System.Private.CoreLib', HResult: -2146233088, StackTrace: stackTrace };

export interface TaskFailure {
  Reason: string;
  Details: string;
}

/** The failure of an activity that threw. */
export function activityFailure(name: string, error: Error): TaskFailure {
  const remoteStack = error.stack ?? '';
  const details = {
    $type: 'System.Exception, System.Private.CoreLib',
    ClassName: 'System.Exception',
    Message: ` ${error.message}`,
    Data: null,
    InnerException: {
      $type: 'Microsoft.Azure.WebJobs.Script.Workers.Rpc.RpcException, Microsoft.Azure.WebJobs.Script',
      IsUserException: false,
      RemoteStackTrace: remoteStack,
      RemoteMessage: error.message,
      RemoteTypeName: null,
      Message: `Result: Failure\nException: ${error.message}\nStack: ${remoteStack}`,
      Data: noData,
      InnerException: null,
      ...origin,
    },
    ...unset,
  };
  return { Reason: `Activity function '${name}' failed:  ${error.message}`, Details: JSON.stringify(details) };
}

/** The failure of an activity whose Node worker died; Microsoft's host does not run it again. */
export function workerDeathFailure(name: string): TaskFailure {
  const message = 'node exited with code 137 (0x89)';
  const details = {
    $type: 'Microsoft.Azure.WebJobs.Script.Workers.WorkerProcessExitException, Microsoft.Azure.WebJobs.Script',
    Message: message,
    Data: noData,
    InnerException: {
      $type: 'System.Exception, System.Private.CoreLib',
      ClassName: 'System.Exception',
      Message: '',
      Data: null,
      InnerException: null,
      ...unset,
    },
    ...origin,
  };
  return { Reason: `Activity function '${name}' failed: ${message}`, Details: JSON.stringify(details) };
}

export function orchestratorFailure(name: string, message: string): string {
  return `Orchestrator function '${name}' failed: ${message}`;
}

/** What a failed sub-orchestration's parent reads after the reason. */
export function subOrchestrationDetails(message: string): string {
  return (
    `Message: ${message}, StackTrace:    at System.Threading.Tasks.Task.ThrowIfExceptional(Boolean includeTaskCanceledExceptions)\n` +
    '   at Microsoft.Azure.WebJobs.Extensions.DurableTask.TaskOrchestrationShim.InvokeUserCodeAndHandleResults(RegisteredFunctionInfo orchestratorInfo, OrchestrationContext innerContext) in /_/src/WebJobs.Extensions.DurableTask/Listener/TaskOrchestrationShim.cs:line 148'
  );
}

export function unknownFunction(name: string, kind: 'orchestrator' | 'activity', known: string[]): string {
  const article = kind === 'orchestrator' ? 'an orchestrator' : 'an activity';
  return (
    `The function '${name}' doesn't exist, is disabled, or is not ${article} function. Additional info: ` +
    (known.length === 0
      ? `No ${kind} functions are currently registered!`
      : `The following are the known ${kind} functions: ${known.map((one) => `'${one}'`).join(', ')}.`)
  );
}
