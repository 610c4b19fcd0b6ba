/** What is read of Azure Container Apps' objects, api-version 2025-07-01: https://learn.microsoft.com/rest/api/resource-manager/containerapps */
export interface ContainerApp {
  id: string;
  systemData?: { lastModifiedAt?: string };
  properties: {
    provisioningState?: 'InProgress' | 'Succeeded' | 'Failed' | 'Canceled' | 'Deleting';
    latestRevisionName?: string;
    latestReadyRevisionName?: string;
    configuration?: { activeRevisionsMode?: 'Single' | 'Multiple' | 'Labels' };
    template?: { scale?: { minReplicas?: number | null; maxReplicas?: number | null } | null };
  };
}

export interface Revision {
  properties: {
    provisioningState?: 'Provisioning' | 'Provisioned' | 'Failed' | 'Deprovisioning' | 'Deprovisioned';
    provisioningError?: string;
    runningState?: string;
  };
}

export interface Replica {
  properties: {
    runningState?: 'Running' | 'NotRunning' | 'Unknown';
    containers?: { ready?: boolean }[];
  };
}

/** Of `Azure-AsyncOperation`: https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations */
export interface Operation {
  /** `InProgress` or any other word until it has ended. */
  status: string;
  error?: { code?: string; message?: string };
}
