// After integration tests: stops the stack, where the setup had to start one.
export default async function stopStack() {
  await globalThis.stopNaruTestStack?.();
}
