/** The addresses under which clients manage orchestrations, as Microsoft's host words them (recordings durable-start-*). */
export class ManagementUrls {
  private readonly query: string;

  constructor(
    private readonly hubName: string,
    private readonly systemKey: string,
  ) {
    this.query = `taskHub=${hubName}&connection=Storage&code=${systemKey}`;
  }

  /** The data of a `durableClient` binding: JSON text. */
  clientInput(baseUrl: string, rpcBaseUrl: string): string {
    const webhooks = `${baseUrl}/runtime/webhooks/durabletask`;
    const create = `${webhooks}/orchestrators/{functionName}[/{instanceId}]`;
    const { id, ...urls } = this.forInstance(baseUrl, 'INSTANCEID');
    const { statusQueryGetUri, sendEventPostUri, terminatePostUri, ...others } = urls;
    const rewindPostUri = `${webhooks}/instances/INSTANCEID/rewind?reason={text}&${this.query}`;
    return JSON.stringify({
      taskHubName: this.hubName,
      connectionName: null,
      creationUrls: {
        createNewInstancePostUri: `${create}?code=${this.systemKey}`,
        createAndWaitOnNewInstancePostUri: `${create}?timeout={timeoutInSeconds}&pollingInterval={intervalInSeconds}&code=${this.systemKey}`,
      },
      managementUrls: { id, statusQueryGetUri, sendEventPostUri, terminatePostUri, rewindPostUri, ...others },
      baseUrl: webhooks,
      requiredQueryStringParameters: `code=${this.systemKey}`,
      rpcBaseUrl,
      httpBaseUrl: null,
      maxGrpcMessageSizeInBytes: null,
      grpcHttpClientTimeout: null,
    });
  }

  forInstance(
    baseUrl: string,
    instanceId: string,
  ): Record<'id' | 'statusQueryGetUri' | 'sendEventPostUri' | 'terminatePostUri' | 'purgeHistoryDeleteUri', string> {
    const instance = `${baseUrl}/runtime/webhooks/durabletask/instances/${encodeURIComponent(instanceId).replaceAll('%20', '+')}`;
    const { query } = this;
    const urls = {
      id: instanceId,
      statusQueryGetUri: `${instance}?${query}`,
      sendEventPostUri: `${instance}/raiseEvent/{eventName}?${query}`,
      terminatePostUri: `${instance}/terminate?reason={text}&${query}`,
      purgeHistoryDeleteUri: `${instance}?${query}`,
      restartPostUri: `${instance}/restart?${query}`,
      suspendPostUri: `${instance}/suspend?reason={text}&${query}`,
      resumePostUri: `${instance}/resume?reason={text}&${query}`,
    };
    return urls;
  }
}
