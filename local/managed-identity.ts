/** The identity that the platform gives, asked for only where a storage address has no key. */
export async function managedIdentity() {
  const { DefaultAzureCredential } = await import('@azure/identity');
  return new DefaultAzureCredential();
}
