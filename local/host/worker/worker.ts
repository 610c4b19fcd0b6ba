import { randomUUID } from 'node:crypto';
import type { CrashPoint } from '../faults';
import { isLogLevel, type Logger } from '../log';
import { createCoreModule, provideCoreModule, type Registrations } from './core-module';
import { loadApp } from './load-app';
import type {
  CoreInvocationContext,
  FunctionCallback,
  FunctionMetadata,
  InvocationRequest,
  InvocationResponse,
  TypedData,
} from './rpc';

export interface RegisteredFunction {
  metadata: FunctionMetadata;
  callback: FunctionCallback;
}

/** Shared by all requests, as no trace ever comes in. */
const noTrace = Object.freeze({ attributes: Object.freeze({}), traceParent: '', traceState: '' });

/** Runs the app's functions in this process, the way the Node worker of Azure Functions runs them in its own. */
export class Worker {
  private readonly registrations: Registrations = { model: undefined, functions: new Map(), hooks: new Map() };
  private readonly appHookData: Record<string, unknown> = {};
  private readonly running = new Set<Promise<unknown>>();
  private stopProviding: (() => void) | undefined;
  private readonly extraInputs = new Map<FunctionMetadata, InvocationRequest['inputData']>();
  /** Data of every `durableClient` input binding; to be set before the first invocation. */
  clientInput = '';
  /** Set when the app asked for HTTP streaming: the address at which the SDK takes requests itself. */
  httpUri: string | undefined;

  constructor(
    private readonly log: Logger,
    private readonly crashPoint: CrashPoint,
    private readonly timeoutMs: number | undefined,
  ) {}

  get functions(): ReadonlyMap<string, RegisteredFunction> {
    return this.registrations.functions;
  }

  /** Loads the app. Throws when a file fails to load or when no function was registered. */
  async load(appDirectory: string): Promise<void> {
    const write = (level: string, category: string, message: string): void =>
      this.log.write(isLogLevel(level) ? level : 'information', category, message);
    const core = createCoreModule(this.registrations, appDirectory, write);
    this.stopProviding = provideCoreModule(core);
    const files = await loadApp(appDirectory);
    if (!this.registrations.model || this.functions.size === 0)
      throw new Error(`The app registered no function in ${files.join(', ')}. Is it a v4 app on @azure/functions 4?`);
    await this.runHooks('appStart', { functionAppDirectory: appDirectory });
    const capabilities = await this.registrations.model.getCapabilities?.({});
    this.httpUri = capabilities?.['HttpUri'];
    (core['lock'] as () => void)();
  }

  /** A request for one call: the trigger's data, and the durable client where the function asks for it. */
  request(
    target: RegisteredFunction,
    trigger: { name: string; data: TypedData },
    triggerMetadata: Record<string, TypedData>,
  ): InvocationRequest {
    const { metadata } = target;
    let extra = this.extraInputs.get(metadata);
    if (!extra) {
      const clients = Object.entries(metadata.bindings).filter(([, { type }]) => type === 'durableClient');
      extra = clients.map(([name]) => ({ name, data: { string: this.clientInput, data: 'string' }, rpcData: 'data' }));
      this.extraInputs.set(metadata, extra);
    }
    const inputData = [{ ...trigger, rpcData: 'data' as const }, ...extra];
    return {
      inputData,
      triggerMetadata,
      invocationId: randomUUID(),
      functionId: metadata.functionId!,
      traceContext: noTrace,
      retryContext: null,
    };
  }

  /** Calls one function. Throws what the app threw, or a timeout after host.json's `functionTimeout`. */
  async invoke(target: RegisteredFunction, request: InvocationRequest): Promise<InvocationResponse> {
    const call = this.crashPoint.around(() => this.withTimeout(target, request));
    this.running.add(call);
    try {
      return await call;
    } finally {
      this.running.delete(call);
    }
  }

  /** Resolves when no invocation runs any more, at the latest after so many milliseconds. */
  async drain(graceMs: number): Promise<void> {
    const deadline = Date.now() + graceMs;
    while (this.running.size > 0 && Date.now() < deadline) {
      const pause = new Promise((resolve) => setTimeout(resolve, 20));
      await Promise.race([pause, Promise.allSettled(this.running)]);
    }
    if (this.running.size > 0)
      this.log.warn('host', `${this.running.size} invocation(s) still run at the end; they are cut off.`);
  }

  async close(): Promise<void> {
    await this.runHooks('appTerminate', {});
    this.stopProviding?.();
  }

  private withTimeout(target: RegisteredFunction, request: InvocationRequest): Promise<InvocationResponse> {
    const call = this.call(target, request);
    if (this.timeoutMs === undefined) return call;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const seconds = Math.round(this.timeoutMs! / 1000);
        reject(
          new Error(
            `Timeout value of ${seconds} s exceeded by function 'Functions.${target.metadata.name}' (Id: '${request.invocationId}').`,
          ),
        );
      }, this.timeoutMs);
      call.then(resolve, reject).finally(() => clearTimeout(timer));
    });
  }

  private async call(target: RegisteredFunction, request: InvocationRequest): Promise<InvocationResponse> {
    const { metadata } = target;
    const coreContext: CoreInvocationContext = {
      invocationId: request.invocationId,
      metadata,
      request,
      log: (level, category, message) =>
        this.log.write(
          isLogLevel(level) ? level : 'information',
          category === 'user' ? metadata.name : category,
          message,
        ),
    };
    const model = this.registrations.model!.getInvocationModel(coreContext);
    const { context, inputs } = await model.getArguments();
    if (this.registrations.hooks.size === 0)
      return model.getResponse(context, await model.invokeFunction(context, inputs, target.callback));

    const hookData = {};
    coreContext.state = 'preInvocationHooks';
    const before = { invocationContext: context, inputs, functionCallback: target.callback, hookData };
    await this.runHooks('preInvocation', before);
    coreContext.state = 'invocation';
    const after = {
      invocationContext: context,
      inputs: before.inputs,
      hookData,
      result: null as unknown,
      error: null as unknown,
    };
    try {
      after.result = await model.invokeFunction(context, before.inputs, before.functionCallback);
    } catch (error) {
      after.error = error;
    }
    coreContext.state = 'postInvocationHooks';
    await this.runHooks('postInvocation', after);
    if (after.error) throw asError(after.error);
    return model.getResponse(context, after.result);
  }

  private async runHooks(name: string, context: Record<string, unknown>): Promise<void> {
    context['appHookData'] = this.appHookData;
    for (const hook of this.registrations.hooks.get(name) ?? []) await hook(context);
  }
}

/** Apps may throw anything; the worker makes an Error of it. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(typeof thrown === 'string' ? thrown : JSON.stringify(thrown));
}
