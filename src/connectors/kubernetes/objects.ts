/** What is read of Kubernetes' objects, v1.34: https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.34/ */
interface Metadata {
  name: string;
  resourceVersion: string;
}

/** apps/v1 */
export interface Deployment {
  metadata: Metadata & { generation: number };
  /** Kubernetes fills in 1 replica and 600 s. */
  spec: { replicas: number; progressDeadlineSeconds?: number };
  /** Counts that are 0 are left out. */
  status: {
    observedGeneration?: number;
    replicas?: number;
    readyReplicas?: number;
    conditions?: { type: string; status: 'True' | 'False' | 'Unknown'; reason?: string; message?: string }[];
  };
}

/** autoscaling/v2 */
export interface HorizontalPodAutoscaler {
  metadata: Metadata;
  spec: {
    scaleTargetRef: { apiVersion?: string; kind: string; name: string };
    minReplicas?: number;
    maxReplicas: number;
  };
}
