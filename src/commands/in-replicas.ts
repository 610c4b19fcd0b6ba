export function inReplicas(count: number): string {
  return count === 1 ? '1 replica' : `${count} replicas`;
}
