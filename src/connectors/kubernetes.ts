import { createHttp, type VendorHttp } from './http';
import { fetchTrusting } from './http/fetch-trusting';
import { createClient, type KubernetesSettings } from './kubernetes/client';
import { read } from './kubernetes/read';
import { run } from './kubernetes/run';
import { rehearse, scale } from './kubernetes/scale';
import { type Scaler } from './types';
import { VendorError } from './vendor-error';

/**
 * Scales deployments by Kubernetes' API: the scale subresource, or the minimum of the HorizontalPodAutoscaler that governs.
 * @throws VendorError when the address is unsafe or the authority no certificate; nothing is asked yet
 */
export function createKubernetes(settings: KubernetesSettings & { authority?: string }, http?: VendorHttp): Scaler {
  const client = createClient(settings, http ?? httpTrusting(settings.authority));
  const readState = read(client);
  return {
    name: 'kubernetes',
    read: readState,
    rehearse: rehearse(client),
    scale: scale(client),
    async find({ target, replicas, autoscaler }, since) {
      const state = await readState(target);
      const wanted = autoscaler ? state?.autoscaler?.minimum : state?.replicas;
      return wanted === replicas ? { runId: since } : null;
    },
    run: run(client),
  };
}

function httpTrusting(authority: string | undefined): VendorHttp {
  if (!authority) return createHttp('Kubernetes');
  try {
    return createHttp('Kubernetes', undefined, fetchTrusting(authority));
  } catch {
    throw new VendorError('Kubernetes: KUBERNETES_CA is not a certificate in PEM form.', 'Kubernetes', false);
  }
}
