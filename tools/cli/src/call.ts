import type { Connection } from './connection.js';

interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly code?: string;
}

/** Calls a service with JSON and answers its JSON. Throws an Error with the problem's own words where it refuses. */
export async function call<T>(connection: Connection, method: string, path: string, body?: unknown): Promise<T> {
  const response = await reach(connection, method, path, body);
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
  const problem = (await response.json().catch(() => ({}))) as Problem;
  throw new Error(
    [`${method} ${path} answered ${response.status}`, problem.code, problem.detail ?? problem.title]
      .filter(Boolean)
      .join(': '),
  );
}

async function reach({ url, key }: Connection, method: string, path: string, body: unknown): Promise<Response> {
  try {
    return await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  } catch (error) {
    throw new Error(`${url} cannot be reached: is the hub running?`, { cause: error });
  }
}
